"""Plain worlds as campaigns, so that patterns read them as they read simulated ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns.power.actors import authors, happenings
from experiments.judge.patterns.power.layouts import Stretch, stretches
from experiments.simulate.campaign import Campaign, Names
from model.events import COLUMNS, NOBODY, Kind

REPLICATES = 1000
ABSENT = ("militia", "target", "brand", "governorate", "method")
KEPT = 8  # plain worlds in memory, of some 15 MB: what the shipped patterns name, and a few more


@lru_cache(maxsize=KEPT)
def plain_world(layout: str, lens: str, names: Names) -> Campaign:
    """A thousand plain worlds of a layout, with the vocabulary `names`; the same whenever it is asked for."""
    dice = np.random.default_rng(crc32(f"{layout} {lens}".encode()))
    known = [one for one in stretches(layout, lens) if one.target in names.targets]
    attacks = _attacks(known, names, dice)
    attacks |= authors(names, attacks["replicate"], REPLICATES, dice)
    columns = _joined([attacks, *happenings(names, REPLICATES, dice)])
    return Campaign(names, REPLICATES, date.min, date.max, columns)


def _attacks(known: Sequence[Stretch], names: Names, dice: np.random.Generator) -> dict[str, NDArray[Any]]:
    """Replicate, day and target of Poisson numbers of attacks, in each stretch independent of the others."""
    counts = dice.poisson([one.mean for one in known], (REPLICATES, len(known)))
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
