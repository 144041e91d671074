"""One convention of a percentile: the smallest value that occurred with at least that share of all at or below it.

R's quantile(type = 1), NumPy's `inverted_cdf`: a count's percentile is a whole number that some replicate had.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def percentiles(values: NDArray[np.number], per_cent: Sequence[float], axis: int = 0) -> NDArray[np.float64]:
    """Percentiles along an axis, which becomes the first, of values that are all defined."""
    return np.quantile(values, np.asarray(per_cent) / 100, axis=axis, method="inverted_cdf").astype(np.float64)


def defined_percentiles(values: NDArray[np.float64], per_cent: Sequence[float]) -> NDArray[np.float64]:
    """Percentiles over the replicates (first axis) that have a value; nan where none has."""
    columns = values.reshape(len(values), -1)
    found = np.full((len(per_cent), columns.shape[1]), np.nan)
    for index, column in enumerate(columns.T):
        known = column[~np.isnan(column)]
        if len(known):
            found[:, index] = percentiles(known, per_cent)
    return found.reshape(len(per_cent), *values.shape[1:])
