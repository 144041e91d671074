"""Totals of weekly counts over windows of weeks: a compiled summary, for it takes NumPy long to add up small counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.compiled import loop
from model.ensemble.log import Claimant
from model.ensemble.runs import Counts
from model.ensemble.stage import Ints
from model.errors import ModelError, unknown
from model.world import World

AXES = ("militias", "targets", "claimants")
"""By what totals can be told apart."""


@dataclass(frozen=True)
class Totals:
    """A summary of counts: int32 totals [runs, windows, ...] by those of AXES that are kept, in the order of AXES."""

    windows: Ints  # [windows, 2], the first week and the one after the last
    groups: Ints  # [militias * targets * claimants], the total to which each belongs
    shape: tuple[int, ...]  # of the kept axes

    @classmethod
    def of(
        cls, world: World, by: Sequence[str] = ("targets",), windows: Sequence[tuple[int, int]] | None = None
    ) -> Totals:
        """Totals by some of AXES in windows (first week, the one after the last), which may overlap; None: all weeks.

        Raises ModelError for an axis that does not exist or a window that is empty or not within the clock.
        """
        for axis in by:
            if axis not in AXES:
                raise unknown("axis", axis, AXES, "the totals asked for")
        limits = [(0, world.clock.weeks)] if windows is None else windows
        _check_windows(limits, world.clock.weeks)
        lengths = (len(world.militias), len(world.targets), len(Claimant))
        shape = tuple(length for axis, length in zip(AXES, lengths, strict=True) if axis in by)
        kept = np.arange(int(np.prod(shape)), dtype=np.int64).reshape(
            [length if axis in by else 1 for axis, length in zip(AXES, lengths, strict=True)]
        )
        return cls(np.array(limits, dtype=np.int64), np.broadcast_to(kept, lengths).reshape(-1).copy(), shape)

    def __call__(self, counts: Counts) -> NDArray[np.int32]:
        """The totals of counts [runs, weeks, militias, targets, Claimant]."""
        runs, weeks = counts.shape[:2]
        found = np.zeros((runs, len(self.windows), int(np.prod(self.shape))), dtype=np.int32)
        add_windows(counts.reshape(runs, weeks, -1), self.windows, self.groups, found)
        return found.reshape(runs, len(self.windows), *self.shape)


def _check_windows(windows: Sequence[tuple[int, int]], weeks: int) -> None:
    if not len(windows):
        raise ModelError("totals are asked of no window: give at least one, or None for all weeks.")
    for first, after in windows:
        if not 0 <= first < after <= weeks:
            raise ModelError(
                f"window ({first}, {after}) is none: it is its first week and the one after its last, counted from 0, "
                f"within the clock's {weeks} weeks. Change it in the totals asked for."
            )


@loop()
def add_windows(counts: Any, windows: Any, groups: Any, found: Any) -> None:
    """Add counts [runs, weeks, cells] over the weeks of each window, then over the cells of each group."""
    cells = np.empty(counts.shape[2], dtype=np.int32)
    for run in range(counts.shape[0]):
        for window in range(len(windows)):
            cells[:] = 0
            for week in range(windows[window, 0], windows[window, 1]):
                for cell in range(len(cells)):  # side by side in memory, so the compiler adds many at once
                    cells[cell] += counts[run, week, cell]
            for cell in range(len(cells)):
                found[run, window, groups[cell]] += cells[cell]
