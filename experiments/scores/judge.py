"""Judge a scenario: its campaign and every baseline held against the record, as rows of scores.csv."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from experiments import observed as data
from experiments.baselines.drivers import drivers
from experiments.baselines.forecasts import BASELINES, forecast
from experiments.baselines.simulated import mechanisms_off, placebo_dates
from experiments.campaign import Campaign
from experiments.record import record
from experiments.request import Request
from experiments.scores.counted import counted, covered
from experiments.scores.rows import Forecast, Score, scores
from experiments.scores.stretches import Observed, observed

LENS = "acled"
"""Through which the model is read: the record is what ACLED counts."""
TABLES, SEED = 200, 20230523
"""Tables of the record that scores are averaged over, and the seed they are drawn with."""
FEWEST = 2  # replicates: one draw has no spread
UNFITTED = ("prior",)
"""Estimates that no observed count went into."""
PHASES = ("phase1", "phase2", "phase3")


def judged(request: Request, campaigns: Mapping[str, Campaign], heldout: frozenset[str] = frozenset()) -> list[Score]:
    """Rows for every phase and target that the campaign covers; none from fewer than two replicates."""
    config = request.config
    if LENS not in campaigns or config.replicates < FEWEST:
        return []
    whole = reference().about(campaigns[LENS].names.targets)
    kept = scored(campaigns[LENS], whole)
    if not kept or not whole.targets:
        return []
    part, seen = whole.only(kept), fitted_phases(config.estimate_name, heldout)
    own = {"": campaigns[LENS], "mechanisms_off": mechanisms_off(config, LENS)}
    own["placebo_dates"] = placebo_dates(config, LENS)
    played = {name: Forecast(draws(campaign, part), not seen) for name, campaign in own.items()}
    given, naive = drivers(request.world, whole.stretches), {}
    for baseline in BASELINES:
        told = forecast(baseline, whole, given, config.replicates, config.seed, heldout)
        naive[baseline.name] = Forecast(told[:, :, kept], baseline.causal)
    model = played.pop("")
    return scores(model, {**naive, **played}, part, seen)


def reference() -> Observed:
    """The record that scores are held against, on its stretches."""
    return observed(record(tables=TABLES, seed=SEED), data.load(data.PhaseSpan))


def scored(campaign: Campaign, whole: Observed) -> list[int]:
    """Stretches that count: all that the campaign covers but the first, before which nobody has a record."""
    return [n for n in covered(campaign, whole.stretches) if n > 0]


def draws(campaign: Campaign, part: Observed) -> NDArray[np.float64]:
    """The campaign's counts as a forecast."""
    return counted(campaign, part.targets, part.stretches).astype(np.float64)


def fitted_phases(estimate: str, heldout: frozenset[str]) -> frozenset[str]:
    """The phases whose data an estimate has seen."""
    return frozenset() if estimate in UNFITTED else frozenset(PHASES) - heldout
