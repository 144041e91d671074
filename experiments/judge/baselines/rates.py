"""Counts ahead from a rate that was counted before."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

HALF = 0.5  # Jeffreys' prior of a Poisson rate: no events in the past do not mean never


def ahead(events: NDArray[Any], days: Any, days_ahead: int, dice: Generator) -> NDArray[np.int64]:
    """Poisson counts over `days_ahead` whose rate is drawn given `events` in `days`: negative binomial in all.

    rate ~ Gamma(events + 1/2, days); count ~ Poisson(rate * days_ahead). Same shape as `events`.
    """
    return np.asarray(dice.poisson(dice.gamma(events + HALF) / days * days_ahead))


def drawn(shares: NDArray[np.float64], dice: Generator) -> NDArray[np.intp]:
    """A column for each row of shares that add up to 1."""
    return np.asarray((shares.cumsum(axis=1) < dice.random((len(shares), 1))).sum(axis=1).clip(max=shares.shape[1] - 1))
