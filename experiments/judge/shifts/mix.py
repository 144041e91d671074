"""How far apart the target mixes of two phases are."""

from __future__ import annotations

import numpy as np

from experiments.judge.shifts.levels import Numbers
from experiments.judge.shifts.noise import Pairs

PSEUDO_COUNT = 0.5  # a target: no mix is without any


def distance(one: Numbers, other: Numbers) -> Numbers:
    """Square root of the Jensen-Shannon divergence (base 2: 0 to 1) of two mixes, counts along the last axis."""
    from scipy.spatial.distance import jensenshannon

    found = jensenshannon(one + PSEUDO_COUNT, other + PSEUDO_COUNT, base=2, axis=-1)
    return np.asarray(found, dtype=np.float64)


def between_phases(counted: Numbers) -> Numbers:
    """Distance of each run's phases from the ones that follow, [runs, boundaries]."""
    mixes = counted.transpose(0, 2, 1)
    return distance(mixes[:, :-1], mixes[:, 1:])


def same_phase(counted: Numbers, paired: Pairs) -> Numbers:
    """Distance of one replicate from another in the earlier phase, and in the later, [2 x pairs, boundaries]."""
    mixes = counted.transpose(0, 2, 1)
    floor = distance(mixes[paired[0]], mixes[paired[1]])
    return np.concatenate([floor[:, :-1], floor[:, 1:]])
