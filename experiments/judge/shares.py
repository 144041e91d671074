"""How sure a share of replicates is, alone and against another with the same dice: the dice, and nothing else."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

LEVEL_95 = 1.959963984540054  # standard normal deviate of a 95 % interval
HALF = 0.5  # added to each cell of a paired table


def wilson(share: float, size: int) -> tuple[float, float]:
    """95 % interval of a share of `size` replicates (Wilson 1927, JASA 22, 209-212)."""
    weight = LEVEL_95**2 / size
    middle = (share + weight / 2) / (1 + weight)
    reach = LEVEL_95 / (1 + weight) * sqrt(share * (1 - share) / size + weight / (4 * size))
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


def paired(first: NDArray[np.bool_], other: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Share of the other less that of the first, replicate by replicate, and its 95 % interval.

    Of the pairs that differ alone, as McNemar's test, with half a pair in each of the four cells (Agresti and Min
    2005, Statistics in Medicine 24, 729-740).
    """
    won, lost = float((other & ~first).sum()), float((first & ~other).sum())
    size = len(first) + 4 * HALF
    gained, given_up = (won + HALF) / size, (lost + HALF) / size
    middle = gained - given_up
    reach = LEVEL_95 * sqrt((gained + given_up - middle**2) / size)
    return (won - lost) / len(first), max(middle - reach, -1.0), min(middle + reach, 1.0)
