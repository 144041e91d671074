"""Every whole-number table of a target's parts that satisfies its statements, and how many fit the overall total."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.observed.record.parts import Part, parts
from experiments.observed.record.statements import Statement, Tally, total

Rows = NDArray[np.int64]


def tables(target: str, stated: Sequence[Statement]) -> Rows:
    """The feasible tables as rows, a column a part, in ascending order."""
    own = parts(target)
    ranges = {part: _range(part, stated) for part in own}
    tally: Tally = {}
    for part in sorted(own, key=lambda part: (_alone(part, stated), len(ranges[part]))):
        tally = _grown(tally, part, ranges[part], stated)
    rows = np.column_stack([tally[part] for part in own])
    return rows[np.lexsort(rows.T[::-1])]


def sizes(found: Sequence[Rows]) -> Rows:
    """How many joint tables have 0, 1, 2, ... attacks in all: an exact convolution of the targets' tables."""
    counts = np.ones(1, dtype=np.int64)
    for rows in found:
        counts = np.convolve(counts, np.bincount(rows.sum(axis=1), minlength=1))
    return counts


def joint(found: Sequence[Rows]) -> int:
    """How many joint tables, one row of each target, also fit the overall total."""
    low, high = total()
    return int(sizes(found)[low : high + 1].sum())


def memberships(found: Sequence[Rows], which: int) -> Rows:
    """In how many of the joint tables each row of one target occurs; they add up to `joint`."""
    low, high = total()
    upto = np.concatenate([[0], np.cumsum(sizes([*found[:which], *found[which + 1 :]]))])
    attacks = found[which].sum(axis=1)
    last = len(upto) - 1
    return np.asarray(upto[np.clip(high + 1 - attacks, 0, last)] - upto[np.clip(low - attacks, 0, last)])


def _alone(part: Part, stated: Sequence[Statement]) -> bool:
    """Whether no year is compared with it: such parts come last, where the tables to extend are fewest."""
    return not any(part in one.parts and one.high is None for one in stated)


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
