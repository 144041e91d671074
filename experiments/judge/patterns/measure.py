"""The value of a measure in every replicate of a campaign."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from experiments.judge.patterns.events import Events
from experiments.judge.patterns.pattern import Array, Measure, Pattern, Series
from experiments.judge.patterns.recorded import Recorded
from experiments.judge.patterns.selection import select
from experiments.judge.patterns.statistics import STATISTICS
from experiments.simulate.campaign import Campaign
from model.events import Kind


@dataclass(frozen=True)
class Lookup:
    """The events of each series of one campaign, sorted and selected once however many patterns use them."""

    campaign: Campaign
    found: dict[Series, Events] = field(default_factory=dict)
    recorded: dict[Kind, Recorded] = field(default_factory=dict)

    def events(self, series: Series, where: str) -> Events:
        """The events of `series`."""
        if series not in self.found:
            kept = self.recorded.setdefault(series.kind, Recorded(self.campaign, series.kind))
            self.found[series] = select(series, kept, where)
        return self.found[series]


def values(measure: Measure, pattern: Pattern, lookup: Lookup) -> Array:
    """One value a replicate; nan where the measure is undefined."""
    statistic = STATISTICS[measure.statistic]
    operands: dict[str, Events | Array] = {}
    for name in statistic.series:
        key = str(measure.operands[name])
        operands[name] = lookup.events(pattern.series[key], f"{pattern.where}: series '{key}'")
    for name in statistic.quantities:
        operands[name] = _quantity(measure.operands[name], pattern, lookup)
    return np.asarray(statistic.compute(**operands, **measure.options), dtype=np.float64)


def _quantity(operand: str | float | Measure, pattern: Pattern, lookup: Lookup) -> Array:
    if isinstance(operand, Measure):
        return values(operand, pattern, lookup)
    if isinstance(operand, str):
        return lookup.events(pattern.series[operand], f"{pattern.where}: series '{operand}'").count()
    return np.full(lookup.campaign.replicates, operand)
