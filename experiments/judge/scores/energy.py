"""Energy score: the CRPS of whole vectors, fair for the number of draws."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist, pdist

MOST_PAIRED = 1000
"""Draws whose pairs are compared; fair, so that fewer cost no bias."""
LEAST_SCALE = 0.5  # of ln(1 + count): a target that hardly varies in the record must not rule the score


def energy(draws: NDArray[Any], tables: NDArray[Any]) -> NDArray[np.float64]:
    """E|x - y| - E|x - x'| / 2 by Euclid's distance, over pairs of different draws, for each table y.

    `draws[draw, part]` (at least two), `tables[table, part]`; returns `[table]` (Gneiting and Raftery 2007).
    scoringrules has it for one y at a time; here the draws' own spread is counted once for all tables.
    """
    return np.asarray(cdist(draws, tables).mean(axis=0) - pdist(paired(draws)).mean() / 2)


def paired(draws: NDArray[Any]) -> NDArray[Any]:
    """At most MOST_PAIRED of the draws, evenly from first to last: a mixture may come part by part."""
    most = len(draws)
    return draws if most <= MOST_PAIRED else draws[np.arange(MOST_PAIRED) * most // MOST_PAIRED]


def scale(tables: NDArray[Any]) -> NDArray[np.float64]:
    """Deviation `[target]` of ln(1 + count) over the tables and stretches of `tables[table, target, stretch]`."""
    return np.asarray(np.maximum(np.log1p(tables).std(axis=(0, 2)), LEAST_SCALE))
