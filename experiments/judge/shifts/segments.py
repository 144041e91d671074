"""Exact segmentation of a target mix that changes from month to month."""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from experiments.judge.shifts.levels import Numbers

ALPHA = 0.5  # Jeffreys' prior of a mix
HAZARD = 1 / 12  # a change a year is expected, whatever the number of phases
PENALTY = log((1 - HAZARD) / HAZARD)


def segment_cost(counted: Numbers) -> Numbers:
    """Minus the log marginal likelihood of a segment's mix: Dirichlet-multinomial, classes along the last axis."""
    from scipy.special import gammaln

    classes, whole = counted.shape[-1], counted.astype(np.int64)
    total = whole.sum(axis=-1)
    counts = np.arange(total.max(initial=0) + 1)  # each is looked up many times
    mass = gammaln(classes * ALPHA) - gammaln(classes * ALPHA + counts)
    return -np.asarray(mass[total] + (gammaln(ALPHA + counts) - gammaln(ALPHA))[whole].sum(axis=-1))


def change_points(counted: Numbers, penalty: float = PENALTY) -> NDArray[np.bool_]:
    """Where the cheapest segmentation starts a new segment, [runs, months], from counts [runs, months, classes].

    Dynamic programme over all segmentations, for all runs at once; each pays for its first segment too. The evidence
    for a mix may fall when a segment is split, so that the pruning of PELT (Killick et al. 2012) need not be exact.
    """
    runs, months, classes = counted.shape
    until = np.concatenate([np.zeros((runs, 1, classes)), counted.cumsum(axis=1)], axis=1)
    best, start = np.zeros((runs, months + 1)), np.zeros((runs, months + 1), dtype=np.int64)
    for end in range(1, months + 1):
        cost = best[:, :end] + segment_cost(until[:, end : end + 1] - until[:, :end]) + penalty
        start[:, end] = cost.argmin(axis=1)
        best[:, end] = cost.min(axis=1)
    return _starts(start)


def _starts(start: NDArray[np.int64]) -> NDArray[np.bool_]:
    """From the last month back: the months at which the segments start, but for the first."""
    runs, ends = start.shape
    found = np.zeros((runs, ends), dtype=bool)
    row, at = np.arange(runs), np.full(runs, ends - 1)
    while at.any():
        at = start[row, at]
        found[row, at] = True
    return np.asarray(found[:, :-1] & (np.arange(ends - 1) > 0))
