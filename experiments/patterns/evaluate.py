"""How many replicates show each pattern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from experiments.campaign import Campaign
from experiments.patterns.measure import Lookup, values
from experiments.patterns.pattern import Array, Pattern
from model.errors import unknown

REPRODUCED, PARTLY = 0.8, 0.5
NOT_COVERED = "not covered"


@dataclass(frozen=True)
class Verdict:
    """What simulated campaigns say about one pattern.

    `support` is the share of replicates that meet all conditions, `per_condition` that of each alone.
    `median`, `low` and `high` (5 and 95 %) describe the first condition's statistic where it is
    defined. `verdict` is 'not covered', and the numbers nan, when the campaign is shorter than the pattern.
    """

    id: str
    statement: str
    hardness: str
    counted: bool
    support: float
    verdict: str
    median: float
    low: float
    high: float
    per_condition: tuple[float, ...]


def evaluate(patterns: Iterable[Pattern], campaigns: Mapping[str, Campaign]) -> tuple[Verdict, ...]:
    """Verdict on each pattern, from the campaign as its lens saw it.

    Raises ModelError when a lens is missing or a name is not in the campaign's vocabulary.
    """
    lookups = {lens: Lookup(campaign) for lens, campaign in campaigns.items()}
    verdicts = []
    for pattern in patterns:
        if pattern.lens not in lookups:
            place = f"{pattern.where}, or hand over a campaign seen through it"
            raise unknown("lens", pattern.lens, lookups, place)
        verdicts.append(_judge(pattern, lookups[pattern.lens]))
    return tuple(verdicts)


def verdict_of(support: float) -> str:
    """The word for a support: reproduced, partly or missed."""
    if support >= REPRODUCED:
        return "reproduced"
    return "partly" if support >= PARTLY else "missed"


def shown_by(pattern: Pattern, lookup: Lookup) -> NDArray[np.bool_]:
    """Which replicates show a pattern, as [replicates]."""
    met = [c.accept.met_by(values(c.measure, pattern, lookup)) for c in pattern.conditions]
    return np.asarray(np.logical_and.reduce(met))


def _judge(pattern: Pattern, lookup: Lookup) -> Verdict:
    told = (pattern.id, pattern.statement, pattern.hardness, pattern.counted)
    if not _covers(lookup.campaign, pattern):
        return Verdict(*told, nan, NOT_COVERED, nan, nan, nan, (nan,) * len(pattern.conditions))
    measured = [values(condition.measure, pattern, lookup) for condition in pattern.conditions]
    met = [c.accept.met_by(value) for c, value in zip(pattern.conditions, measured, strict=True)]
    support = float(np.logical_and.reduce(met).mean())
    each = tuple(float(one.mean()) for one in met)
    return Verdict(*told, support, verdict_of(support), *_spread(measured[0]), each)


def _covers(campaign: Campaign, pattern: Pattern) -> bool:
    return all(s.start >= campaign.start and s.end <= campaign.end for s in pattern.series.values())


def _spread(measured: Array) -> tuple[float, float, float]:
    """Median, 5 % and 95 % point of the defined values, each a value that occurred."""
    defined = measured[~np.isnan(measured)]
    if len(defined) == 0:
        return nan, nan, nan
    median, low, high = np.quantile(defined, (0.5, 0.05, 0.95), method="inverted_cdf")
    return float(median), float(low), float(high)
