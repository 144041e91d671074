"""Central intervals of the draws: the interval score and the coverage."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.judge.percentile import percentiles


def bounds(draws: NDArray[Any], level: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ends `[...]` of the central interval of `draws[draw, ...]`, as counts that were drawn."""
    low, high = percentiles(draws, (50 - 50 * level, 50 + 50 * level))
    return low, high


def interval_score(draws: NDArray[Any], tables: NDArray[Any], level: float = 0.9) -> NDArray[np.float64]:
    """Width of the central interval plus 2 / (1 - level) for every event outside, for each table.

    `draws[draw, ...]`, `tables[table, ...]`; returns `[table, ...]`, in events (Gneiting and Raftery 2007). Not fair:
    hold it only against forecasts of as many draws.
    """
    low, high = bounds(draws, level)
    outside = np.maximum(low - tables, 0) + np.maximum(tables - high, 0)
    return np.asarray(high - low + 2 / (1 - level) * outside)


def coverage(draws: NDArray[Any], tables: NDArray[Any], level: float) -> NDArray[np.float64]:
    """1 where a table lies inside the central interval, else 0, `[table, ...]`; for counts their mean may exceed the
    level, never by skill.
    """
    low, high = bounds(draws, level)
    return np.asarray((low <= tables) & (tables <= high), dtype=np.float64)
