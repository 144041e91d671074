"""Statistics of weekly counts over any number of runs, in the memory of a few."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import loop
from model.ensemble.ledger import Claimant
from model.ensemble.runs import Counts, Runs, counted, silent

Sums = NDArray[np.int64]


@dataclass(frozen=True)
class WeeklyCounts:
    """Sums over a set's `runs` of attacks and of their squares, [sets, weeks, militias, targets, Claimant]."""

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

    def of_set(self, number: int) -> WeeklyCounts:
        """The statistics of one set, [weeks, militias, targets, Claimant]."""
        return WeeklyCounts(self.runs, self.total[number], self.squares[number])


def weekly_counts(runs: Runs, threads: int = 1, progress: Callable[[int], None] = silent) -> WeeklyCounts:
    """Statistics by set of all the runs; whole numbers are added up, so that the order of threads changes nothing."""
    each, place = len(runs.replicates), runs.place
    total, squares = np.zeros(
        (2, len(runs.sets), place.weeks, len(place.slots), len(place.means), len(Claimant)), dtype=np.int64
    )

    def summed(counts: Counts, start: int) -> tuple[int, NDArray[np.int32], NDArray[np.int32]]:
        return (start // each, *sums(counts, start % each, each))

    for first, more, more_squares in counted(runs, summed, threads, progress):
        total[first : first + len(more)] += more
        squares[first : first + len(more)] += more_squares
    return WeeklyCounts(each, total, squares)


def sums(counts: Counts, start: int, each: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Sums over the runs of each set of the counts and of their squares, where the first set begins at run `start`."""
    sets = (start + len(counts) - 1) // each + 1
    total, squares = np.zeros((2, sets, *counts.shape[1:]), dtype=np.int32)  # a block's sums are small
    add_up(counts.reshape(len(counts), -1), start, each, total.reshape(sets, -1), squares.reshape(sets, -1))
    return total, squares


@loop()
def add_up(counts: Any, start: int, each: int, total: Any, squares: Any) -> None:
    """Add rows of counts and of their squares to the rows of their sets."""
    for run in range(len(counts)):
        number = (start + run) // each
        for cell in range(counts.shape[1]):
            one = np.int32(counts[run, cell])
            total[number, cell] += one
            squares[number, cell] += one * one
