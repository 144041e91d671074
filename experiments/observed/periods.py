"""Periods whose attacks are counted: the phases and the calendar years, and what is played beyond the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from experiments.observed import tables
from experiments.observed.chronicle import in_use
from model.clock import DAYS

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Figure:
    """An observed count within its bounds, and how it is known; no value where there are words only."""

    value: float | None
    low: float
    high: float
    how: str


@dataclass(frozen=True)
class Period:
    """A stretch of days, both ends included, and the observed count by target; `recorded`: the record covers it."""

    name: str
    start: date
    end: date
    observed: Mapping[str, Figure]
    recorded: bool = True

    def covered_by(self, start: date, end: date) -> bool:
        """Whether a campaign plays all of it, but for days of a week cut at the start."""
        return covered(self.start, self.end, start, end)


def covered(start: date, end: date, played_from: date, played_to: date) -> bool:
    """Whether days are all played, but for those of a week cut at the start."""
    return played_from - timedelta(days=DAYS - 1) <= start and end <= played_to


def phases(reading: str = "cut") -> tuple[Period, ...]:
    """The phases as the tests cut them, or overlapping, as 'printed' in the headings (codebook, AMB05)."""
    counts = [row for row in tables.load(tables.PhaseCount) if row.reading == reading]
    return tuple(
        Period(
            span.phase,
            span.start,
            span.end,
            {r.target: Figure(r.value, r.low, r.high, r.identified) for r in counts if r.phase == span.phase},
            in_use().recorded,
        )
        for span in in_use().spans(reading)
    )


def years() -> tuple[Period, ...]:
    """Every calendar year, within what the observed record covers."""
    return tuple(
        Period(str(start.year), start, end, dict(_counted(start, end)), in_use().recorded)
        for start, end in _by_year(record().start, record().end)
    )


@dataclass(frozen=True)
class Reach:
    """First and last day."""

    start: date
    end: date


def record() -> Reach:
    """The days that the observed record covers; without one, those of the phases."""
    known = in_use()
    if not known.recorded:
        spans = known.spans()
        return Reach(spans[0].start, spans[-1].end)
    window = next(row for row in tables.load(tables.Window) if row.name == known.notes.source)
    return Reach(window.start, window.end)


def phases_played(start: date, end: date) -> tuple[Period, ...]:
    """The phases, and what a campaign plays before and after the record."""
    early, late = _beyond(start, end)
    return (*_unrecorded("before", early), *phases(), *_unrecorded("after", late))


def years_played(start: date, end: date) -> tuple[Period, ...]:
    """The years of the record, and those or parts of those that a campaign plays before and after it."""
    early, late = ([_year_beyond(*days) for span in part for days in _by_year(*span)] for part in _beyond(start, end))
    return (*early, *years(), *late)


def _beyond(start: date, end: date) -> tuple[list[tuple[date, date]], list[tuple[date, date]]]:
    """What is played before the record and after it; days of a week cut at its ends are neither."""
    first, last = record().start, record().end
    early = [(start, min(end, first - ONE_DAY))] if (first - start).days >= DAYS else []
    late = [(max(start, last + ONE_DAY), end)] if (end - last).days >= DAYS else []
    return early, late


def _unrecorded(name: str, spans: list[tuple[date, date]]) -> Iterator[Period]:
    yield from (Period(name, start, end, {}, recorded=False) for start, end in spans)


def _year_beyond(start: date, end: date) -> Period:
    """A year beyond the record; where the record has a part of it, the name says on which side this one lies."""
    sides = {record().start.year: " before", record().end.year: " after"}
    return Period(f"{start.year}{sides.get(start.year, '')}", start, end, {}, recorded=False)


def _by_year(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The calendar years from `start` to `end`, cut to these days."""
    for year in range(start.year, end.year + 1):
        yield max(date(year, 1, 1), start), min(date(year, 12, 31), end)


def _counted(start: date, end: date) -> Iterator[tuple[str, Figure]]:
    """The count of each target over exactly these days; a printed or derived number goes before words."""
    rows = [row for row in tables.load(tables.Count) if (row.start, row.end) == (start, end)]
    events = [row for row in rows if (row.statistic, row.unit, row.claimant) == ("count", "events", "all")]
    for row in sorted(events, key=lambda row: row.value is not None):
        yield row.target, Figure(row.value, row.low, row.high, row.kind)
