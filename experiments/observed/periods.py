"""Periods whose attacks are counted: the three phases and the calendar years, with what was observed in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from experiments.observed import tables
from model.clock import DAYS


@dataclass(frozen=True)
class Figure:
    """An observed count within its bounds, and how it is known; no value where there are words only."""

    value: float | None
    low: float
    high: float
    how: str


@dataclass(frozen=True)
class Period:
    """A stretch of days, both ends included, and the observed count by target."""

    name: str
    start: date
    end: date
    observed: Mapping[str, Figure]

    def covered_by(self, start: date, end: date) -> bool:
        """Whether a campaign plays all of it, but for days of a week cut at the start."""
        return covered(self.start, self.end, start, end)


def covered(start: date, end: date, played_from: date, played_to: date) -> bool:
    """Whether days are all played, but for those of a week cut at the start."""
    return played_from - timedelta(days=DAYS - 1) <= start and end <= played_to


def phases(reading: str = "cut") -> tuple[Period, ...]:
    """The three phases as the tests cut them, or overlapping, as 'printed' in the headings (codebook, AMB05)."""
    counts = [row for row in tables.load(tables.PhaseCount) if row.reading == reading]
    return tuple(
        Period(
            span.phase,
            span.start,
            span.end,
            {r.target: Figure(r.value, r.low, r.high, r.identified) for r in counts if r.phase == span.phase},
        )
        for span in tables.load(tables.PhaseSpan)
        if span.reading == reading
    )


def years() -> tuple[Period, ...]:
    """Every calendar year, within what the observed record covers."""
    record = next(row for row in tables.load(tables.Window) if row.name == "acled")
    return tuple(
        Period(str(year), start, end, dict(_counted(start, end)))
        for year in range(record.start.year, record.end.year + 1)
        for start, end in [(max(date(year, 1, 1), record.start), min(date(year, 12, 31), record.end))]
    )


def _counted(start: date, end: date) -> Iterator[tuple[str, Figure]]:
    """The count of each target over exactly these days; a printed or derived number goes before words."""
    rows = [row for row in tables.load(tables.Count) if (row.start, row.end) == (start, end)]
    events = [row for row in rows if (row.statistic, row.unit, row.claimant) == ("count", "events", "all")]
    for row in sorted(events, key=lambda row: row.value is not None):
        yield row.target, Figure(row.value, row.low, row.high, row.kind)
