"""Judge a scenario: its campaign and every baseline held against the record, as rows of scores.csv."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.judge.baselines.drivers import drivers
from experiments.judge.baselines.forecasts import BASELINES, forecast
from experiments.judge.baselines.pool import POOLED, pool
from experiments.judge.baselines.simulated import mechanisms_off, placebo_dates, shared
from experiments.judge.heldout import FITTED, Exposure, exposure
from experiments.judge.scores.marks import marks
from experiments.judge.scores.measures import ALL
from experiments.judge.scores.pause import READINGS, read
from experiments.judge.scores.rows import Forecast, Trial, scores
from experiments.judge.scores.score import Score
from experiments.observed.blocks import Block, Observed, observed
from experiments.observed.chronicle import in_use, per_chronicle, record_lens
from experiments.observed.periods import covered
from experiments.observed.record import record
from experiments.setup.schema import Config
from experiments.simulate.campaign import Campaign
from experiments.simulate.count import counts
from experiments.simulate.workers import Progress
from model.world import World

TABLES, SEED = 200, 20230523
"""Tables of the record that scores are averaged over, and the seed they are drawn with."""
FEWEST = 2  # replicates: one draw has no spread


@dataclass(frozen=True)
class Reading:
    """The record of a campaign's targets with 2022 cut or whole, other tables of it, and which stretches are scored."""

    pause: str
    whole: Observed
    other: Observed
    kept: list[int]

    @property
    def part(self) -> Observed:
        """What is scored."""
        return self.whole.only(self.kept)

    def trial(self, known: Exposure) -> Trial:
        """What a model is held against."""
        return Trial(self.part, words(known, self.part), marks(self.other.only(self.kept)), self.pause)


def judged(config: Config, world: World, campaigns: Mapping[str, Campaign], done: Progress) -> list[Score]:
    """Rows for every phase and target that the campaign covers; none from fewer than two replicates.

    `done` is told of every run that a baseline plays.
    """
    readings, known, rows = scored(config, campaigns), exposure(config), list[Score]()
    variants = _variants(config, done) if readings else {}
    for one in readings:
        rivals = _naive(world, config, one, known.held_out) | _simulated(config, variants, one.part)
        rows += scores(_told(campaigns, one), rivals, one.trial(known))
    return rows


def beside(
    config: Config, campaigns: Mapping[str, Campaign], rivals: Mapping[str, Mapping[str, Campaign]]
) -> list[Score]:
    """The same rows with nothing but other scenarios, by name, as baselines."""
    rows, known = list[Score](), exposure(config)
    for one in scored(config, campaigns):
        others = {name: _told(rival, one) for name, rival in rivals.items()}
        rows += scores(_told(campaigns, one), others, one.trial(known))
    return rows


def words(known: Exposure, part: Observed) -> dict[str, str]:
    """What the estimate has seen of each phase, and of all: fitted, if it was fitted to any."""
    found = {stretch.phase: known.word(stretch.start, stretch.end) for stretch in part.stretches}
    return {**found, ALL: FITTED if FITTED in found.values() else min(found.values())}


def scored(config: Config, campaigns: Mapping[str, Campaign]) -> list[Reading]:
    """The record of the campaign's targets in both readings of 2022; none where nothing can be scored.

    Of its stretches those that the campaign covers count, but the first, before which nobody has a record.
    """
    campaign = campaigns.get(record_lens())
    if campaign is None or config.replicates < FEWEST:
        return []
    found = []
    for pause in READINGS:
        whole, other = (read(one, pause).about(campaign.names.targets) for one in (reference(), _another()))
        kept = [n for n in blocks_played(campaign, whole.stretches) if n > 0] if whole.targets else []
        found += [Reading(pause, whole, other, kept)] if kept else []
    return found


def blocks_played(campaign: Campaign, blocks: Sequence[Block]) -> list[int]:
    """Numbers of the blocks that a campaign plays all of."""
    return [n for n, one in enumerate(blocks) if covered(one.start, one.end, campaign.start, campaign.end)]


@per_chronicle
def reference() -> Observed:
    """The record that scores are held against, on its stretches."""
    return observed(record(tables=TABLES, seed=SEED), in_use().phases)


@per_chronicle
def _another() -> Observed:
    """Other tables of the record: those that shifts are held against."""
    return observed(record(), in_use().phases)


def draws(campaign: Campaign, part: Observed) -> NDArray[np.float64]:
    """The campaign's counts as a forecast."""
    return counts(campaign, part.targets, part.stretches).astype(np.float64)


def _told(campaigns: Mapping[str, Campaign], one: Reading) -> Forecast:
    """The model's forecast. Never causal: rules, drivers and the middles of priors are by readers of all phases."""
    return Forecast(draws(campaigns[record_lens()], one.part), causal=False)


def _naive(world: World, config: Config, one: Reading, heldout: frozenset[str]) -> dict[str, Forecast]:
    """Forecasts from the record alone, and the pool of those that know only the past."""
    given, found = drivers(world, one.whole.stretches), {}
    for baseline in BASELINES:
        told = forecast(baseline, one.whole, given, config.replicates, config.seed, heldout)
        found[baseline.name] = Forecast(told[:, :, one.kept], baseline.causal, straw=baseline.straw)
    return {**found, "pool": Forecast(pool([found[name].draws for name in POOLED]), causal=True)}


def _variants(config: Config, done: Progress) -> dict[str, Campaign]:
    """The model against itself, played once for both readings of 2022."""
    return {"off": mechanisms_off(config, record_lens(), done), "moved": placebo_dates(config, record_lens(), done)}


def _simulated(config: Config, played: Mapping[str, Campaign], part: Observed) -> dict[str, Forecast]:
    """Its timelines with moved dates are judged each alone, and as one uncertain forecast."""
    moved = draws(played["moved"], part)
    found = {"mechanisms_off": Forecast(draws(played["off"], part), causal=False, straw=True)}
    found["unknown_dates"] = Forecast(moved, causal=False)
    parts = shared(config.replicates)
    if min(map(len, parts)) >= FEWEST:
        found["placebo_dates"] = Forecast(moved, causal=False, parts=parts)
    return found
