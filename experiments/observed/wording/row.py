"""The kernel of a row of counts.csv."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import ArrayLike, NDArray

from experiments.observed import tables
from experiments.observed.wording.kernel import kernel
from experiments.observed.wording.shapes import SLIP, Kernel
from model.errors import ModelError

COMPARED = ("ratio", "percent_change")
HALVES = {"share": 0.005, "ratio": 0.005}
"""Half a unit, by statistic, where the unit is not one attack or one point."""


def of_row(row: tables.Count) -> Kernel:
    """Log weight of a row's number, or of the counts (before, after) of two years where the row compares them.

    Raises ModelError, with the row's id, where rule, hedge and value do not fit. Rows about the same years repeat one
    another (codebook, R10): a likelihood takes each piece of information once.
    """
    try:
        weigh = kernel(row.rule, row.hedge, row.value, row.low, row.high, HALVES.get(row.statistic, 0.5))
    except ModelError as fault:
        raise ModelError(f"{row.id}: {fault}") from None
    if row.statistic not in COMPARED:
        return weigh
    scale, base = (100.0, -100.0) if row.statistic == "percent_change" else (1.0, 0.0)

    def compare(before: ArrayLike, after: ArrayLike) -> NDArray[np.float64]:
        """From nothing nothing can be compared: a slip at best, and half an event is added to both."""
        first, then = np.broadcast_arrays(np.asarray(before, np.float64), np.asarray(after, np.float64))
        nothing = 0.5 * (first == 0)
        weight = weigh(scale * (then + nothing) / (first + nothing) + base)
        return np.asarray(np.where(first > 0, weight, np.minimum(weight, log(SLIP))))

    return compare
