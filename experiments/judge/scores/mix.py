"""The target mix of a phase, as shares, and how far two mixes lie apart."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.judge.scores.energy import paired

HALF = 0.5  # added to each class, so that an empty one is not a certainty
ROWS = 128  # compared at once: what the processor's cache holds is several times as fast


def shares(counts: NDArray[Any]) -> NDArray[np.float64]:
    """Shares `[draw, target]` of counts `[draw, target]`, half an event added to each target."""
    filled = counts + HALF
    return np.asarray(filled / filled.sum(axis=-1, keepdims=True))


def mix_distance(draws: NDArray[Any], tables: NDArray[Any]) -> float:
    """Mean Jensen-Shannon distance (base 2, 0 to 1) between draws and tables, both `[.., target]` counts.

    Not a score: chance alone keeps two draws of one forecast `mix_floor` apart.
    """
    return _sum(shares(draws), shares(tables)) / (len(draws) * len(tables))


def mix_floor(draws: NDArray[Any]) -> float:
    """Mean distance between different draws (at least two): what is left to a forecast that is right but for chance."""
    found = shares(paired(draws))
    return _sum(found, found) / (len(found) * (len(found) - 1))


def distances(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Jensen-Shannon distance `[one, other]` between shares, none of which may be 0 (SciPy's, five times as fast)."""
    own, others = (-(part * np.log2(part)).sum(axis=1) for part in (one, other))
    between = np.zeros((len(one), len(other)))
    for mine, theirs in zip(one.T, other.T, strict=True):
        middle = (mine[:, None] + theirs) / 2
        between -= middle * np.log2(middle)
    return np.asarray(np.sqrt(np.maximum(between - (own[:, None] + others) / 2, 0)))


def _sum(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(sum(distances(one[n : n + ROWS], other).sum() for n in range(0, len(one), ROWS)))
