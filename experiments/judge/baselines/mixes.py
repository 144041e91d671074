"""The total goes on as it last was, and the mix of targets never changes: no shift at all."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from experiments.judge.baselines import rates
from experiments.judge.baselines.history import Ahead, History


def constant_mix(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    """Targets share the total as over the whole past: shares ~ Dirichlet(events + 1/2)."""
    parts = dice.gamma(past.counts.sum(axis=2) + rates.HALF)
    return np.asarray(dice.multinomial(_total(past, ahead, dice), parts / parts.sum(axis=1, keepdims=True)))


def _total(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    """Attacks on all targets together, at the rate of the last stretch."""
    return rates.ahead(past.counts[:, :, -1].sum(axis=1), past.days[-1], ahead.stretch.days, dice)
