"""The names that patterns may use, checked before anything is simulated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns.evaluate import evaluate
from experiments.judge.patterns.pattern import Pattern
from experiments.setup.rows import removed
from experiments.setup.schema import Config
from experiments.simulate.campaign import Campaign, Names
from model.events import COLUMNS


def check_names(patterns: Iterable[Pattern], names: Names, lenses: Iterable[str]) -> None:
    """Raise ModelError when a pattern names a lens, target, militia, brand or the like that the world lacks."""
    evaluate(patterns, _nothing(names, lenses))


def judged(
    patterns: Iterable[Pattern], config: Config, names: Names, lenses: Iterable[str]
) -> tuple[tuple[Pattern, ...], tuple[str, ...]]:
    """The patterns that a world can be judged by, and the ids of those that speak of what its config has taken out.

    Raises ModelError when a pattern names what was never there.
    """
    gone = {*removed(config.militias), *removed(config.targets), *(set(config.brands) - set(names.brands))}
    kept = tuple(pattern for pattern in patterns if not _speaks_of(pattern, gone))
    check_names(kept, names, lenses)
    return kept, tuple(pattern.id for pattern in patterns if pattern not in kept)


def _speaks_of(pattern: Pattern, gone: set[str]) -> bool:
    """Whether a series of a pattern names one of the rows that were set to null, or have nobody left."""
    named = (
        name for one in pattern.series.values() for name in (*one.targets, *one.militias, *one.brands, *one.claimants)
    )
    return not gone.isdisjoint(named)


def _nothing(names: Names, lenses: Iterable[str]) -> Mapping[str, Campaign]:
    """Campaigns without an event that cover every window: reading them looks up every name."""
    columns: dict[str, NDArray[Any]] = {name: np.zeros(0, dtype=kind) for name, kind in COLUMNS.items()}
    columns |= {"replicate": np.zeros(0, dtype=np.int32), "seen": np.zeros(0, dtype=bool)}
    return {lens: Campaign(names, 1, date.min, date.max, columns) for lens in lenses}
