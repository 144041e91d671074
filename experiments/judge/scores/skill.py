"""Skill against a baseline, with an interval over the few stretches there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
SEED = 20230331
LEVEL = 0.9
FEWEST = 3
"""Blocks below which no interval is given: two or fewer resampled say nothing."""


@dataclass(frozen=True)
class Skill:
    """1 - score / baseline's score over the same blocks, and its interval where there are enough blocks."""

    score: float
    baseline: float
    skill: float | None  # None: the baseline's score is 0 or less, so there is nothing to divide by
    low: float | None
    high: float | None
    blocks: int


def skill(own: NDArray[np.float64], baseline: NDArray[np.float64]) -> Skill | None:
    """Skill over paired blocks: scores `[block]` of both, nan where one has no forecast; None when none is left.

    The interval is the percentile interval of a paired bootstrap that draws whole blocks, so that targets of the
    same stretch stay together. With so few blocks it is rough, and rather too narrow than too wide.
    """
    both = ~(np.isnan(own) | np.isnan(baseline))
    if not both.any():
        return None
    mine, other = own[both], baseline[both]
    low, high = _interval(mine, other)
    return Skill(mine.mean(), other.mean(), _skill(mine.mean(), other.mean()), low, high, len(mine))


@cache
def resampled(blocks: int) -> NDArray[np.int64]:
    """How often each block comes in each resample, `[resample, block]`: the same for all that is compared."""
    return np.random.default_rng(SEED).multinomial(blocks, np.full(blocks, 1 / blocks), RESAMPLES)


def _skill(own: float, baseline: float) -> float | None:
    return float(1 - own / baseline) if baseline > 0 else None


def _interval(own: NDArray[np.float64], baseline: NDArray[np.float64]) -> tuple[float | None, float | None]:
    """No interval either where a resample could leave the baseline without a score to divide by."""
    if len(own) < FEWEST or baseline.min() <= 0:
        return None, None
    weights = resampled(len(own))
    found = 1 - (weights @ own) / (weights @ baseline)
    low, high = np.quantile(found, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return float(low), float(high)
