"""What its source states about whole parts of the record, as bounds on sums and ratios of their counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from experiments.observed import tables
from experiments.observed.chronicle import in_use, per_chronicle
from experiments.observed.record.parts import Part, counts, parts

Row = tables.Count | tables.PartBound
Fits = Callable[..., NDArray[np.bool_]]
Counts = NDArray[np.int64]
Tally = Mapping[Part, Counts]


@dataclass(frozen=True)
class Statement:
    """One sentence: the parts it is about, and which counts of theirs (arrays, in that order) fit it."""

    id: str
    parts: tuple[Part, ...]
    fits: Fits
    low: int = 0
    high: int | None = None
    """Bounds of the sum, where it is about one."""

    def holds(self, tally: Tally) -> NDArray[np.bool_]:
        """Which tables satisfy it: for each part, its counts in all tables."""
        return self.fits(*(tally[part] for part in self.parts))


@per_chronicle
def statements(target: str) -> tuple[Statement, ...]:
    """Every statement about whole parts of a target, the overall total apart."""
    own = [row for row in counts().values() if row.target == target and row.claimant == "all"]
    stated = [row for row in own if row.source == in_use().notes.source and row.kind == "stated"]
    read: Iterable[Row] = (*stated, *(row for row in tables.load(tables.PartBound) if row.target == target))
    found = [one for row in read if (one := _statement(row)) is not None]
    return (*found, *_named(target))


def total() -> tuple[int, int]:
    """The fewest and the most attacks of all targets together; there is no sixth class (AR08)."""
    whole = counts()[in_use().notes.total]
    return int(whole.low), int(whole.high)


def _statement(row: Row) -> Statement | None:
    """A row as a statement about whole parts; None when it is about days within a part, or no count of attacks."""
    kind = row.statistic if isinstance(row, tables.Count) else "count"
    about = tuple(part for part in parts(row.target) if part.inside(row.start, row.end))
    if kind == "count" and _covers(about, row):
        low, high = int(row.low), int(row.high)
        return Statement(row.id, about, lambda *n: (low <= sum(n)) & (sum(n) <= high), low, high)
    if kind in ("ratio", "percent_change"):
        years = {part.start.year: part for part in parts(row.target)}
        pair = years[row.start.year], years[row.end.year]
        return Statement(row.id, pair, _change(row) if kind == "percent_change" else _ratio(row))
    return _first(row) if row.id in dict(in_use().notes.first) else None


def _covers(about: tuple[Part, ...], row: Row) -> bool:
    """Whether the parts are all that the row's period touches."""
    touched = [part for part in parts(row.target) if part.start <= row.end and row.start <= part.end]
    return bool(about) and list(about) == touched


def _ratio(row: Row) -> Fits:
    return lambda a, b: (a > 0) & (row.low * a <= b) & (b <= row.high * a)


def _change(row: Row) -> Fits:
    """Multiplied out: halves of a point are exact, so a change of exactly minus 72.5 is inside."""
    return lambda a, b: (a > 0) & ((100 + row.low) * a <= 100 * b) & (100 * b <= (100 + row.high) * a)


def _first(row: Row) -> Statement:
    """The year that a rank puts first, where the row's period is all the years it is compared with."""
    about = [part for part in parts(row.target) if part.inside(row.start, row.end)]
    best = next(part for part in about if part.start.year == dict(in_use().notes.first)[row.id])
    rest = tuple(part for part in about if part is not best)
    return Statement(row.id, (best, *rest), lambda most, *others: most > np.max(others, axis=0))


def _named(target: str) -> Iterator[Statement]:
    """Attacks that the source describes one by one are among those it counts."""
    rows = [row for row in tables.load(tables.NamedAttack) if row.target == target and row.in_counts]
    for part in parts(target):
        own = [row for row in rows if _within(row, part.start, part.end)]
        least = sum(row.n_low for row in own if row.source == in_use().notes.source)
        if least:
            yield Statement(f"named {part.name}", (part,), lambda n, least=least: n >= least, least)


def _within(row: tables.NamedAttack, start: date, end: date) -> bool:
    return start <= row.date and row.date_end <= end
