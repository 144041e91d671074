"""Dates: the first, the last, the busiest day."""

from __future__ import annotations

import numpy as np

from experiments.judge.patterns.events import Events
from experiments.judge.patterns.pattern import Array
from experiments.judge.patterns.statistics.statistic import Statistic


def first_day(of: Events) -> Array:
    """The date of the first event; undefined without events."""
    first = np.full(of.replicates, np.inf)
    np.minimum.at(first, of.replicate, of.day.astype(np.float64))  # of one type: ten times as fast
    return np.where(np.isinf(first), np.nan, first)


def last_day(of: Events) -> Array:
    """The date of the last event; undefined without events."""
    last = np.full(of.replicates, -np.inf)
    np.maximum.at(last, of.replicate, of.day.astype(np.float64))
    return np.where(np.isinf(last), np.nan, last)


def daily_max(of: Events) -> Array:
    """Events on the day that had most."""
    return of.table(of.day - of.start.toordinal(), of.days).max(axis=1)


STATISTICS = (
    Statistic(first_day, series=("of",), unit="date"),
    Statistic(last_day, series=("of",), unit="date"),
    Statistic(daily_max, series=("of",)),
)
