"""Energy score: the CRPS of whole vectors, fair for the number of draws."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist, pdist

MOST_PAIRED = 2000
"""Draws whose pairs are compared; fair, so that fewer cost no bias."""
LEAST_SCALE = 0.5  # of ln(1 + count): a target that hardly varies in the record must not rule the score


def energy(draws: NDArray[Any], tables: NDArray[Any], metric: str = "euclidean") -> float:
    """E d(x, y) - E d(x, x') / 2 over all pairs of different draws, mean over the tables y.

    `draws[draw, part]` (at least two), `tables[table, part]`; d is a distance of negative type, so that the score
    is proper. scoringrules has it for one y; here the draws' own spread is counted once for all tables.
    """
    return float(cdist(draws, tables, metric).mean()) - apart(draws, metric) / 2


def apart(draws: NDArray[Any], metric: str = "euclidean") -> float:
    """Mean distance between different draws."""
    return float(pdist(draws[:MOST_PAIRED], metric).mean())


def scale(tables: NDArray[Any]) -> NDArray[np.float64]:
    """Deviation `[target]` of ln(1 + count) over the tables and stretches of `tables[table, target, stretch]`."""
    return np.asarray(np.maximum(np.log1p(tables).std(axis=(0, 2)), LEAST_SCALE))
