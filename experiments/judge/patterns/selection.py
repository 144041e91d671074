"""From a series, which is names and dates, to the events of a campaign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns.claimants import claimed_by
from experiments.judge.patterns.events import Events
from experiments.judge.patterns.one_of import one_of
from experiments.judge.patterns.pattern import Series
from experiments.judge.patterns.recorded import Recorded
from experiments.judge.patterns.spelling import index_of
from experiments.simulate.campaign import Names
from model.events import NOBODY

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]


def select(series: Series, recorded: Recorded, where: str) -> Events:
    """The events of `series` among all that are `recorded` of its kind.

    Raises ModelError when a name is not in the campaign's vocabulary.
    """
    places = recorded.places(_targets(series, recorded.campaign.names, where), series.start, series.end)
    masks = [*_named(series, recorded, places, where), *_flagged(series, recorded, places)]
    chosen = places.take(np.flatnonzero(np.logical_and.reduce(masks))) if masks else places
    return Events(recorded, chosen, series.start, series.end)


def _targets(series: Series, names: Names, where: str) -> Iterable[int]:
    """The targets that the series asks for; every one, and none, where it asks for no target."""
    if not series.targets:
        return range(NOBODY, len(names.targets))
    return [index_of(name, names.targets, "target", where) for name in series.targets]


def _named(series: Series, recorded: Recorded, places: Places, where: str) -> Iterator[Mask]:
    """Which events have the names that the series asks for, of each kind of name but targets."""
    names = recorded.campaign.names
    vocabularies = (
        ("militia", series.militias, names.militias),
        ("brand", series.brands, names.brands),
        ("governorate", series.governorates, names.governorates),
        ("method", series.methods, names.methods),
    )
    for column, wanted, known in vocabularies:
        if wanted:
            yield one_of(recorded[column].take(places), [index_of(name, known, column, where) for name in wanted])
    if series.claimants:
        yield claimed_by(series.claimants, names, recorded["brand"].take(places), where)


def _flagged(series: Series, recorded: Recorded, places: Places) -> Iterator[Mask]:
    """Which events are as the series asks, for each yes or no that it asks for."""
    if series.claimed is not None:
        yield (recorded["brand"].take(places) != NOBODY) == series.claimed
    if series.lethal is not None:
        yield (recorded["lethal"].take(places) == 1) == series.lethal
    if series.abroad is not None:
        yield (recorded["abroad"].take(places) == 1) == series.abroad
