"""Statistics of weekly counts over any number of runs, in the memory of a few."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import loop
from model.ensemble.runs import Counts, Runs, counted, silent

Sums = NDArray[np.int64]


@dataclass(frozen=True)
class WeeklyCounts:
    """Sums over `runs` runs of attacks and of their squares, [weeks, militias, targets, Claimant]."""

    runs: int
    total: Sums
    squares: Sums

    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean attacks a run."""
        return self.total / self.runs

    @property
    def variance(self) -> NDArray[np.float64]:
        """Variance of attacks over runs."""
        return self.squares / self.runs - self.mean**2


def weekly_counts(runs: Runs, threads: int = 1, progress: Callable[[int], None] = silent) -> WeeklyCounts:
    """Statistics of all the runs; whole numbers are added up, so that the order of threads changes nothing."""
    parts = counted(runs, sums, threads, progress)
    total, squares = (part.astype(np.int64) for part in next(parts))
    for more, more_squares in parts:
        total += more
        squares += more_squares
    return WeeklyCounts(len(runs), total, squares)


def sums(counts: Counts) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Sums over runs of the counts and of their squares."""
    total, squares = np.zeros((2, *counts.shape[1:]), dtype=np.int32)  # a block's sums are small
    add_up(counts.reshape(len(counts), -1), total.reshape(-1), squares.reshape(-1))
    return total, squares


@loop()
def add_up(counts: Any, total: Any, squares: Any) -> None:
    """Add rows of counts and of their squares."""
    for run in range(len(counts)):
        for cell in range(len(total)):
            one = np.int32(counts[run, cell])
            total[cell] += one
            squares[cell] += one * one
