"""Statistics of weekly counts over any number of runs, in the memory of a few."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import loop
from model.ensemble.log import Claimant
from model.ensemble.runs import Counts, Runs, counted, silent

Sums = NDArray[np.int32] | NDArray[np.int64]


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
    """Statistics by set of all the runs; whole numbers are added up, so that the order of threads changes nothing.

    They are int32 where that holds the largest sum of squares there can be.
    """
    each, place, at_sums = len(runs.replicates), runs.place, Lock()
    shape = (len(runs.sets), place.weeks, len(place.slots), len(place.means), len(Claimant))
    kind = np.int32 if each * int(place.slots.max()) ** 2 < 2**31 else np.int64  # fresh memory takes time
    total, squares = np.zeros(shape, dtype=kind), np.zeros(shape, dtype=kind)
    rows = total.reshape(len(total), -1), squares.reshape(len(squares), -1)

    def summed(counts: Counts, start: int) -> None:
        with at_sums:
            add_up(counts.reshape(len(counts), -1), start, each, *rows)

    deque(counted(runs, summed, threads, progress), maxlen=0)
    return WeeklyCounts(each, total, squares)


@loop()
def add_up(counts: Any, start: int, each: int, total: Any, squares: Any) -> None:
    """Add counts and their squares to the rows of their sets; the first of the runs is number `start`."""
    for run in range(len(counts)):
        number = (start + run) // each
        for cell in range(counts.shape[1]):
            one = np.int32(counts[run, cell])
            total[number, cell] += one
            squares[number, cell] += one * one
