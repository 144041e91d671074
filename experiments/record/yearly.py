"""Every whole-number table of a target's parts that satisfies its statements, and how many fit the overall total."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.record.parts import Part, parts
from experiments.record.statements import Statement, Tally, total


def tables(target: str, stated: Sequence[Statement]) -> NDArray[np.int64]:
    """The feasible tables as rows, a column a part, in ascending order."""
    own = parts(target)
    ranges = {part: _range(part, stated) for part in own}
    tally: Tally = {}
    for part in sorted(own, key=lambda part: len(ranges[part])):
        tally = _grown(tally, part, ranges[part], stated)
    rows = np.column_stack([tally[part] for part in own])
    return rows[np.lexsort(rows.T[::-1])]


def sizes(components: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """How many joint tables have 0, 1, 2, ... attacks in all: an exact convolution of the components."""
    counts = np.ones(1, dtype=np.int64)
    for rows in components:
        counts = np.convolve(counts, np.bincount(rows.sum(axis=1), minlength=1))
    return counts


def joint(components: Sequence[NDArray[np.int64]]) -> int:
    """How many joint tables also fit the overall total."""
    low, high = total()
    return int(sizes(components)[low : high + 1].sum())


def _range(part: Part, stated: Sequence[Statement]) -> range:
    """What one count can be, by the statements that bound it alone or within a sum."""
    low = max((one.low for one in stated if one.parts == (part,)), default=0)
    highs = [one.high for one in stated if part in one.parts and one.high is not None]
    return range(low, min(highs, default=total()[1]) + 1)


def _grown(tally: Tally, part: Part, counts: range, stated: Sequence[Statement]) -> Tally:
    """The tables with one part more; those are left out that already break a statement."""
    before = len(next(iter(tally.values()), [0]))
    grown = {known: np.repeat(column, len(counts)) for known, column in tally.items()}
    grown[part] = np.tile(np.arange(counts.start, counts.stop, dtype=np.int64), before)
    kept = np.ones(before * len(counts), dtype=bool)
    for one in stated:
        if part in one.parts:
            kept &= one.holds(grown) if grown.keys() >= set(one.parts) else _room(one, grown)
    return {known: column[kept] for known, column in grown.items()}


def _room(one: Statement, tally: Tally) -> NDArray[np.bool_] | bool:
    """Whether a sum that is not yet complete is below its upper bound."""
    return one.high is None or sum(tally[part] for part in one.parts if part in tally) <= one.high
