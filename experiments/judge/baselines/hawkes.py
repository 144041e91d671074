"""Attacks that breed attacks: a discrete Hawkes process for each target, without any driver.

Weekly rate = m + a * h, with h the exponentially weighted mean of past weeks (half-life two weeks; sources have one to
four). The record has totals of stretches, not weeks, so the likelihood is that of totals: negative binomial with the
mean that the process expects, given the rate of the stretch before, and the variance of its clusters, mean / (1 - a)^2.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.special import gammaln

from experiments.judge.baselines import rates
from experiments.judge.baselines.history import Ahead, History
from model.clock import DAYS

KEPT = 2 ** (-1 / 2)  # of the weighted mean, from one week to the next
BRANCHING = np.linspace(0.1, 0.9, 9)
LEVELS = np.geomspace(0.01, 20, 25)  # attacks a week in the long run, m / (1 - a)
GRID = tuple(part.ravel() for part in np.meshgrid(BRANCHING, LEVELS, indexing="ij"))


def hawkes(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    """Weeks simulated one after the other, with branching and level drawn from their posterior on a grid."""
    weeks = past.days / DAYS
    found = np.empty(past.counts.shape[:2], dtype=np.int64)
    for target in range(past.counts.shape[1]):
        pasts, own = np.unique(past.counts[:, target], axis=0, return_inverse=True)
        point = rates.drawn(posterior(pasts, weeks)[own], dice)
        branching, level = (part[point] for part in GRID)
        found[:, target] = _played(branching, level, pasts[own, -1] / weeks[-1], ahead.stretch.days / DAYS, dice)
    return found


def posterior(counts: NDArray[np.int64], weeks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability `[series, grid point]` given `counts[series, stretch]`: branching uniform, level by Jeffreys."""
    branching, level = GRID
    log = np.broadcast_to(0.5 * np.log(level), (len(counts), len(level))).copy()
    before = np.broadcast_to(level, log.shape)  # before the record, the process is taken to be settled
    for n in range(counts.shape[1]):
        log += _log_likelihood(counts[:, n, None], expected(branching, level, before, weeks[n]), branching)
        before = np.broadcast_to(counts[:, n, None] / weeks[n], log.shape)
    share = np.exp(log - log.max(axis=1, keepdims=True))
    return np.asarray(share / share.sum(axis=1, keepdims=True))


def expected(
    branching: NDArray[np.float64], level: NDArray[np.float64], before: NDArray[np.float64], weeks: float
) -> NDArray[np.float64]:
    """Mean total of `weeks` weeks after a weekly rate of `before`: it settles from there to `level`."""
    settling = KEPT + (1 - KEPT) * branching
    return np.asarray(weeks * level + branching * (before - level) * (1 - settling**weeks) / (1 - settling))


def _log_likelihood(
    count: NDArray[np.int64], mean: NDArray[np.float64], branching: NDArray[np.float64]
) -> NDArray[np.float64]:
    chance = (1 - branching) ** 2  # of the negative binomial: mean over variance
    size = mean * chance / (1 - chance)
    return np.asarray(gammaln(count + size) - gammaln(size) + size * np.log(chance) + count * np.log1p(-chance))


def _played(
    branching: NDArray[np.float64],
    level: NDArray[np.float64],
    before: NDArray[np.float64],
    weeks: float,
    dice: Generator,
) -> NDArray[np.int64]:
    """Total `[draw]` over the weeks, the last of them cut short."""
    total, recent = np.zeros(len(level), dtype=np.int64), before
    while weeks > 0:
        rate = level * (1 - branching) + branching * recent
        attacks = dice.poisson(rate * min(1.0, weeks))
        total, recent, weeks = total + attacks, KEPT * recent + (1 - KEPT) * attacks, weeks - 1
    return total
