"""Who claimed: the published alignment of the claiming brand, or the militia's own name."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns.one_of import one_of
from experiments.judge.patterns.spelling import index_of
from experiments.simulate.campaign import Names
from model.events import OWN_NAME

OWN = "own"
UNKNOWN = "unknown"


def claimants(names: Names) -> tuple[str, ...]:
    """Every claimant there can be: each militia's facades, brands of unknown alignment, own names."""
    return tuple(dict.fromkeys((*names.militias, *names.alignments, UNKNOWN, OWN)))


def claimant_of_brand(names: Names) -> NDArray[np.int64]:
    """Position in `claimants` of each brand."""
    order = claimants(names)
    return np.array([order.index(alignment) for alignment in names.alignments], dtype=np.int64)


def claimed_by(wanted: tuple[str, ...], names: Names, brand: NDArray[np.generic], where: str) -> NDArray[np.bool_]:
    """Which events one of the `wanted` claimants claimed, by the column `brand` of the events."""
    order = claimants(names)
    chosen = [index_of(name, order, "claimant", where) for name in wanted]
    brands = np.flatnonzero(one_of(claimant_of_brand(names), chosen)).tolist()
    own = [OWN_NAME] if order.index(OWN) in chosen else []
    return one_of(brand, brands + own)
