"""How uncertain a mean over few blocks is when neighbours may be alike.

A variance that takes blocks as independent is too small where one good stretch follows another. Two slow cosines over
the blocks carry the variance that a mean has in the long run, and as they are two the mean is held against Student's t
with two degrees of freedom (equal-weighted cosines: Müller 2007; Lazarus, Lewis, Stock and Watson 2018). Over so few
blocks no cosine is slow enough for that: they are short by a known factor where neighbours go together by `ALIKE`.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

COSINES = 2
ALIKE = 1 / 3
"""Correlation of neighbouring blocks that intervals allow for; tests have worlds with none and with more."""


def deviation(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard deviation `[...]` of the mean over the last axis of `values[..., block]`, two or more blocks."""
    slow = ((values @ _cosines(values.shape[-1])) ** 2).mean(axis=-1)
    return np.asarray(np.sqrt(slow * _short(values.shape[-1])))


@cache
def _cosines(blocks: int) -> NDArray[np.float64]:
    """`[block, cosine]`: each weighs independent values to the variance that their mean has."""
    times = np.pi * np.outer(np.arange(blocks) + 0.5, np.arange(1, COSINES + 1)) / blocks
    return np.asarray(np.sqrt(2) * np.cos(times) / blocks)


@cache
def _short(blocks: int) -> float:
    """Variance of the mean over what the cosines expect of it, in a first-order autoregression with `ALIKE`."""
    apart = np.abs(np.subtract.outer(np.arange(blocks), np.arange(blocks)))
    together = ALIKE**apart
    seen = np.einsum("ac,ab,bc->c", _cosines(blocks), together, _cosines(blocks)).mean()
    return float(together.mean() / seen)
