"""Parts of the record that statements speak of: a target's calendar years, or its one campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from experiments.observed import tables
from experiments.observed.chronicle import in_use, per_chronicle
from experiments.observed.record.stretch import Stretch, stretches

COMPARED = ("percent_change", "ratio")
MONTH = 365.25 / 12


@dataclass(frozen=True)
class Part:
    """A period of one target whose count the statements bound; both days included."""

    target: str
    start: date
    end: date

    @property
    def name(self) -> str:
        """Target and year, or years, as in `us_base 2020`."""
        last = "" if self.start.year == self.end.year else f"-{self.end.year}"
        return f"{self.target} {self.start.year}{last}"

    def inside(self, start: date, end: date) -> bool:
        """Whether all of it lies between two days."""
        return start <= self.start and self.end <= end

    def pieces(self) -> tuple[Stretch, ...]:
        """The stretches that it touches, cut to its own days and with their names."""
        touched = (one for one in stretches() if one.start <= self.end and self.start <= one.end)
        return tuple(Stretch(one.name, max(one.start, self.start), min(one.end, self.end)) for one in touched)


@per_chronicle
def counts() -> dict[str, tables.Count]:
    """Every printed or derived figure, by id."""
    return {row.id: row for row in tables.load(tables.Count)}


@per_chronicle
def parts(target: str) -> tuple[Part, ...]:
    """The parts of a target: calendar years when the reports compare its years, else its whole period."""
    whole = counts()[in_use().whole[target]]
    if not any(row.target == target and row.statistic in COMPARED for row in counts().values()):
        return (Part(target, whole.start, whole.end),)
    years = range(whole.start.year, whole.end.year + 1)
    return tuple(Part(target, max(whole.start, date(year, 1, 1)), min(whole.end, date(year, 12, 31))) for year in years)


@per_chronicle
def open_months(target: str, piece: Stretch) -> float:
    """Months in which attacks may fall: days of which no zero is said, over the days of a mean month."""
    days = (piece.start + timedelta(days=k) for k in range(piece.days))
    return sum(not _zero(target, day) for day in days) / MONTH


@per_chronicle
def zeros() -> tuple[tables.Count, ...]:
    """Counts of which the source says, or implies, that they are zero."""
    return tuple(row for row in counts().values() if (row.rule, row.value, row.statistic) == ("R9", 0, "count"))


def concerns(row: tables.Count | tables.PartBound, target: str) -> bool:
    """Whether a row is about a target, alone or together with others."""
    return target in in_use().members(row.target)


def _zero(target: str, day: date) -> bool:
    return any(row.start <= day <= row.end for row in zeros() if concerns(row, target))
