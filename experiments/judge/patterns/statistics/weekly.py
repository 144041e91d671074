"""The texture of a weekly series: bursts, gaps, steadiness."""

from __future__ import annotations

import numpy as np

from experiments.judge.patterns.events import Events
from experiments.judge.patterns.pattern import Array
from experiments.judge.patterns.statistics.counts import ratio
from experiments.judge.patterns.statistics.statistic import Option, Statistic


def fano(of: Events) -> Array:
    """Variance over mean of the weekly counts (1: random, more: in bursts); undefined without events."""
    return ratio(of.weekly.var(axis=1), of.weekly.mean(axis=1))


def active_weeks_share(of: Events) -> Array:
    """Which part of the weeks saw at least one event."""
    return np.asarray((of.weekly > 0).mean(axis=1), dtype=np.float64)


def gaps(of: Events, at_least: int) -> Array:
    """How many spells of at least so many weeks without an event."""
    return np.asarray((_quiet_weeks(of) == at_least).sum(axis=1), dtype=np.float64)


def longest_gap(of: Events) -> Array:
    """Weeks in the longest spell without an event."""
    return _quiet_weeks(of).max(axis=1)


def _quiet_weeks(of: Events) -> Array:
    """For each week [replicate, week], how many weeks up to and with it have been quiet."""
    quiet = np.zeros_like(of.weekly)
    for week in range(quiet.shape[1]):
        before = quiet[:, week - 1] if week else 0.0
        quiet[:, week] = np.where(of.weekly[:, week] > 0, 0.0, before + 1.0)
    return quiet


STATISTICS = (
    Statistic(fano, series=("of",), least_weeks=2),
    Statistic(active_weeks_share, series=("of",), ceiling=1.0, least_weeks=1),
    Statistic(gaps, series=("of",), options={"at_least": Option(least=1)}, least_weeks=1),
    Statistic(longest_gap, series=("of",), least_weeks=1),
)
