"""Attacks by period and target beside what was observed: phases.csv and years.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from experiments.judge.heldout import Exposure
from experiments.judge.percentile import percentiles
from experiments.observed.periods import Figure, Period
from experiments.simulate.campaign import Campaign
from experiments.simulate.count import counts

BAND = (50, 5, 95)


@dataclass(frozen=True)
class PeriodCount:
    """Attacks on one target in one period: simulated median and 90 % band, and the observed count."""

    period: str
    start: date
    end: date
    target: str
    median: float | None  # empty: the campaign does not cover the period
    low: float | None
    high: float | None
    observed: float | None
    observed_low: float | None
    observed_high: float | None
    known: str  # how the observed count is known
    exposure: str  # fitted, held out or not fitted


def period_counts(campaign: Campaign, periods: Sequence[Period], exposure: Exposure) -> list[PeriodCount]:
    """A row for every period and target of a campaign as its lens saw it."""
    found = counts(campaign, campaign.names.targets, periods)
    return [row for n, period in enumerate(periods) for row in _period_rows(campaign, period, found[:, :, n], exposure)]


def _period_rows(
    campaign: Campaign, period: Period, found: NDArray[np.int64], exposure: Exposure
) -> Iterator[PeriodCount]:
    covered = period.covered_by(campaign.start, campaign.end)
    word = exposure.word(period.start, period.end)
    for target, own in zip(campaign.names.targets, found.T, strict=True):
        median, low, high = _band(own) if covered else (None, None, None)
        span = (period.name, period.start, period.end, target)
        yield PeriodCount(*span, median, low, high, *_observed(period.observed.get(target)), word)


def _band(counted: NDArray[np.int64]) -> tuple[float, float, float]:
    median, low, high = map(float, percentiles(counted, BAND))
    return median, low, high


def _observed(figure: Figure | None) -> tuple[float | None, float | None, float | None, str]:
    return (figure.value, figure.low, figure.high, figure.how) if figure else (None, None, None, "")
