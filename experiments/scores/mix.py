"""The target mix of a phase, as shares, and how far two mixes lie apart."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from experiments.scores.energy import apart

HALF = 0.5  # added to each class, so that an empty one is not a certainty
METRIC = "jensenshannon"  # SciPy has it in nats; its square root is a distance of negative type
BASE_TWO = float(np.sqrt(np.log(2)))


def shares(counts: NDArray[Any]) -> NDArray[np.float64]:
    """Shares `[draw, target]` of counts `[draw, target]`, half an event added to each target."""
    filled = counts + HALF
    return np.asarray(filled / filled.sum(axis=-1, keepdims=True))


def mix_distance(draws: NDArray[Any], tables: NDArray[Any]) -> float:
    """Mean Jensen-Shannon distance (base 2, 0 to 1) between draws and tables, both `[.., target]` counts.

    Not a score: chance alone keeps two draws of one forecast `mix_floor` apart.
    """
    return float(cdist(shares(draws), shares(tables), METRIC).mean()) / BASE_TWO


def mix_floor(draws: NDArray[Any]) -> float:
    """Mean distance between different draws: what is left to a forecast that is right but for chance."""
    return apart(shares(draws), METRIC) / BASE_TWO
