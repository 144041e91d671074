"""Weeks (ISO, Monday first) from the scenario's start to its end, and the days inside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from model.errors import ModelError

DAYS = 7
WEEKS = 2**16  # a week's number has half a word of a dice address
EPOCH = date(1970, 1, 5)  # a Monday: dice addresses count weeks from here
LAST_DAY = EPOCH + timedelta(days=DAYS * WEEKS - 1)
"""The last day whose week dice can be addressed by."""


@dataclass(frozen=True)
class Clock:
    """The weeks of a scenario.

    Parameters: `start` is a Monday; `weeks` is how many weeks follow, at least one.
    """

    start: date
    weeks: int

    def __post_init__(self) -> None:
        """Raise ModelError for weeks that do not begin on Mondays or that dice cannot be addressed by."""
        if self.start.weekday() != 0:
            monday = self.start - timedelta(days=self.start.weekday())
            raise ModelError(
                f"clock.start {self.start} is no Monday: weeks are ISO weeks. Use {monday} or "
                f"{monday + timedelta(days=DAYS)}."
            )
        if isinstance(self.weeks, bool) or not isinstance(self.weeks, int) or self.weeks < 1:
            raise ModelError(f"a clock of {self.weeks} weeks: give a whole number of at least 1.")
        if self.start < EPOCH or self.first_address + self.weeks > WEEKS:
            raise ModelError(
                f"the clock starts {self.start} and has {self.weeks} weeks: dice can be thrown for weeks from {EPOCH} "
                f"to {LAST_DAY} only. Change clock.start or clock.end."
            )

    @classmethod
    def between(cls, start: date, end: date) -> Clock:
        """Clock over every whole week from `start` (a Monday) to the week that holds `end`.

        Raises ModelError when `start` is no Monday or `end` lies before it.
        """
        if end < start:
            raise ModelError(f"clock.end {end} lies before clock.start {start}: give an end on or after the start.")
        return cls(start, (end - start).days // DAYS + 1)

    @property
    def last_day(self) -> date:
        """The Sunday that ends the last week."""
        return self.start + timedelta(days=self.weeks * DAYS - 1)

    def monday(self, week: int) -> date:
        """The first day of week number `week`, counted from 0."""
        return self.start + timedelta(days=week * DAYS)

    def quarter(self, week: int) -> int:
        """Absolute number of the calendar quarter in which week number `week` begins: four times the year, and on."""
        monday = self.monday(week)
        return 4 * monday.year + (monday.month - 1) // 3

    def week_of(self, day: date) -> int:
        """The number of the week that holds `day`; negative or past the end when outside."""
        return (day - self.start).days // DAYS

    @property
    def first_address(self) -> int:
        """Absolute number of the first week, so that dice do not move when the start does."""
        return (self.start - EPOCH).days // DAYS
