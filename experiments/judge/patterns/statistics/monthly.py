"""The shape of a monthly series: where it begins, peaks and ends, how high, how steep, with what."""

from __future__ import annotations

from math import inf

import numpy as np

from experiments.judge.patterns.events import Events
from experiments.judge.patterns.pattern import Array
from experiments.judge.patterns.statistics.statistic import Option, Statistic


def argmax_month(of: Events) -> Array:
    """The month with most events, the earliest of equals; undefined without events."""
    peak = of.monthly.argmax(axis=1) + of.first_month
    return np.where(of.count() > 0, peak, np.nan)


def argmax_year(of: Events) -> Array:
    """The calendar year with most events, the earliest of equals; undefined without events."""
    years = (np.arange(of.monthly.shape[1]) + of.first_month) // 12
    yearly = np.stack([of.monthly[:, years == year].sum(axis=1) for year in np.unique(years)], axis=1)
    return np.where(of.count() > 0, years[0] + yearly.argmax(axis=1), np.nan)


def first_month(of: Events, at_least: int) -> Array:
    """The first month with at least so many events; undefined when there is none."""
    enough = of.monthly >= at_least
    return np.where(enough.any(axis=1), enough.argmax(axis=1) + of.first_month, np.nan)


def last_month(of: Events, at_least: int) -> Array:
    """The last month with at least so many events; undefined when there is none."""
    enough = of.monthly[:, ::-1] >= at_least
    last = of.first_month + enough.shape[1] - 1
    return np.where(enough.any(axis=1), last - enough.argmax(axis=1), np.nan)


def monthly_max(of: Events) -> Array:
    """Events in the month that had most."""
    return of.monthly.max(axis=1)


def slope(of: Events) -> Array:
    """Least-squares rise of the monthly count, in events a month each month."""
    months = np.arange(of.monthly.shape[1], dtype=np.float64)
    centred = months - months.mean()
    return (of.monthly * centred).sum(axis=1) / (centred**2).sum()


def spearman(of: Events, against: Events, lag: int) -> Array:
    """Rank correlation of two monthly series, the second `lag` months earlier; undefined when flat."""
    months = of.monthly.shape[1] - lag
    left = _centred_ranks(of.monthly[:, lag:])
    right = _centred_ranks(against.monthly[:, :months])
    norm = np.sqrt((left**2).sum(axis=1) * (right**2).sum(axis=1))
    with np.errstate(invalid="ignore"):
        return (left * right).sum(axis=1) / norm


def _centred_ranks(monthly: Array) -> Array:
    """Ranks along each row, equals sharing the mean of theirs (SciPy's rankdata: importing it takes half a second)."""
    twice = [
        np.searchsorted(row, own, side="left") + np.searchsorted(row, own, side="right") + 1
        for row, own in zip(np.sort(monthly, axis=1), monthly, strict=True)
    ]
    ranks = np.array(twice, dtype=np.float64).reshape(monthly.shape) / 2
    return ranks - ranks.mean(axis=1, keepdims=True)


STATISTICS = (
    Statistic(argmax_month, series=("of",), unit="month"),
    Statistic(argmax_year, series=("of",), unit="year"),
    Statistic(first_month, series=("of",), options={"at_least": Option(1, least=1)}, unit="month"),
    Statistic(last_month, series=("of",), options={"at_least": Option(1, least=1)}, unit="month"),
    Statistic(monthly_max, series=("of",)),
    Statistic(slope, series=("of",), floor=-inf, least_months=2),
    Statistic(
        spearman,
        series=("of", "against"),
        options={"lag": Option(0)},
        floor=-1.0,
        ceiling=1.0,
        same_window=True,
        least_months=3,
    ),
)
