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
HIGHEST = 10
"""Times the highest daily rate of a target's past: beyond it no driver is believed, and none can have shown it."""


def regression(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    """ln rate = intercept + drivers * weights, a regression for each target, with doubt about its weights.

    Jeffreys' half an event on the intercept, a ridge of 0.3 on the weights: their prior's deviation is 1.8, which is
    all that is known of a driver that never moved. Weights are drawn from Laplace's approximation of the posterior, and
    the rate ends at ten times the highest of the target's past.
    """
    most = np.log(HIGHEST * ((past.counts + rates.HALF) / past.days).max(axis=2))
    return _thrown(past, ahead, dice, most, doubtful=True)


def regression_fitted(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    """The same at its best weights: a description of what it was fitted to, as close as these drivers come."""
    return _thrown(past, ahead, dice, np.full(past.counts.shape[:2], MOST), doubtful=False)


def _thrown(
    past: History, ahead: Ahead, dice: Generator, most: NDArray[np.float64], doubtful: bool
) -> NDArray[np.int64]:
    """Poisson counts at the rates of each target's regression; draws with the same past share a fit."""
    found = np.empty(past.counts.shape[:2])
    for target in range(past.counts.shape[1]):
        pasts, own = np.unique(past.counts[:, target], axis=0, return_inverse=True)
        fitted = fit(pasts, past.days, past.drivers)
        numbers = fitted[own]
        if doubtful:
            numbers += _doubt(fitted, past, dice.standard_normal(numbers.shape), own)
        found[:, target] = numbers[:, 0] + numbers[:, 1:] @ ahead.drivers
    return np.asarray(dice.poisson(np.exp(np.minimum(found, most)) * ahead.stretch.days))


def _doubt(
    fitted: NDArray[np.float64], past: History, normal: NDArray[np.float64], own: NDArray[np.intp]
) -> NDArray[np.float64]:
    """How far the numbers of each draw lie from the best of its past, `[draw, 1 + driver]`."""
    x = np.column_stack([np.ones(len(past.days)), past.drivers])
    expected = np.exp(fitted @ x.T) * past.days
    bend = np.einsum("sn,ni,nj->sij", expected, x, x) + np.diag([0.0] + [RIDGE] * (x.shape[1] - 1))
    root = np.linalg.inv(np.linalg.cholesky(bend))  # its transpose makes draws of the inverse out of normal ones
    return np.einsum("dji,dj->di", root[own], normal)


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
