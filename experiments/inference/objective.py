"""What a point search minimises: counted patterns missed and printed counts misfitted, as residuals.

Fitted, not predicted: every number it looks at was seen by the search. Scatter has no price of its own: it costs
where a replicate falls out of an accepted range, which has room for what event data scatter (docs/dispersion.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns import Pattern
from experiments.judge.patterns.evaluate import shown_by
from experiments.judge.patterns.measure import Lookup, values
from experiments.observed.chronicle import record_lens
from experiments.observed.tables import PeriodRate
from experiments.simulate.campaign import Campaign
from experiments.simulate.count import counts

Floats = NDArray[np.float64]
PRICE = 4.0  # what a missed pattern costs (log 55)
CAP, AMPLE = 3.0, 1.3  # spreads: the most a residual can say, and how far inside a range support is ample
LEAST = 0.03  # the smallest spread: a statistic that never varies is not infinitely sure
MOST_UNSURE = 0.2  # a statistic defined in fewer replicates than this is as far as can be
PATTERNS, COUNTS = "patterns", "counts"


def residuals(
    patterns: Sequence[Pattern], rates: Sequence[PeriodRate], campaigns: Mapping[str, Campaign]
) -> dict[str, Floats]:
    """Smooth residuals by part, of campaigns seen through their lenses; half their squares are minimised."""
    lookups = {lens: Lookup(campaign) for lens, campaign in campaigns.items()}
    return {
        PATTERNS: np.array([one for p in patterns if p.counted for one in by_moments(p, lookups[p.lens])]),
        COUNTS: gaps(rates, campaigns),
    }


def gaps(rates: Sequence[PeriodRate], campaigns: Mapping[str, Campaign]) -> Floats:
    """The gap of every printed count that is not part of another."""
    return np.array(
        [gap(rate, float(own.mean())) for rate, own in zip(top_level(rates), counted(rates, campaigns), strict=True)]
    )


def by_moments(pattern: Pattern, lookup: Lookup) -> list[float]:
    """A smooth reading that tells near from far: how each condition's statistic lies to its accepted range."""
    found = [shortfall(c.accept.low, c.accept.high, values(c.measure, pattern, lookup)) for c in pattern.conditions]
    return [one / float(np.sqrt(len(pattern.conditions))) for one in found]


def supports(patterns: Sequence[Pattern], campaigns: Mapping[str, Campaign]) -> Floats:
    """The support of each counted pattern."""
    return shown(patterns, campaigns).mean(axis=1)


def shown(patterns: Sequence[Pattern], campaigns: Mapping[str, Campaign]) -> Floats:
    """Which runs show each counted pattern, 0 or 1 [patterns, runs]."""
    lookups = {lens: Lookup(campaign) for lens, campaign in campaigns.items()}
    return np.array([shown_by(p, lookups[p.lens]) for p in patterns if p.counted], dtype=float)


def counted(rates: Sequence[PeriodRate], campaigns: Mapping[str, Campaign]) -> Floats:
    """The attacks of each run that fall under each main printed count [counts, runs]."""
    mine = top_level(rates)
    targets = tuple(dict.fromkeys(rate.target for rate in mine))
    found = counts(campaigns[record_lens()], targets, mine)
    return np.array([found[:, targets.index(rate.target), n] for n, rate in enumerate(mine)], dtype=float)


def top_level(rates: Sequence[PeriodRate]) -> list[PeriodRate]:
    """The printed counts that are not part of another."""
    return [rate for rate in rates if not rate.within]


def steepness(rate: PeriodRate, mean: float) -> float:
    """How fast a count's gap grows with the mean."""
    near = 0.05 * (mean + 0.5)
    return (gap(rate, mean + near) - gap(rate, max(mean - near, 0.0))) / (mean + near - max(mean - near, 0.0))


def misses(support: Floats, aim: float, soft: float) -> Floats:
    """What each pattern costs: 0 well above the support aimed at, PRICE well below it."""
    return PRICE / (1.0 + np.exp((support - aim) / soft))


def shortfall(low: float, high: float, measured: Floats) -> float:
    """How many spreads the mean misses the part of the accepted range that would give ample support."""
    if _unsure(measured):
        return CAP
    middle, spread = moments(measured)
    room = min(AMPLE * spread, 0.5 * (high - low))
    return _capped((middle - min(max(middle, low + room), high - room)) / spread)


def moments(measured: Floats) -> tuple[float, float]:
    """Mean and spread of a statistic over replicates, its outer twentieths pulled in: ratios have long tails."""
    finite = measured[np.isfinite(measured)]
    pulled = np.clip(finite, *np.percentile(finite, (5, 95)))
    return float(pulled.mean()), max(float(pulled.std()), LEAST)


def gap(rate: PeriodRate, mean: float) -> float:
    """Log distance of the mean from the figure, in units of counting noise and the figure's width.

    Without a cap, unlike a pattern's shortfall: a count is known to be far off however far it is, and a search that may
    give up a printed total for a pattern or two ends at twice the attacks that were counted.
    """
    distance = log((mean + 0.5) / (rate.count + 0.5))
    width = log((rate.high + 0.5) / (rate.low + 0.5)) / 3.29
    return distance / float(np.sqrt(1.0 / (rate.count + 1.0) + width**2))


def _unsure(measured: Floats) -> bool:
    return int(np.isfinite(measured).sum()) < MOST_UNSURE * len(measured)


def _capped(residual: float) -> float:
    """A residual that flattens far out, where moments say little."""
    return CAP * float(np.tanh(residual / CAP))
