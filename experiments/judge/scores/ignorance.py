"""Log score of counts in bins, with a pseudo-count, so that a count never drawn costs much but not everything."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

STARTS = (0, 1, 3, 6, 11, 26, 51, 101, 251, 501, 1001)
"""First count of each bin: those of the ViEWS challenge for counts of conflict (Hegre et al. 2024)."""
PSEUDO = 1


def ignorance(draws: NDArray[Any], tables: NDArray[Any]) -> NDArray[np.float64]:
    """-ln of the share of draws in the bin of the observed count, one pseudo-draw in every bin, mean over tables.

    `draws[draw, ...]`, `tables[table, ...]`; returns `[...]`, in nats. Not fair: hold it only against forecasts
    of as many draws.
    """
    drawn, seen = _bins(draws), _bins(tables)
    counts = np.stack([(drawn == bin_).sum(axis=0) for bin_ in range(len(STARTS))])
    share = (counts + PSEUDO) / (len(draws) + PSEUDO * len(STARTS))
    return np.asarray(-np.log(np.take_along_axis(share, seen, axis=0)).mean(axis=0))


def _bins(counts: NDArray[Any]) -> NDArray[np.intp]:
    return np.searchsorted(STARTS, counts, side="right") - 1
