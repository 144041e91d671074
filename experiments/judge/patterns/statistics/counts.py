"""How many, how many more, which part, how often."""

from __future__ import annotations

from math import inf

import numpy as np

from experiments.judge.patterns.events import Events
from experiments.judge.patterns.pattern import Array
from experiments.judge.patterns.statistics.statistic import Option, Statistic

DAYS_PER = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}


def count(of: Events) -> Array:
    """Number of events."""
    return of.count()


def ratio(of: Array, to: Array) -> Array:
    """The one divided by the other: infinite over zero, undefined for zero over zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return of / to


def difference(of: Array, minus: Array) -> Array:
    """The one less the other."""
    return of - minus


def share(of: Events, among: Events) -> Array:
    """Which part of the second series also belongs to the first; undefined when it is empty."""
    return ratio(among.also(of).count(), among.count())


def mean_rate(of: Events, per: str) -> Array:
    """Events per day, week, month or year of the window."""
    return of.count() * (DAYS_PER[per] / of.days)


STATISTICS = (
    Statistic(count, series=("of",)),
    Statistic(ratio, quantities=("of", "to")),
    Statistic(difference, quantities=("of", "minus"), floor=-inf),
    Statistic(share, series=("of", "among"), ceiling=1.0),
    Statistic(mean_rate, series=("of",), options={"per": Option(choices=tuple(DAYS_PER))}),
)
