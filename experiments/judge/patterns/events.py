"""The events of one series in one campaign, and their counts by replicate, month and week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns.months import month_of_each_day
from experiments.judge.patterns.pattern import Array
from experiments.judge.patterns.recorded import Recorded
from experiments.simulate.campaign import Campaign


@dataclass(frozen=True)
class Events:
    """Some of the events `recorded`, by their places in it, all dated from `start` to `end`."""

    recorded: Recorded
    places: NDArray[np.int64]
    start: date
    end: date

    @property
    def campaign(self) -> Campaign:
        """Where they are from."""
        return self.recorded.campaign

    @property
    def replicates(self) -> int:
        """How many campaigns were simulated."""
        return self.campaign.replicates

    @property
    def days(self) -> int:
        """Length of the window in days."""
        return (self.end - self.start).days + 1

    @cached_property
    def replicate(self) -> NDArray[np.int64]:
        """The replicate of each event."""
        return self.column("replicate")

    @cached_property
    def day(self) -> NDArray[np.int64]:
        """The date of each event, as an ordinal."""
        return self.column("day")

    @cached_property
    def first_month(self) -> int:
        """Number of the month in which the window starts."""
        return int(self._months[0])

    @cached_property
    def monthly(self) -> Array:
        """Counts [replicate, month] for every month that the window touches."""
        months = self._months - self.first_month
        return self.table(months[self.day - self.start.toordinal()], int(months[-1]) + 1)

    @cached_property
    def weekly(self) -> Array:
        """Counts [replicate, week] for the Monday-first weeks that lie wholly in the window."""
        monday = self.start.toordinal() + (-self.start.weekday()) % 7
        weeks = (self.end.toordinal() + 1 - monday) // 7
        week = (self.day - monday) // 7
        whole = (week >= 0) & (week < weeks)
        cells = self.replicate[whole] * weeks + week[whole]
        return np.bincount(cells, minlength=self.replicates * weeks).reshape(-1, weeks).astype(np.float64)

    def only(self, keep: NDArray[np.bool_]) -> Events:
        """Those of them that `keep`, one cell an event, keeps."""
        return Events(self.recorded, self.places.take(np.flatnonzero(keep)), self.start, self.end)

    def also(self, other: Events) -> Events:
        """Those of them that belong to another series as well."""
        if self.campaign is not other.campaign or self.recorded.kind != other.recorded.kind:
            return self.only(np.zeros(len(self.places), dtype=bool))
        there = np.zeros(len(self.recorded), dtype=bool)
        there[other.places] = True
        return self.only(there.take(self.places))

    def column(self, name: str) -> NDArray[np.int64]:
        """One column of these events."""
        return self.recorded[name].take(self.places).astype(np.int64)

    def count(self) -> Array:
        """Number of events in each replicate."""
        return self._count

    def table(self, cell: NDArray[np.int64], width: int) -> Array:
        """Counts [replicate, cell] of events that fall into cells 0 to `width` - 1."""
        cells = self.replicate * width + cell
        return np.bincount(cells, minlength=self.replicates * width).reshape(-1, width).astype(np.float64)

    @cached_property
    def _count(self) -> Array:
        return np.bincount(self.replicate, minlength=self.replicates).astype(np.float64)

    @cached_property
    def _months(self) -> NDArray[np.int64]:
        return month_of_each_day(self.start, self.end)
