"""Probability integral transform of counts: where the observed lies among the draws, ties spread evenly.

With dice of one's own a count in a tie is put anywhere in it, and the transform of a right forecast is uniform. What is
wanted of it are shares, and their mean over all such dice is known: nothing has to be thrown (Czado et al. 2009).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def ends(draws: NDArray[Any], tables: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The stretch `[table, ...]` of 0 to 1 that the transform of each table is uniform on.

    `draws[draw, ...]`, `tables[table, ...]`. The observed counts as one more draw, so that for any number of draws the
    transform is uniform where it is drawn as they are.
    """
    below, equal = np.empty(tables.shape), np.empty(tables.shape)
    for cell in np.ndindex(draws.shape[1:]):
        here = (slice(None), *cell)
        own = np.sort(draws[here])
        below[here] = np.searchsorted(own, tables[here], side="left")
        equal[here] = np.searchsorted(own, tables[here], side="right") - below[here]
    return below / (len(draws) + 1), (below + equal + 1) / (len(draws) + 1)


def pit_within(draws: NDArray[Any], tables: NDArray[Any], level: float) -> NDArray[np.float64]:
    """Chance `[table, ...]` that the transform lies in the central `level` of 0 to 1: `level` where all is right."""
    low, high = ends(draws, tables)
    inside = np.minimum(high, (1 + level) / 2) - np.maximum(low, (1 - level) / 2)
    return np.asarray(np.maximum(inside, 0) / (high - low))


def pit_mean(draws: NDArray[Any], tables: NDArray[Any]) -> NDArray[np.float64]:
    """Mean `[table, ...]` of the transform: below 1/2 where the forecast has too many attacks, above where too few."""
    low, high = ends(draws, tables)
    return np.asarray((low + high) / 2)
