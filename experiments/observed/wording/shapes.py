"""The shapes of kernels: log weights, 0 where the words fit best, and finite everywhere."""

from __future__ import annotations

from collections.abc import Callable
from math import log

import numpy as np
from numpy.typing import ArrayLike, NDArray

Kernel = Callable[..., NDArray[np.float64]]
Floats = NDArray[np.float64]
SLIP = 0.03
"""Share of figures that are misprinted, misread or miscoded: three slips of the texts are known (AMB01 to AMB03) beside
the 93 figures of counts.csv. A judgement, within the 1 to 5 % that a robust likelihood is usually given."""
FACTOR = 2.0
"""How far off a slip is: a Cauchy law of the log distance, with half of all slips within this factor of an end."""
RECODED = 0.1
"""What each attack more weighs where the report says there was none; a judgement: recoding is rare."""
TINY = 1e-9
"""A quotient such as 11/40 - 1 misses the end of an interval by rounding."""


def between(low: float, high: float, half: float = 0.5, origin: float = 0.0) -> Kernel:
    """Even from `low` to `high`, both included; outside, what a slip allows.

    Distances are of ln(x - `origin` + `half`): half a unit keeps nothing from being infinitely far.
    """
    ends = [log(end - origin + half) for end in (low, high)]

    def weigh(number: ArrayLike) -> Floats:
        x = np.asarray(number, dtype=np.float64)
        inside = (low - TINY <= x) & (x <= high + TINY)
        place = np.log(np.maximum(x - origin, 0.0) + half)
        away = np.maximum(np.maximum(ends[0] - place, place - ends[1]), 0.0)
        return np.asarray(np.where(inside, 0.0, slip(away)))

    return weigh


def none(most: float) -> Kernel:
    """Zero, and a tenth for each attack up to `most`, in case of later recoding: y ln 0.1; or a slip."""
    slipped = between(0.0, most)

    def weigh(count: ArrayLike) -> Floats:
        y = np.asarray(count, dtype=np.float64)
        recoded = np.log((1 - SLIP) * RECODED**y + SLIP)
        return np.asarray(np.where(y == 0, 0.0, np.where(y <= most, recoded, slipped(y))))

    return weigh


def slip(away: Floats) -> Floats:
    """What a figure weighs that is so far, in logs, from all that the words can mean."""
    return np.asarray(log(SLIP) - np.log1p((away / log(FACTOR)) ** 2))
