"""Marks beside which a score is read: no forecast reaches 0, and none that throws dice reaches what the record does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from experiments.observed.blocks import Observed

SEED = 20230524


def marks(other: Observed) -> dict[str, NDArray[np.float64]]:
    """Draws `[draw, target, stretch]` by name, from other tables of the record than those that scores are held against.

    `floor`: the record itself, so what is left is its own doubt. `oracle`: independent attacks whose mean is what
    happened, so what is left is chance too. It has seen the counts: a model can only come near it.
    """
    dice = np.random.default_rng(SEED)
    return {"floor": other.counts.astype(np.float64), "oracle": dice.poisson(other.counts).astype(np.float64)}
