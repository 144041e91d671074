"""What a naive forecast may know: the record of some stretches, and the calendar of the one ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from experiments.observed.blocks import Block


@dataclass(frozen=True)
class History:
    """Stretches to learn from, in order; each draw has its own table, so that doubt about the past carries over."""

    counts: NDArray[np.int64]  # [draw, target, stretch]
    stretches: tuple[Block, ...]
    drivers: NDArray[np.float64]  # [stretch, driver]: mean over its days

    @property
    def days(self) -> NDArray[np.int64]:
        """Length of each stretch."""
        return np.array([stretch.days for stretch in self.stretches])


@dataclass(frozen=True)
class Ahead:
    """The stretch to forecast: its days and phase, and the dated drivers in it."""

    stretch: Block
    drivers: NDArray[np.float64]  # [driver]


Forecaster = Callable[[History, Ahead, Generator], NDArray[np.int64] | None]
"""Draws `[draw, target]` of the stretch ahead; None where it has nothing to go by."""


@dataclass(frozen=True)
class Baseline:
    """A naive forecast, and what it learns from.

    `past`: all earlier stretches, nothing else. The other two have seen the stretch itself, so they are in-sample:
    `phase`: the stretches of its phase, `whole`: all stretches. When a phase is held out neither sees any of it, and
    `phase` learns from the other phases instead. `coded`: it is told the dated drivers, which were chosen and coded by
    readers of what it forecasts. `straw`: nobody would believe it.
    """

    name: str
    learns_from: Literal["past", "phase", "whole"]
    forecast: Forecaster
    coded: bool = False
    straw: bool = False

    @property
    def past_only(self) -> bool:
        """Whether it learns from what came before and nothing else."""
        return self.learns_from == "past"

    @property
    def causal(self) -> bool:
        """Whether nothing that it is told was made by who knew what it forecasts."""
        return self.past_only and not self.coded
