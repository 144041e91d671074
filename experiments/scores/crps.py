"""Continuous ranked probability score, fair for the number of draws."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

ESTIMATOR = "pwm"
"""The fair estimator by sorting: the same number as scoringrules' "fair", which compares all pairs of draws."""


def crps(draws: NDArray[Any], tables: NDArray[Any]) -> NDArray[np.float64]:
    """E|x - y| - E|x - x'| / 2 over all draws, mean over the tables y.

    `draws[draw, ...]` (at least two), `tables[table, ...]`; returns `[...]`, in events. Fair (Ferro 2014): its
    expectation does not depend on how many draws there are. Zamo and Naveau 2018 for the estimator.
    """
    import scoringrules  # compiles for seconds: only when there is something to score

    ranked = np.sort(np.moveaxis(draws, 0, -1).astype(np.float64), axis=-1)
    spread = np.broadcast_to(ranked, (len(tables), *ranked.shape))
    found = scoringrules.crps_ensemble(
        tables.astype(np.float64), spread, estimator=ESTIMATOR, sorted_ensemble=True, backend="numba"
    )
    return np.asarray(found.mean(axis=0))


def crps_log(draws: NDArray[Any], tables: NDArray[Any]) -> NDArray[np.float64]:
    """The same on ln(1 + count), where errors are relative and no target drowns the others (Bosse et al. 2023)."""
    return crps(np.log1p(draws), np.log1p(tables))
