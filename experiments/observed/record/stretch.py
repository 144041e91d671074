"""Stretches of the record: the finest cut of its days at which phases, years or its pause begin or end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from experiments.observed import tables
from experiments.observed.chronicle import READINGS, in_use, per_chronicle
from experiments.observed.periods import Reach
from experiments.observed.periods import record as reach
from model.errors import unknown

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days of the record that no boundary divides, both ends included; named by its first day."""

    name: str
    start: date
    end: date

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.end - self.start).days + 1

    def inside(self, start: date, end: date) -> bool:
        """Whether all of it lies between two days."""
        return start <= self.start and self.end <= end


@per_chronicle
def stretches() -> tuple[Stretch, ...]:
    """The stretches of the record's window in the order of time, cut where the tables say."""
    window = span()
    starts = sorted({day for day in _starts() if window.start < day <= window.end} | {window.start})
    ends = [*starts[1:], window.end + DAY]
    return tuple(Stretch(first.isoformat(), first, end - DAY) for first, end in zip(starts, ends, strict=True))


@per_chronicle
def phases_of(stretch: Stretch, reading: str = "cut") -> tuple[str, ...]:
    """The phases that hold a stretch: one in the reading `cut`, one or two in `printed`."""
    if reading not in READINGS:
        raise unknown("reading", reading, READINGS, "the call")
    return tuple(row.phase for row in in_use().phases if row.reading == reading and stretch.inside(row.start, row.end))


@per_chronicle
def span() -> Reach:
    """What the record's total covers."""
    return reach()


def _starts() -> Iterator[date]:
    """First days of whatever begins, and of what follows it."""
    pause = ((row.start, row.end) for row in tables.load(tables.Count) if row.id == in_use().notes.pause)
    for start, end in (*((one.start, one.end) for one in in_use().phases), *pause):
        yield from (start, end + DAY)
    yield from (date(year, 1, 1) for year in range(span().start.year, span().end.year + 1))


def tiled(found: tuple[Stretch, ...], start: date, end: date) -> bool:
    """Whether stretches fill the days from start to end without gap or overlap."""
    joined = all(before.end + DAY == after.start for before, after in pairwise(found))
    return bool(found) and joined and (found[0].start, found[-1].end) == (start, end)
