"""The shapes of kernels: log weights, 0 where the words fit best and minus infinity where they cannot be meant."""

from __future__ import annotations

from collections.abc import Callable
from math import log
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Kernel = Callable[..., NDArray[np.float64]]
REACH = 3.0
"""Standard deviations beyond which nobody would have put it so."""
RECODED = 0.1
"""What each attack more weighs where the report says there was none; a judgement: recoding is rare."""
TINY = 1e-9
"""A quotient such as 11/40 - 1 misses the end of an interval by rounding."""


def near(value: float, spread: float) -> Kernel:
    """Log-normal about `value`: -(ln y - ln value)^2 / 2 spread^2, cut at three spreads (methods 3.3 a)."""

    def weigh(count: ArrayLike) -> NDArray[np.float64]:
        with np.errstate(divide="ignore", invalid="ignore"):
            away = np.log(np.asarray(count, dtype=np.float64) / value) / spread
        return _bell(away)

    return weigh


def about(value: float, spread: float) -> Kernel:
    """Normal about `value`: -(x - value)^2 / 2 spread^2, cut at three spreads (methods 3.3 a)."""
    return lambda number: _bell((np.asarray(number, dtype=np.float64) - value) / spread)


def above(least: float, origin: float, scale: float) -> Kernel:
    """Falls from `origin`: -(y - origin) / scale at or above `least` (methods 3.3 a), impossible below."""

    def weigh(count: ArrayLike) -> NDArray[np.float64]:
        y = np.asarray(count, dtype=np.float64)
        return _where(y >= least - TINY, -(y - origin) / scale)

    return weigh


def between(low: float, high: float) -> Kernel:
    """Uniform from `low` to `high`, both included; impossible outside."""

    def weigh(number: ArrayLike) -> NDArray[np.float64]:
        x = np.asarray(number, dtype=np.float64)
        return _where((low - TINY <= x) & (x <= high + TINY), np.zeros_like(x))

    return weigh


def none(most: float) -> Kernel:
    """Zero, and a tenth for each attack up to `most`, in case of later recoding: y ln 0.1."""

    def weigh(count: ArrayLike) -> NDArray[np.float64]:
        y = np.asarray(count, dtype=np.float64)
        return _where((y >= 0) & (y <= most), y * log(RECODED))

    return weigh


def _bell(away: NDArray[np.float64]) -> NDArray[np.float64]:
    return _where(np.abs(away) <= REACH + TINY, -0.5 * away**2)


def _where(possible: NDArray[Any], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.where(possible, weight, -np.inf), dtype=np.float64)
