"""Continuous ranked probability score, fair for the number of draws."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def crps(draws: NDArray[Any], tables: NDArray[Any]) -> NDArray[np.float64]:
    """E|x - y| - E|x - x'| / 2 over pairs of different draws, for each table y.

    `draws[draw, ...]` (at least two), `tables[table, ...]`; returns `[table, ...]`, in events. Fair (Ferro 2014): its
    expectation does not depend on how many draws there are. A test holds it against scoringrules, which compiles
    for seconds whenever it is imported: too long for every run.
    """
    most = len(draws)
    ranks = 2 * np.arange(most) - most + 1  # Zamo and Naveau 2018: all pairs at once, by sorting
    apart = 2 * np.tensordot(ranks, np.sort(draws, axis=0), axes=1) / (most * (most - 1))
    return np.asarray(_error(draws, tables) - apart / 2)


def crps_log(draws: NDArray[Any], tables: NDArray[Any]) -> NDArray[np.float64]:
    """The same on ln(1 + count), where errors are relative and no target drowns the others (Bosse et al. 2023)."""
    return crps(np.log1p(draws), np.log1p(tables))


def _error(draws: NDArray[Any], tables: NDArray[Any]) -> NDArray[np.float64]:
    """Mean |x - y| `[table, ...]` over all draws, cell by cell to save memory."""
    found = np.empty(tables.shape)
    for cell in np.ndindex(draws.shape[1:]):
        here = (slice(None), *cell)
        found[here] = np.abs(draws[here][:, None] - tables[here]).mean(axis=0)
    return found
