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
BOUNDS_ONLY, NO_RECORD = "no", "no record"
"""How a count is known, where a reader must be told."""


@dataclass(frozen=True)
class PeriodCount:
    """Attacks on one target in one period: simulated median and 90 % band, and the observed count."""

    period: str
    """A phase or a year of the record, or what is played before or after it."""
    start: date
    """First day."""
    end: date
    """Last day."""
    target: str
    """Target class."""
    median: float | None
    """Simulated attacks, as the lens in use sees them: median over replicates; empty: not played in full."""
    low: float | None
    """5 % point."""
    high: float | None
    """95 % point."""
    observed: float | None
    """Observed attacks, central reading; empty: words only, or nothing is told."""
    observed_low: float | None
    """Least that the reading allows; empty: nothing is told."""
    observed_high: float | None
    """Most that the reading allows."""
    known: str
    """How it is known: of a phase, whether print identifies it (yes, partly, no: bounds only); of a year, stated
    or derived; 'no record': beyond the days that the reports cover."""
    exposure: str
    """What the estimate has seen of the period: fitted, held out or not fitted."""


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
        seen = _observed(period.observed.get(target)) if period.recorded else (None, None, None, NO_RECORD)
        yield PeriodCount(*span, median, low, high, *seen, word)


def _band(counted: NDArray[np.int64]) -> tuple[float, float, float]:
    median, low, high = map(float, percentiles(counted, BAND))
    return median, low, high


def _observed(figure: Figure | None) -> tuple[float | None, float | None, float | None, str]:
    return (figure.value, figure.low, figure.high, figure.how) if figure else (None, None, None, "")
