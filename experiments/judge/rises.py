"""How far counts rise from year to year, and how much of it is the lens: rises.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from experiments.judge.percentile import percentiles
from experiments.observed.periods import Period
from experiments.simulate.campaign import Campaign
from experiments.simulate.count import counts

BAND = (50, 5, 95)
HALF = 0.5
"""Added to every count, so that a year without attacks has a ratio."""
FEWEST = 5.0
"""Attacks a year on average below which a ratio says more of chance than of anything else."""
Ratios = NDArray[np.float64]


@dataclass(frozen=True)
class Rise:
    """Attacks on one target in one full year against those of the year before: in the runs, and as recorded of them."""

    target: str
    """Target class."""
    year: str
    """The later of the two years."""
    took_place: float
    """Attacks that took place, over those of the year before: median of the replicates."""
    took_place_low: float
    """5 % point."""
    took_place_high: float
    """95 % point."""
    recorded: float
    """The same of those that the lens in use recorded."""
    recorded_low: float
    """5 % point."""
    recorded_high: float
    """95 % point."""
    lens: float
    """Factor that is the lens's: recorded over took place, replicate by replicate; 1: it saw both years alike."""
    lens_low: float
    """5 % point."""
    lens_high: float
    """95 % point."""
    observed: float | None
    """The ratio of the observed figures; empty: one of them is not known."""


def rises(campaign: Campaign, years: Sequence[Period]) -> Iterator[Rise]:
    """A row for each target and pair of full years in which it is attacked at all."""
    full = [one for one in years if _full(one) and one.covered_by(campaign.start, campaign.end)]
    everything = replace(campaign, columns={**campaign.columns, "seen": np.ones(len(campaign.columns["seen"]), bool)})
    targets = campaign.names.targets
    took_place, recorded = (counts(one, targets, full) for one in (everything, campaign))
    for t, target in enumerate(targets):
        for y, (before, year) in enumerate(pairwise(full)):
            if recorded[:, t, [y, y + 1]].mean(axis=0).min() >= FEWEST:
                real, seen = (_ratio(found[:, t, y], found[:, t, y + 1]) for found in (took_place, recorded))
                spans = (*_band(real), *_band(seen), *_band(seen / real))
                yield Rise(target, year.name, *spans, _observed(target, before, year))


def _full(year: Period) -> bool:
    return (year.start.month, year.start.day, year.end.month, year.end.day) == (1, 1, 12, 31)


def _ratio(before: NDArray[np.int64], after: NDArray[np.int64]) -> Ratios:
    return np.asarray((after + HALF) / (before + HALF))


def _band(ratios: Ratios) -> tuple[float, float, float]:
    median, low, high = map(float, percentiles(ratios, BAND))
    return median, low, high


def _observed(target: str, before: Period, year: Period) -> float | None:
    past, now = (one.observed.get(target) for one in (before, year))
    if past is None or now is None or not past.value or now.value is None:
        return None
    return now.value / past.value
