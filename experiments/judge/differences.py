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
ALL, WHOLE = "all", "whole"
"""Targets together, and the whole campaign."""


@dataclass(frozen=True)
class Difference:
    """Attacks on one target in one period, scenario minus reference, replicate by replicate."""

    scenario: str
    """The scenario that is compared."""
    reference: str
    """The first scenario, which it is compared with."""
    period: str
    """A phase, a year, a stretch before or after the record, or the whole campaign."""
    start: date
    """First day."""
    end: date
    """Last day."""
    target: str
    """Target class; in totals.csv all of them."""
    reference_mean: float
    """Mean attacks a replicate in the reference."""
    mean: float
    """Mean difference."""
    low: Unbounded
    """Lower end of the 95 % interval of the mean difference (Student's t; infinite for one replicate)."""
    high: Unbounded
    """Upper end."""
    lowest: float
    """5 % point of the replicates' differences."""
    highest: float
    """95 % point of the replicates' differences."""


@dataclass(frozen=True)
class Support:
    """What one scenario's replicates say of one counted pattern."""

    id: str
    """The pattern's number in the evidence."""
    statement: str
    """What one campaign must show, in a sentence."""
    hardness: str
    """What it rests on: printed, derived or direction."""
    power: float | None
    """Share of plain worlds (the record's totals, without what is stated) that fail it; empty: its file names none."""
    headline: bool
    """Whether it counts in the headline: of a power of 0.2 or more where that is measured."""
    scenario: str
    """Whose replicates."""
    support: float | None
    """Share of replicates that meet all conditions as accepted; empty: not covered."""
    dice_low: float | None
    """Lower end of its 95 % interval for the dice (Wilson)."""
    dice_high: float | None
    """Upper end."""
    change: float | None
    """Support less that in the first scenario, replicate by replicate; empty in the first, and where not covered."""
    change_low: float | None
    """Lower end of its 95 % interval for the dice (paired, of McNemar's kind)."""
    change_high: float | None
    """Upper end."""
    verdict: str
    """Of `support`: reproduced from 0.8, partly from 0.5, else missed; or not covered."""
    support_stated: float | None
    """Share of replicates that meet the ranges that the sources themselves give, without room for chance."""
    verdict_stated: str
    """The same words for `support_stated`."""
    accepted: str
    """What is accepted, in words."""


def differences(
    names: tuple[str, str], reference: Campaign, other: Campaign, periods: Iterable[Period]
) -> list[Difference]:
    """A row for every period that is covered and every target of either; `names` are (reference, scenario)."""
    targets, spans = _targets(reference, other), _spans(reference, periods)
    before, after = (counts(one, targets, spans).astype(np.float64) for one in (reference, other))
    return [
        _difference(names, period, target, before[:, k, n], after[:, k, n])
        for n, period in enumerate(spans)
        for k, target in enumerate(targets)
    ]


def total_differences(
    names: tuple[str, str], reference: Campaign, other: Campaign, periods: Iterable[Period]
) -> list[Difference]:
    """The same of all targets together: a row a period."""
    targets, spans = _targets(reference, other), _spans(reference, periods)
    before, after = (counts(one, targets, spans).sum(axis=1).astype(np.float64) for one in (reference, other))
    return [_difference(names, period, ALL, before[:, n], after[:, n]) for n, period in enumerate(spans)]


def _targets(reference: Campaign, other: Campaign) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*reference.names.targets, *other.names.targets)))


def _spans(reference: Campaign, periods: Iterable[Period]) -> tuple[Period, ...]:
    """The periods that are covered, and the whole."""
    covered = [period for period in periods if period.covered_by(reference.start, reference.end)]
    return (*covered, Period(WHOLE, reference.start, reference.end, {}))


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
