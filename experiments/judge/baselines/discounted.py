"""Everything goes on as it last was, but how much the past still says is itself learned from the past."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.special import gammaln

from experiments.judge.baselines import rates
from experiments.judge.baselines.history import Ahead, History

DISCOUNTS = np.linspace(0.05, 1, 20)
"""Share of the evidence that is left one stretch later; each as likely as any other before there is a past."""
Floats = NDArray[np.float64]


def discounted(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    """A rate from all stretches of the past, their evidence fading from one to the next (Harvey and Fernandes 1989).

    The discount is drawn from its posterior, given how well it would have foretold each stretch of the past from those
    before; one for all targets.
    """
    tables, own = np.unique(past.counts, axis=0, return_inverse=True)
    events, days, log = evidence(tables, past.days)
    chosen = rates.drawn(posterior(log)[own.reshape(-1)], dice)
    kept, length = events[chosen, own.reshape(-1)], days[chosen]
    return rates.ahead(kept, length[:, None], ahead.stretch.days, dice)


def evidence(counts: NDArray[np.int64], days: NDArray[np.int64]) -> tuple[Floats, Floats, Floats]:
    """What is left of `counts[table, target, stretch]` one stretch later, by discount.

    Returns events `[discount, table, target]`, days `[discount]`, and the log likelihood `[discount, table]`.
    """
    keep = DISCOUNTS[:, None, None]
    events, length = keep * counts[None, :, :, 0], DISCOUNTS * days[0]
    log = np.zeros(events.shape[:2])
    for n in range(1, len(days)):
        log += _log_likelihood(counts[None, :, :, n], events + rates.HALF, length / (length + days[n])).sum(axis=2)
        events, length = keep * (events + counts[None, :, :, n]), DISCOUNTS * (length + days[n])
    return events, length, log


def posterior(log: Floats) -> Floats:
    """Probability `[table, discount]`."""
    share = np.exp(log - log.max(axis=0)).T
    return np.asarray(share / share.sum(axis=1, keepdims=True))


def _log_likelihood(count: NDArray[np.int64], size: Floats, chance: Floats) -> Floats:
    """Negative binomial, but for what no discount changes."""
    chance = chance[:, None, None]
    return np.asarray(gammaln(count + size) - gammaln(size) + size * np.log(chance) + count * np.log1p(-chance))
