"""Plain worlds as campaigns, so that patterns read them as they read simulated ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns.power.actors import authors, happenings
from experiments.judge.patterns.power.given import births, claimed, strikes
from experiments.judge.patterns.power.layouts import Stretch, stretches
from experiments.observed.chronicle import PerChronicle
from experiments.simulate.campaign import Campaign, Names
from model.events import COLUMNS, NOBODY, Kind

REPLICATES = 1000
ABSENT = ("militia", "target", "brand", "governorate", "method")
KEPT = 8  # plain worlds in memory, of some 15 MB: what the shipped patterns name, and a few more


def _plain_world(layout: str, lens: str, names: Names) -> Campaign:
    """A thousand plain worlds of a layout, with the vocabulary `names`."""
    return world_of(stretches(layout, lens), lens, names, REPLICATES, f"{layout} {lens}")


plain_world = PerChronicle(_plain_world, KEPT)
"""The same worlds whenever they are asked for."""


def world_of(
    laid: Sequence[Stretch], lens: str, names: Names, replicates: int, seed: str, given: bool = False
) -> Campaign:
    """Poisson worlds with such stretches; `given` the record's claims, strikes and births, or with none of a reason."""
    dice = np.random.default_rng(crc32(seed.encode()))
    known = [one for one in laid if one.target in names.targets]
    attacks = _attacks(known, names, replicates, dice)
    attacks |= authors(names, attacks["replicate"], replicates, dice)
    born, struck, closed = happenings(names, replicates, dice)
    if given:
        attacks |= claimed(names, attacks, replicates, lens, dice)
        born, struck = births(names, replicates), strikes(replicates)
    return Campaign(names, replicates, date.min, date.max, _joined([attacks, born, struck, closed]))


def _attacks(
    known: Sequence[Stretch], names: Names, replicates: int, dice: np.random.Generator
) -> dict[str, NDArray[Any]]:
    """Replicate, day and target of Poisson numbers of attacks, in each stretch independent of the others."""
    counts = dice.poisson([one.mean for one in known], (replicates, len(known)))
    cell = np.repeat(np.arange(counts.size), counts.ravel())
    first = np.array([one.start.toordinal() for one in known], dtype=np.int64)
    days = np.array([(one.end - one.start).days + 1 for one in known], dtype=np.int64)
    target = np.array([names.targets.index(one.target) for one in known], dtype=np.int64)
    replicate, stretch = np.divmod(cell, max(len(known), 1))
    day = first[stretch] + (dice.random(len(cell)) * days[stretch]).astype(np.int64)
    return {"kind": np.full(len(cell), int(Kind.ATTACK)), "replicate": replicate, "day": day, "target": target[stretch]}


def _joined(parts: Sequence[Mapping[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    """The parts' columns end to end; a column that a part lacks says that it does not apply."""
    sizes = [len(part["day"]) for part in parts]
    columns: dict[str, NDArray[Any]] = {
        name: np.concatenate([_column(part, name, size) for part, size in zip(parts, sizes, strict=True)]).astype(kind)
        for name, kind in {**COLUMNS, "replicate": np.int32}.items()
    }
    return columns | {"seen": np.ones(sum(sizes), dtype=bool)}


def _column(part: Mapping[str, NDArray[Any]], name: str, size: int) -> NDArray[Any]:
    return part[name] if name in part else np.full(size, NOBODY if name in ABSENT else 0)
