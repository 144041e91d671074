"""The model's dated drivers, averaged over stretches, for a regression to lean on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.observed.blocks import Block
from model.clock import DAYS
from model.world import World


def drivers(world: World, stretches: Sequence[Block]) -> NDArray[np.float64]:
    """Mean `[stretch, driver]` over the days of each stretch that the clock has; 0 where it has none."""
    weekly = np.array(list(world.timeline.drivers.values()))
    daily = np.repeat(weekly, DAYS, axis=1)
    first = world.clock.start.toordinal()
    found = np.zeros((len(stretches), len(weekly)))
    for n, stretch in enumerate(stretches):
        own = daily[:, max(0, stretch.start.toordinal() - first) : max(0, stretch.end.toordinal() - first + 1)]
        if own.shape[1]:
            found[n] = own.mean(axis=1)
    return found
