"""Dated drivers and occasions: exogenous facts, each with its source; never an outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.clock import DAYS, Clock
from model.errors import ModelError, unknown

if TYPE_CHECKING:
    from model.coding import Coding

Row = NDArray[np.float64]
Rows = Mapping[str, Row]
"""By name, a value for each week."""
LEVELS = (0.0, 0.5, 1.0)
"""What a driver's value may be (absent, partly, fully): the sources say nothing finer."""


class Names(NamedTuple):
    """What a theatre's drivers and occasions are called, in order."""

    drivers: Sequence[str]
    occasions: Sequence[str]


@dataclass(frozen=True)
class Spell:
    """A driver's value from `start` to `end` (both inclusive; end None: for good)."""

    driver: str
    start: date
    end: date | None
    value: float


@dataclass(frozen=True)
class Occasion:
    """A single date that matters."""

    occasion: str
    day: date


@dataclass(frozen=True, eq=False)
class Timeline:
    """Weekly arrays: `drivers[name][week]` in [0, 1], `weeks_to` and `weeks_since` by occasion (inf: none).

    Where dated facts are in doubt, `doubt` is their coding, from which every run draws its own arrays (model/coding.py)
    and these hold the most likely ones.
    """

    drivers: Rows
    weeks_to: Rows
    weeks_since: Rows
    doubt: Coding | None = None

    def __eq__(self, other: object) -> bool:
        """Whether every week is alike: arrays do not compare as one thing by themselves."""
        return isinstance(other, Timeline) and (self._content, self.doubt) == (other._content, other.doubt)

    def __hash__(self) -> int:
        return hash((self._content, self.doubt))

    @property
    def names(self) -> Names:
        """What its drivers and occasions are called."""
        return Names(tuple(self.drivers), tuple(self.weeks_to))

    def each(self, change: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> Timeline:
        """The settled timeline with every row of weeks changed: nothing of it is in doubt."""
        parts = (self.drivers, self.weeks_to, self.weeks_since)
        drivers, ahead, past = ({name: change(row) for name, row in part.items()} for part in parts)
        return Timeline(drivers, ahead, past)

    @property
    def _content(self) -> tuple[tuple[str, bytes], ...]:
        parts = (self.drivers, self.weeks_to, self.weeks_since)
        return tuple((name, part[name].tobytes()) for part in parts for name in sorted(part))


def timeline(clock: Clock, spells: Iterable[Spell], occasions: Iterable[Occasion], names: Names) -> Timeline:
    """Weekly arrays from dated rows, of every driver and occasion that has a name.

    Raises ModelError for an unknown name, a spell that ends before it starts, a value that is not one of
    LEVELS, or two spells of one driver that overlap.
    """
    rows, dates = tuple(spells), tuple(occasions)
    for row in rows:
        _check(row, names.drivers)
    for mark in dates:
        if mark.occasion not in names.occasions:
            raise unknown("occasion", mark.occasion, names.occasions, "conf/timeline")
    _refuse_overlap(rows)
    days = {name: [mark.day for mark in dates if mark.occasion == name] for name in names.occasions}
    return Timeline(
        {name: _weekly(clock, [row for row in rows if row.driver == name]) for name in names.drivers},
        {name: _until(clock, marks) for name, marks in days.items()},
        {name: _since(clock, marks) for name, marks in days.items()},
    )


def _check(row: Spell, drivers: Sequence[str]) -> None:
    if row.driver not in drivers:
        raise unknown("driver", row.driver, drivers, "conf/timeline")
    if row.end is not None and row.end < row.start:
        raise ModelError(
            f"driver '{row.driver}' ends {row.end} before it starts {row.start}: "
            "a spell ends on or after its start. Change it in conf/timeline."
        )
    if row.value not in LEVELS:
        raise ModelError(
            f"driver '{row.driver}' from {row.start} has value {row.value}: only 0, 0.5 and 1 are coded "
            "(absent, partly, fully). Change it in conf/timeline."
        )


def _refuse_overlap(rows: tuple[Spell, ...]) -> None:
    ordered = sorted(rows, key=lambda row: (row.driver, row.start))
    for one, other in pairwise(ordered):
        if one.driver == other.driver and (one.end is None or other.start <= one.end):
            raise ModelError(
                f"driver '{one.driver}' has two spells that overlap: {one.start} to {one.end or 'the end'} and from "
                f"{other.start}. A driver has one value a day: end the first on {other.start - timedelta(days=1)} "
                "or earlier, in conf/timeline."
            )


def _weekly(clock: Clock, rows: list[Spell]) -> NDArray[np.float64]:
    """Mean over the days of each week, so that a spell that starts on a Saturday counts two sevenths."""
    values, mondays = np.zeros(clock.weeks), _mondays(clock)
    for row in rows:
        sundays = mondays + DAYS - 1
        last = sundays if row.end is None else np.minimum(row.end.toordinal(), sundays)
        covered = last - np.maximum(row.start.toordinal(), mondays) + 1
        values += row.value * np.maximum(0, covered) / DAYS
    return values


def _mondays(clock: Clock) -> NDArray[np.int64]:
    return clock.start.toordinal() + DAYS * np.arange(clock.weeks, dtype=np.int64)


def _until(clock: Clock, marks: list[date]) -> NDArray[np.float64]:
    """Weeks from the middle of each week to the next date on or after it."""
    return _nearest([(day.toordinal() - _mondays(clock) - DAYS // 2) / DAYS for day in marks], clock.weeks)


def _since(clock: Clock, marks: list[date]) -> NDArray[np.float64]:
    """Weeks from the last date on or before the middle of each week."""
    return _nearest([(_mondays(clock) + DAYS // 2 - day.toordinal()) / DAYS for day in marks], clock.weeks)


def _nearest(gaps: list[NDArray[np.float64]], weeks: int) -> NDArray[np.float64]:
    """The least gap of each week that is not negative."""
    found = np.full(weeks, inf)
    for gap in gaps:
        found = np.minimum(found, np.where(gap >= 0, gap, inf))
    return found
