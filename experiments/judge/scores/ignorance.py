"""Log scores of counts in bins: one that does not hang on the number of draws, and that of the ViEWS challenge."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

STARTS = np.array((0, 1, 3, 6, 11, 26, 51, 101, 251, 501, 1001))
"""First count of each bin: those of the ViEWS challenge for counts of conflict (Hegre et al. 2024)."""
BLENDED = 0.05
"""Share of the wide law in every forecast: a count that no draw has costs the same for any number of draws."""
WIDE = 1 / (STARTS + 1) - 1 / np.append(STARTS[1:] + 1, np.inf)
"""Chance of each bin by the wide law, P(n) = 1 / ((n + 1) (n + 2)): half at none, and a tail without a scale."""
PSEUDO, DRAWS = 1, 100
"""ViEWS's pseudo-draw in every bin, and the draws of one forecast: with others its score would be another."""


def log_score(draws: NDArray[Any], tables: NDArray[Any]) -> NDArray[np.float64]:
    """-ln of the chance of each table's bin: 0.95 times the share of draws in it, 0.05 times the wide law's.

    `draws[draw, ...]`, `tables[table, ...]`; returns `[table, ...]`, in nats. Blending an ensemble with a law that
    knows nothing is Bröcker and Smith's (2008); here that law and its share are fixed, nothing is fitted.
    """
    chance = (1 - BLENDED) * _counted(draws) / len(draws) + BLENDED * _column(WIDE, draws.ndim)
    return np.asarray(-np.log(np.take_along_axis(chance, _bins(tables), axis=0)))


def ignorance(draws: NDArray[Any], tables: NDArray[Any]) -> NDArray[np.float64]:
    """ViEWS's log score `[table, ...]`, in nats: one pseudo-draw in every bin; nan from fewer than 100 draws.

    The mean over as many forecasts of 100 draws as there are, taken alternately, so that a mixture stays one.
    """
    forecasts = len(draws) // DRAWS
    if not forecasts:
        return np.full(tables.shape, np.nan)
    return np.asarray(np.mean([_views(draws[n : forecasts * DRAWS : forecasts], tables) for n in range(forecasts)], 0))


def _views(draws: NDArray[Any], tables: NDArray[Any]) -> NDArray[np.float64]:
    share = (_counted(draws) + PSEUDO) / (len(draws) + PSEUDO * len(STARTS))
    return np.asarray(-np.log(np.take_along_axis(share, _bins(tables), axis=0)))


def _counted(draws: NDArray[Any]) -> NDArray[np.int64]:
    """Draws in each bin, `[bin, ...]`."""
    drawn = _bins(draws)
    return np.stack([(drawn == bin_).sum(axis=0) for bin_ in range(len(STARTS))])


def _column(values: NDArray[np.float64], dimensions: int) -> NDArray[np.float64]:
    return values.reshape(-1, *[1] * (dimensions - 1))


def _bins(counts: NDArray[Any]) -> NDArray[np.intp]:
    return np.searchsorted(STARTS, counts, side="right") - 1
