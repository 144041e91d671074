"""All naive forecasts of a record: which there are, and what each may see."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from experiments.judge.baselines.discounted import discounted
from experiments.judge.baselines.hawkes import hawkes
from experiments.judge.baselines.history import Ahead, Baseline, History
from experiments.judge.baselines.mixes import constant_mix
from experiments.judge.baselines.persistence import last_year, persistence
from experiments.judge.baselines.phases import copying, phase_poisson
from experiments.judge.baselines.regression import regression, regression_fitted
from experiments.judge.baselines.zero import zero
from experiments.observed.blocks import Observed

BASELINES = (
    Baseline("persistence", "past", persistence),
    Baseline("discounted", "past", discounted),
    Baseline("last_year", "past", last_year),
    Baseline("constant_mix", "past", constant_mix),
    Baseline("copying", "past", copying),
    Baseline("hawkes", "past", hawkes),
    Baseline("zero", "past", zero, straw=True),
    Baseline("regression", "past", regression, coded=True),
    Baseline("phase_poisson", "phase", phase_poisson),
    Baseline("regression_whole", "whole", regression_fitted, coded=True),
)


def forecast(
    baseline: Baseline,
    observed: Observed,
    drivers: NDArray[np.float64],
    draws: int,
    seed: int,
    heldout: frozenset[str] = frozenset(),
) -> NDArray[np.float64]:
    """Draws `[draw, target, stretch]`, nan where it has nothing to go by; `drivers[stretch, driver]`.

    The first stretch, which has no past, gets none. `heldout` names the phases that nobody may learn from
    unless they are past.
    """
    tables = observed.counts[np.arange(draws) % len(observed.counts)]
    found = np.full(tables.shape, np.nan)
    for n in range(1, len(observed.stretches)):
        known = _known(baseline, observed, n, heldout)
        past = History(tables[:, :, known], tuple(observed.stretches[k] for k in known), drivers[known])
        dice = np.random.default_rng((seed, n, *baseline.name.encode()))
        counts = baseline.forecast(past, Ahead(observed.stretches[n], drivers[n]), dice) if known else None
        if counts is not None:
            found[:, :, n] = counts
    return found


def _known(baseline: Baseline, observed: Observed, ahead: int, heldout: frozenset[str]) -> list[int]:
    """Numbers of the stretches to learn from."""
    phase, stretches = observed.phases[ahead], range(len(observed.stretches))
    if baseline.past_only:
        return list(stretches[:ahead])
    shown = [n for n in stretches if observed.phases[n] not in heldout]
    if baseline.learns_from == "whole" or phase in heldout:
        return shown
    return [n for n in shown if observed.phases[n] == phase]
