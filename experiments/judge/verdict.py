"""The verdict on a campaign: every table that holds it against the record, at once and without storing anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.judge.facts import facts
from experiments.judge.heldout import exposure
from experiments.judge.patterns import Pattern, Reference, Verdict, evaluate, powers, references
from experiments.judge.periods import PeriodCount, period_counts
from experiments.judge.rises import Rise, rises
from experiments.judge.scores.judge import judged
from experiments.judge.scores.score import Score
from experiments.judge.shifts import Shifts, shifts
from experiments.observed import periods
from experiments.observed.chronicle import in_use, record_lens
from experiments.observed.record import Record, record
from experiments.setup.schema import Config
from experiments.simulate.campaign import Campaign
from experiments.simulate.workers import Progress
from model.lens import Lens
from model.world import World


@dataclass(frozen=True)
class Tables:
    """What a result says, one field a table."""

    phases: Sequence[PeriodCount]
    years: Sequence[PeriodCount]
    rises: Sequence[Rise]
    patterns: Sequence[Verdict]
    references: Sequence[Reference]
    shifts: Shifts
    scores: Sequence[Score]


def verdict(
    config: Config, world: World, lenses: Mapping[str, Lens], patterns: Sequence[Pattern],
    campaigns: Mapping[str, Campaign], done: Progress,
) -> Tables:  # fmt: skip
    """All tables of a scenario's campaigns; `done` is told of every run that a baseline plays.

    Without an observed record there is no score and no agreement, and whatever stands beside the observed stands alone.
    """
    read = facts(world, lenses.values(), config.replicates)
    chosen, known = campaigns[config.seen_through], exposure(config)
    power = powers(patterns, chosen.names)
    return Tables(
        phases=period_counts(chosen, periods.phases_played(chosen.start, chosen.end), known),
        years=period_counts(chosen, periods.years_played(chosen.start, chosen.end), known),
        rises=tuple(rises(chosen, periods.years_played(chosen.start, chosen.end))),
        patterns=evaluate(patterns, campaigns, known.word_of, power, read),
        references=references(patterns, power, chosen.names) if in_use().recorded else (),
        shifts=shifts(config.scenario_name, campaigns[record_lens() or config.seen_through], _record(chosen)),
        scores=judged(config, world, campaigns, done) if in_use().recorded else (),
    )


def _record(campaign: Campaign) -> Record:
    """The record as possible tables; none of them, on the campaign's own targets, where nothing is recorded."""
    if in_use().recorded:
        return record()
    return Record(campaign.names.targets, (), np.empty((0, len(campaign.names.targets), 0), dtype=np.int64))
