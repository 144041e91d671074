"""What a naive forecast may know: the record of some stretches, and the calendar of the one ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from experiments.scores.stretches import Stretch


@dataclass(frozen=True)
class History:
    """Stretches to learn from, in order; each draw has its own table, so that doubt about the past carries over."""

    counts: NDArray[np.int64]  # [draw, target, stretch]
    stretches: tuple[Stretch, ...]
    drivers: NDArray[np.float64]  # [stretch, driver]: mean over its days

    @property
    def days(self) -> NDArray[np.int64]:
        """Length of each stretch."""
        return np.array([stretch.days for stretch in self.stretches])


@dataclass(frozen=True)
class Ahead:
    """The stretch to forecast: its days and phase, and the dated drivers in it."""

    stretch: Stretch
    drivers: NDArray[np.float64]  # [driver]


Forecaster = Callable[[History, Ahead, Generator], NDArray[np.int64] | None]
"""Draws `[draw, target]` of the stretch ahead; None where it has nothing to go by."""


@dataclass(frozen=True)
class Baseline:
    """A naive forecast.

    `causal`: it learns from all earlier stretches. Otherwise it learns from the phase of the stretch itself, that
    stretch included (in-sample), unless the phase is held out: then from the other phases.
    """

    name: str
    causal: bool
    forecast: Forecaster
