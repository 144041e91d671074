"""Attacks month by month in each scenario of a comparison: monthly.csv."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from experiments.judge.percentile import percentiles
from experiments.simulate.campaign import Campaign
from experiments.simulate.count import counts, months

BAND = (5, 95)


@dataclass(frozen=True)
class MonthlyCount:
    """Attacks on one target in one calendar month of one scenario."""

    scenario: str
    """Whose replicates."""
    start: date
    """First day of the month that is played."""
    end: date
    """Last day of the month that is played."""
    target: str
    """Target class."""
    mean: float
    """Mean attacks a replicate, as the lens in use sees them; a month cut at the clock's ends is not scaled."""
    low: float
    """5 % point of the replicates."""
    high: float
    """95 % point of the replicates."""


def monthly_counts(scenario: str, campaign: Campaign) -> Iterator[MonthlyCount]:
    """A row for every month and target of a campaign."""
    windows, targets = tuple(months(campaign.start, campaign.end)), campaign.names.targets
    found = counts(campaign, targets, windows)
    means, (lows, highs) = found.mean(axis=0), percentiles(found, BAND)
    for n, window in enumerate(windows):
        for k, target in enumerate(targets):
            numbers = (float(one[k, n]) for one in (means, lows, highs))
            yield MonthlyCount(scenario, window.start, window.end, target, *numbers)
