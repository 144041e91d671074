"""The settled reading of a coding: one day an edge, one level a row, and what a driver is on each Wednesday."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from experiments.observed.coding.edge import Edge
from experiments.observed.coding.rows import Coded
from model.coding import middle

OPENING = date(2019, 6, 3)
WEEKS = 200
CLOSING = OPENING + timedelta(days=7 * WEEKS - 1)
WEDNESDAYS = tuple(OPENING + timedelta(days=2 + 7 * week) for week in range(WEEKS))
DAY = timedelta(days=1)
Days = tuple[date, date]


@dataclass(frozen=True)
class Placed:
    """A row with its edges as days, from the earliest to the latest on which each may lie."""

    row: Coded
    starts: Days
    ends: Days

    @property
    def first(self) -> date:
        """The day the settled reading starts it on."""
        return middle(*self.starts)

    @property
    def last(self) -> date:
        """The day the settled reading ends it on."""
        return middle(*self.ends)

    @property
    def level(self) -> float:
        """The middle level; of two, 0.5, as 0 and 1 are never in doubt without it."""
        return self.row.levels[0] if len(self.row.levels) == 1 else 0.5


def of(rows: Iterable[Coded], driver: str) -> tuple[Placed, ...]:
    """The rows of one driver, occasion or anchor in order of start, `next`, `none` and `before` turned into days."""
    own = sorted((row for row in rows if row.driver == driver), key=lambda row: middle(*_start(row)))
    return tuple(Placed(row, _start(row), _end(row, own[k + 1 :])) for k, row in enumerate(own))


def weekly(rows: Iterable[Coded], driver: str) -> tuple[float, ...]:
    """A driver's level on the Wednesday of each week, 0 outside its rows; ValueError where two rows overlap."""
    placed = of(rows, driver)
    return tuple(_level(driver, [one for one in placed if one.first <= day <= one.last], day) for day in WEDNESDAYS)


def _start(row: Coded) -> Days:
    return _days(row.starts) or (OPENING, OPENING)


def _end(row: Coded, later: Sequence[Coded]) -> Days:
    """Its own days; a spell may end before the next row, or not at all; a day ends with itself."""
    if row.kind != "spell":
        return _start(row)
    if row.ends.quality == "next":
        if not later:
            raise ValueError(f"row '{row.row}' ends 'next', but driver '{row.driver}' has no later row")
        earliest, latest = _start(later[0])
        return earliest - DAY, latest - DAY
    return _days(row.ends) or (CLOSING, CLOSING)


def _days(edge: Edge) -> Days | None:
    return None if edge.earliest is None or edge.latest is None else (edge.earliest, edge.latest)


def _level(driver: str, holding: Sequence[Placed], day: date) -> float:
    if len(holding) > 1:
        names = " and ".join(one.row.row for one in holding)
        raise ValueError(f"driver '{driver}' has two levels on {day}: rows {names} overlap in the settled reading")
    return holding[0].level if holding else 0.0
