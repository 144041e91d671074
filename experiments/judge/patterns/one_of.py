"""Membership in a few values, column-wise."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def one_of(column: NDArray[np.generic], wanted: Iterable[int]) -> NDArray[np.bool_]:
    """Which rows hold one of the `wanted` values; for a few values much faster than np.isin."""
    mask = np.zeros(len(column), dtype=bool)
    for value in wanted:
        mask |= column == value
    return mask
