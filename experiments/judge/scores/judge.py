"""Judge a scenario: its campaign and every baseline held against the record, as rows of scores.csv."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from experiments.judge.baselines.drivers import drivers
from experiments.judge.baselines.forecasts import BASELINES, forecast
from experiments.judge.baselines.simulated import mechanisms_off, placebo_dates, shared
from experiments.judge.heldout import FITTED, Exposure, exposure
from experiments.judge.scores.measures import ALL
from experiments.judge.scores.rows import Forecast, scores
from experiments.judge.scores.score import LENS, Score
from experiments.observed import tables as data
from experiments.observed.blocks import Block, Observed, observed
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


def judged(config: Config, world: World, campaigns: Mapping[str, Campaign], done: Progress) -> list[Score]:
    """Rows for every phase and target that the campaign covers; none from fewer than two replicates.

    `done` is told of every run that a baseline plays.
    """
    whole, kept = scored(config, campaigns)
    if not kept:
        return []
    part, known = whole.only(kept), exposure(config)
    baselines = _naive(world, config, whole, kept, known.held_out)
    baselines |= _simulated(config, part, not known.seen, done)
    return scores(Forecast(draws(campaigns[LENS], part), not known.seen), baselines, part, words(known, part))


def beside(
    config: Config, campaigns: Mapping[str, Campaign], rivals: Mapping[str, Mapping[str, Campaign]]
) -> list[Score]:
    """The same rows with nothing but other scenarios, by name, as baselines."""
    whole, kept = scored(config, campaigns)
    if not kept:
        return []
    part, known = whole.only(kept), exposure(config)
    others = {name: Forecast(draws(rival[LENS], part), not known.seen) for name, rival in rivals.items()}
    return scores(Forecast(draws(campaigns[LENS], part), not known.seen), others, part, words(known, part))


def words(known: Exposure, part: Observed) -> dict[str, str]:
    """What the estimate has seen of each phase, and of all: fitted, if it was fitted to any."""
    found = {stretch.phase: known.word(stretch.start, stretch.end) for stretch in part.stretches}
    return {**found, ALL: FITTED if FITTED in found.values() else min(found.values())}


def scored(config: Config, campaigns: Mapping[str, Campaign]) -> tuple[Observed, list[int]]:
    """The record of the campaign's targets, and which of its stretches count.

    Those that the campaign covers but the first, before which nobody has a record; none where nothing can be scored.
    """
    whole, campaign = reference(), campaigns.get(LENS)
    if campaign is None or config.replicates < FEWEST:
        return whole, []
    own = whole.about(campaign.names.targets)
    return own, [n for n in blocks_played(campaign, own.stretches) if n > 0] if own.targets else []


def blocks_played(campaign: Campaign, blocks: Sequence[Block]) -> list[int]:
    """Numbers of the blocks that a campaign plays all of."""
    return [n for n, one in enumerate(blocks) if covered(one.start, one.end, campaign.start, campaign.end)]


@cache
def reference() -> Observed:
    """The record that scores are held against, on its stretches."""
    return observed(record(tables=TABLES, seed=SEED), data.load(data.PhaseSpan))


def draws(campaign: Campaign, part: Observed) -> NDArray[np.float64]:
    """The campaign's counts as a forecast."""
    return counts(campaign, part.targets, part.stretches).astype(np.float64)


def _naive(
    world: World, config: Config, whole: Observed, kept: list[int], heldout: frozenset[str]
) -> dict[str, Forecast]:
    """Forecasts from the record alone."""
    given, found = drivers(world, whole.stretches), {}
    for baseline in BASELINES:
        told = forecast(baseline, whole, given, config.replicates, config.seed, heldout)
        found[baseline.name] = Forecast(told[:, :, kept], baseline.causal)
    return found


def _simulated(config: Config, part: Observed, causal: bool, done: Progress) -> dict[str, Forecast]:
    """The model against itself. Its timelines with moved dates are judged each alone, and as one uncertain forecast."""
    silent = draws(mechanisms_off(config, LENS, done), part)
    moved = draws(placebo_dates(config, LENS, done), part)
    found = {"mechanisms_off": Forecast(silent, causal), "unknown_dates": Forecast(moved, causal)}
    parts = shared(config.replicates)
    if min(map(len, parts)) >= FEWEST:
        found["placebo_dates"] = Forecast(moved, causal, parts)
    return found
