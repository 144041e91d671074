"""The model against itself: what two replicates of the same phase differ by, when nothing has shifted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from experiments.judge.shifts.levels import Numbers

MOST_STEPS = 40
Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


def pairs(counted: Numbers) -> Pairs:
    """Pairs of different replicates: every ordered pair of up to 41, else an even choice of 40 partners for each.

    The replicates are put in the order of their counts first, so that their numbering decides nothing.
    """
    n = len(counted)
    if n < 2:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    order = np.lexsort(counted.reshape(n, -1).T[::-1])
    steps = np.unique(np.linspace(1, n - 1, min(n - 1, MOST_STEPS)).round().astype(np.int64))
    return np.tile(order, len(steps)), np.concatenate([np.roll(order, -step) for step in steps])


def same_phase(levelled: Numbers, paired: Pairs) -> Numbers:
    """One replicate less another, [2 x pairs, 2, targets, boundaries]: of the earlier phase, and of the later."""
    gaps = levelled[paired[0]] - levelled[paired[1]]
    return np.concatenate([gaps[..., :-1], gaps[..., 1:]])
