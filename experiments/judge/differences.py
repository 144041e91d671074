"""Paired differences between scenarios that were played with the same dice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from experiments.files.csv_rows import Unbounded
from experiments.judge.percentile import percentiles
from experiments.observed.periods import Period
from experiments.simulate.campaign import Campaign
from experiments.simulate.count import counts

LEVEL = 0.95


@dataclass(frozen=True)
class Difference:
    """Attacks on one target in one period, scenario minus reference, replicate by replicate."""

    scenario: str
    reference: str
    period: str
    start: date
    end: date
    target: str
    reference_mean: float
    mean: float
    low: Unbounded  # 95 % interval of the mean difference
    high: Unbounded
    lowest: float  # 5 % and 95 % of the replicates' differences
    highest: float


@dataclass(frozen=True)
class Support:
    """What one scenario's replicates say of one counted pattern."""

    id: str
    statement: str
    hardness: str
    scenario: str
    support: float | None
    verdict: str


def differences(
    names: tuple[str, str], reference: Campaign, other: Campaign, periods: Iterable[Period]
) -> list[Difference]:
    """A row for every period that is covered and every target of either; `names` are (reference, scenario)."""
    targets = tuple(dict.fromkeys((*reference.names.targets, *other.names.targets)))
    whole = Period("whole", reference.start, reference.end, {})
    covered = [period for period in periods if period.covered_by(reference.start, reference.end)]
    spans = (*covered, whole)
    before, after = (counts(one, targets, spans).astype(np.float64) for one in (reference, other))
    return [
        _difference(names, period, target, before[:, k, n], after[:, k, n])
        for n, period in enumerate(spans)
        for k, target in enumerate(targets)
    ]


def _difference(
    names: tuple[str, str], period: Period, target: str, before: NDArray[np.float64], after: NDArray[np.float64]
) -> Difference:
    gaps = after - before
    low, high = mean_interval(gaps)
    lowest, highest = map(float, percentiles(gaps, (5, 95)))
    means = float(before.mean()), float(gaps.mean())
    span = (period.name, period.start, period.end)
    return Difference(names[1], names[0], *span, target, *means, low, high, lowest, highest)


def mean_interval(gaps: NDArray[np.float64]) -> tuple[Unbounded, Unbounded]:
    """The 95 % interval of the mean by Student's t; a single replicate says nothing, so it is infinite."""
    from scipy.special import stdtrit

    mean, n = float(gaps.mean()), len(gaps)
    if n < 2:
        return Unbounded(-inf), Unbounded(inf)
    reach = float(stdtrit(n - 1, 0.5 + LEVEL / 2)) * float(gaps.std(ddof=1)) / sqrt(n)
    return Unbounded(mean - reach), Unbounded(mean + reach)
