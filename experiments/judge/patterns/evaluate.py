"""How many replicates show each pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from experiments.judge.facts import Facts, hanging
from experiments.judge.patterns.explain import accepted_text, stated_text, value_text
from experiments.judge.patterns.measure import Lookup, values
from experiments.judge.patterns.pattern import Array, Pattern
from experiments.judge.patterns.read_acceptance import unit_of
from experiments.judge.percentile import percentiles
from experiments.judge.shares import wilson
from experiments.simulate.campaign import Campaign
from model.errors import unknown

REPRODUCED, PARTLY = 0.8, 0.5
LEAST_POWER = 0.2
"""A pattern that more than four plain worlds in five show tells next to nothing of reasons."""
NOT_COVERED = "not covered"


@dataclass(frozen=True)
class Verdict:
    """What simulated campaigns say about one pattern."""

    id: str
    """Its number in the evidence."""
    statement: str
    """What one campaign must show, in a sentence."""
    hardness: str
    """What it rests on: a printed figure, one derived from printed figures, or a direction in words."""
    counted: bool
    """Whether it counts in totals; no: circular, contradictory or unobservable (its file says which)."""
    power: float | None
    """Share of plain worlds (the record's totals, without what is stated) that fail it; empty: its file names none."""
    headline: bool
    """Whether it counts in the headline: counted, and of a power of 0.2 or more where that is measured."""
    support: float | None
    """Share of replicates that meet all conditions as accepted; empty: the campaign does not cover the pattern."""
    dice_low: float | None
    """Lower end of its 95 % interval for the dice (Wilson); empty: not covered."""
    dice_high: float | None
    """Upper end."""
    verdict: str
    """Of `support`: reproduced from 0.8, partly from 0.5, else missed; or not covered."""
    accepted: str
    """What is accepted, in words: the statistic and its range, one condition after the other."""
    support_stated: float | None
    """Share of replicates that meet the ranges that the sources themselves give, without room for chance."""
    verdict_stated: str
    """The same words for `support_stated`."""
    stated: str
    """The conditions whose stated range is another than the accepted one, with that range; empty: none is."""
    unit: str
    """What the next three are: a number, a month (YYYY-MM), a year or a date (YYYY-MM-DD)."""
    median: str | None
    """Median of the first condition's statistic over the replicates in which it is defined; empty: in none."""
    low: str | None
    """Its 5 % point."""
    high: str | None
    """Its 95 % point."""
    per_condition: tuple[float, ...]
    """Share of replicates that meet each condition alone, as accepted, joined by ';'."""
    hangs_on: str
    """The edge, level or share in doubt on which the verdict hangs, as row.what; empty: it hangs on none alone."""
    support_low: float | None
    """Its support in replicates that read that fact early or low; empty: it hangs on none."""
    support_high: float | None
    """Its support in those that read it late or high."""
    exposure: str
    """What the estimate has seen of it: fitted, held out or not fitted."""


def evaluate(
    patterns: Iterable[Pattern],
    campaigns: Mapping[str, Campaign],
    exposure: Callable[[Pattern], str] = lambda _: "",
    powers: Mapping[str, float] | None = None,
    facts: Facts | None = None,
) -> tuple[Verdict, ...]:
    """Verdict on each pattern, from the campaign as its lens saw it; `exposure` says how its support is to be read.

    `powers` holds the power of each pattern by its id, as far as it is measured; `facts` what each replicate reads of
    what is in doubt.

    Raises ModelError when a lens is missing or a name is not in the campaign's vocabulary.
    """
    lookups = {lens: Lookup(campaign) for lens, campaign in campaigns.items()}
    verdicts = []
    for pattern in patterns:
        if pattern.lens not in lookups:
            place = f"{pattern.where}, or hand over a campaign seen through it"
            raise unknown("lens", pattern.lens, lookups, place)
        power = (powers or {}).get(pattern.id)
        judged = _judge(pattern, lookups[pattern.lens], exposure(pattern), power)
        verdicts.append(_hung(judged, pattern, lookups[pattern.lens], facts) if facts else judged)
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


def in_headline(pattern: Pattern, power: float | None) -> bool:
    """Whether a pattern of that power counts in the headline; one whose power is not measured does."""
    return pattern.counted and (power is None or power >= LEAST_POWER)


def _hung(verdict: Verdict, pattern: Pattern, lookup: Lookup, facts: Facts) -> Verdict:
    """The verdict with the fact in doubt on which it hangs, if there is one."""
    found = hanging(facts, shown_by(pattern, lookup), REPRODUCED) if verdict.support is not None else None
    if found is None:
        return verdict
    return replace(verdict, hangs_on=found.fact, support_low=found.low, support_high=found.high)


def _judge(pattern: Pattern, lookup: Lookup, exposure: str, power: float | None) -> Verdict:
    blank = Verdict(
        id=pattern.id, statement=pattern.statement, hardness=pattern.hardness, counted=pattern.counted,
        power=power, headline=in_headline(pattern, power),
        support=None, dice_low=None, dice_high=None, verdict=NOT_COVERED, accepted=accepted_text(pattern),
        support_stated=None, verdict_stated=NOT_COVERED, stated=stated_text(pattern),
        unit=unit_of(pattern.conditions[0].measure), median=None, low=None, high=None, per_condition=(),
        hangs_on="", support_low=None, support_high=None, exposure=exposure,
    )  # fmt: skip
    return _judged(blank, pattern, lookup) if covers(lookup.campaign, pattern) else blank


def _judged(blank: Verdict, pattern: Pattern, lookup: Lookup) -> Verdict:
    """The verdict with what its replicates say: as accepted, and by the stated range where there is one."""
    measured = [(condition, values(condition.measure, pattern, lookup)) for condition in pattern.conditions]
    met = [condition.accept.met_by(found) for condition, found in measured]
    strict = [(condition.stated or condition.accept).met_by(found) for condition, found in measured]
    support, stated = (float(np.logical_and.reduce(each).mean()) for each in (met, strict))
    median, low, high = _spread(measured[0][1], blank.unit)
    sure = wilson(support, lookup.campaign.replicates)
    blank = replace(blank, dice_low=sure[0], dice_high=sure[1])
    judged = replace(blank, support=support, verdict=verdict_of(support), median=median, low=low, high=high)
    each = tuple(float(one.mean()) for one in met)
    return replace(judged, support_stated=stated, verdict_stated=verdict_of(stated), per_condition=each)


def covers(campaign: Campaign, pattern: Pattern) -> bool:
    """Whether a campaign plays all that a pattern speaks of."""
    return all(s.start >= campaign.start and s.end <= campaign.end for s in pattern.series.values())


def _spread(measured: Array, unit: str) -> tuple[str | None, str | None, str | None]:
    """Median, 5 % and 95 % point of the defined values, numbers in full."""
    defined = measured[~np.isnan(measured)]
    if len(defined) == 0:
        return None, None, None
    points = map(float, percentiles(defined, (50, 5, 95)))
    median, low, high = (str(value) if unit == "number" else value_text(value, unit) for value in points)
    return median, low, high
