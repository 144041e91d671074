"""Poisson regression on the model's dated drivers: what they say without any theory of choice."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from experiments.judge.baselines import rates
from experiments.judge.baselines.history import Ahead, History

RIDGE = 0.3
MOST_STEPS, CLOSE = 200, 1e-9
MOST = 30.0  # of a log rate: beyond it nothing is believed, and the exponential must not overflow


def regression(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    """ln rate = intercept + drivers * weights, a regression for each target; Poisson at the fitted rate.

    The intercept has Jeffreys' half an event, the weights a ridge of 0.3. Draws with the same past share a fit.
    """
    found = np.empty(past.counts.shape[:2])
    for target in range(past.counts.shape[1]):
        pasts, own = np.unique(past.counts[:, target], axis=0, return_inverse=True)
        fitted = fit(pasts, past.days, past.drivers)
        found[:, target] = (fitted[:, 0] + fitted[:, 1:] @ ahead.drivers)[own]
    return np.asarray(dice.poisson(np.exp(np.minimum(found, MOST)) * ahead.stretch.days))


def fit(counts: NDArray[np.int64], days: NDArray[np.int64], drivers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Intercept and weights `[series, 1 + driver]` for `counts[series, stretch]` and `drivers[stretch, driver]`.

    Maximises events * ln rate - rate * days + intercept / 2 - 0.15 |weights|^2 by Newton's steps, all series side by
    side. The ridge keeps weights in the space that the few stretches span, so that is where they are sought.
    """
    left, size, span = np.linalg.svd(drivers, full_matrices=False)
    x = np.column_stack([np.ones(len(days)), left * size])
    own = np.zeros((len(counts), x.shape[1]))
    own[:, 0] = np.log((counts.sum(axis=1) + rates.HALF) / days.sum())
    for _ in range(MOST_STEPS):
        step = _step(own, counts, days, x)
        own += step
        if np.abs(step).max() < CLOSE:
            break
    return np.column_stack([own[:, 0], own[:, 1:] @ span])


def _step(
    own: NDArray[np.float64], counts: NDArray[np.int64], days: NDArray[np.int64], x: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Newton's step, shortened where it would move a fitted log rate by more than one."""
    ridge = np.diag([0.0] + [RIDGE] * (x.shape[1] - 1))
    expected = np.exp(own @ x.T) * days
    slope = (counts - expected) @ x - own @ ridge
    slope[:, 0] += rates.HALF
    bend = np.einsum("sn,ni,nj->sij", expected, x, x) + ridge
    step = np.linalg.solve(bend, slope[..., None])[..., 0]
    return np.asarray(step / np.maximum(1.0, np.abs(step @ x.T).max(axis=1, keepdims=True)))
