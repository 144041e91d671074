"""No attacks at all."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from experiments.judge.baselines.history import Ahead, History


def zero(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    """0 on every target."""
    del ahead, dice
    return np.zeros(past.counts.shape[:2], dtype=np.int64)
