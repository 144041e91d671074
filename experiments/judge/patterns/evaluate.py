"""How many replicates show each pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.files.csv_rows import Unbounded
from experiments.judge.patterns.measure import Lookup, values
from experiments.judge.patterns.pattern import Array, Pattern
from experiments.judge.percentile import percentiles
from experiments.simulate.campaign import Campaign
from model.errors import unknown

REPRODUCED, PARTLY = 0.8, 0.5
NOT_COVERED = "not covered"


@dataclass(frozen=True)
class Verdict:
    """What simulated campaigns say about one pattern: a row of patterns.csv.

    `support` is the share of replicates that meet all conditions, `per_condition` that of each alone.
    `median`, `low` and `high` (5 and 95 %) describe the first condition's statistic where it is
    defined. `verdict` is 'not covered', and there are no numbers, when the campaign is shorter than the pattern.
    """

    id: str
    statement: str
    hardness: str
    counted: bool
    support: float | None
    verdict: str
    median: Unbounded | None
    low: Unbounded | None
    high: Unbounded | None
    per_condition: tuple[float, ...]
    exposure: str  # fitted, held out or not fitted


def evaluate(
    patterns: Iterable[Pattern], campaigns: Mapping[str, Campaign], exposure: Callable[[Pattern], str] = lambda _: ""
) -> tuple[Verdict, ...]:
    """Verdict on each pattern, from the campaign as its lens saw it; `exposure` says how its support is to be read.

    Raises ModelError when a lens is missing or a name is not in the campaign's vocabulary.
    """
    lookups = {lens: Lookup(campaign) for lens, campaign in campaigns.items()}
    verdicts = []
    for pattern in patterns:
        if pattern.lens not in lookups:
            place = f"{pattern.where}, or hand over a campaign seen through it"
            raise unknown("lens", pattern.lens, lookups, place)
        verdicts.append(_judge(pattern, lookups[pattern.lens], exposure(pattern)))
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


def _judge(pattern: Pattern, lookup: Lookup, exposure: str) -> Verdict:
    told = (pattern.id, pattern.statement, pattern.hardness, pattern.counted)
    if not _covers(lookup.campaign, pattern):
        return Verdict(*told, None, NOT_COVERED, None, None, None, (), exposure)
    measured = [values(condition.measure, pattern, lookup) for condition in pattern.conditions]
    met = [c.accept.met_by(value) for c, value in zip(pattern.conditions, measured, strict=True)]
    support = float(np.logical_and.reduce(met).mean())
    each = tuple(float(one.mean()) for one in met)
    return Verdict(*told, support, verdict_of(support), *_spread(measured[0]), each, exposure)


def _covers(campaign: Campaign, pattern: Pattern) -> bool:
    return all(s.start >= campaign.start and s.end <= campaign.end for s in pattern.series.values())


def _spread(measured: Array) -> tuple[Unbounded | None, Unbounded | None, Unbounded | None]:
    """Median, 5 % and 95 % point of the defined values."""
    defined = measured[~np.isnan(measured)]
    if len(defined) == 0:
        return None, None, None
    median, low, high = (Unbounded(float(value)) for value in percentiles(defined, (50, 5, 95)))
    return median, low, high
