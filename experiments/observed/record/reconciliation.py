"""The reconciliation: how many tables fit all statements, what each year can be, what each statement excludes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from experiments.observed.chronicle import in_use
from experiments.observed.record.parts import Part, counts, parts
from experiments.observed.record.statements import statements
from experiments.observed.record.yearly import Rows, joint, memberships, sizes, tables


@dataclass(frozen=True)
class PartRange:
    """What one part can be: over all joint tables, and by its own interval in counts.csv or part_bounds.csv."""

    target: str
    """Target class."""
    start: date
    """First day of the part."""
    end: date
    """Last day."""
    least: int
    """Fewest attacks over all joint tables."""
    median: int
    """Their median."""
    most: int
    """Most attacks."""
    read_low: float | None
    """Least by its own interval in counts.csv or part_bounds.csv; empty: no row is about exactly this part."""
    read_high: float | None
    """Most by it."""


@dataclass(frozen=True)
class Exclusion:
    """How many joint tables would fit without one statement, and how many it therefore excludes."""

    id: str
    """The statement's number in counts.csv."""
    target: str
    """The target that it speaks of."""
    without: int
    """Joint tables that would fit without it."""
    excluded: int
    """Those of them that it excludes."""


@dataclass(frozen=True)
class FeasibleCount:
    """One count of one table of a target; the table occurs in `joint` of the joint tables."""

    target: str
    """Target class."""
    table: int
    """Number of the table among those of the target."""
    start: date
    """First day of the part."""
    end: date
    """Last day."""
    attacks: int
    """Attacks in it."""
    joint: int
    """In how many joint tables this table of the target occurs."""


@dataclass(frozen=True)
class Reconciliation:
    """All tables by target, how many joint tables they make, and how many of those fit the overall total."""

    found: dict[str, Rows]
    combined: int
    fitting: int
    ranges: tuple[PartRange, ...]
    exclusions: tuple[Exclusion, ...]

    def rows(self) -> Iterator[FeasibleCount]:
        """The tables, one row a count."""
        for k, (target, found) in enumerate(self.found.items()):
            occurs = memberships(list(self.found.values()), k)
            for table, (row, number) in enumerate(zip(found, occurs, strict=True), 1):
                for part, attacks in zip(parts(target), row, strict=True):
                    yield FeasibleCount(target, table, part.start, part.end, int(attacks), int(number))


def reconciled() -> Reconciliation:
    """Enumerate the targets one by one, as they share the overall total only, and combine them by convolution."""
    found = {target: tables(target, statements(target)) for target in in_use().whole}
    own = list(found.values())
    excluded = sorted(_exclusions(found), key=lambda row: row.id)
    return Reconciliation(found, int(sizes(own).sum()), joint(own), tuple(_ranges(found)), tuple(excluded))


def _ranges(found: dict[str, Rows]) -> Iterator[PartRange]:
    own = list(found.values())
    for k, (target, rows) in enumerate(found.items()):
        weight = memberships(own, k)
        for part, column in zip(parts(target), rows.T, strict=True):
            seen = column[weight > 0]
            median = _median(column, weight)
            yield PartRange(target, part.start, part.end, int(seen.min()), median, int(seen.max()), *_read(part))


def _median(values: Rows, weight: Rows) -> int:
    """The lower median of values that occur `weight` times each."""
    order = np.argsort(values, kind="stable")
    upto: NDArray[np.int64] = np.cumsum(weight[order])
    return int(values[order][np.searchsorted(upto, upto[-1] / 2)])


def _read(part: Part) -> tuple[float | None, float | None]:
    """The interval of the count of exactly this part; a printed or derived number goes before words."""
    rows = [row for row in counts().values() if (row.target, row.start, row.end) == (part.target, part.start, part.end)]
    events = [row for row in rows if (row.statistic, row.unit, row.claimant) == ("count", "events", "all")]
    best = min(events, key=lambda row: row.value is None, default=None)
    return (best.low, best.high) if best else (None, None)


def _exclusions(found: dict[str, Rows]) -> Iterator[Exclusion]:
    own, fitting = list(found.values()), joint(list(found.values()))
    yield Exclusion(in_use().notes.total, "all", combined := int(sizes(own).sum()), combined - fitting)
    for target in found:
        stated = statements(target)
        for one in stated:
            relaxed = tables(target, [other for other in stated if other is not one])
            without = joint([relaxed if name == target else rows for name, rows in found.items()])
            yield Exclusion(one.id, target, without, without - fitting)
