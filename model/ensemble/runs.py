"""Many runs in threads: as event logs, or as counts; the same bytes for any number of threads."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from model.dice import word
from model.ensemble.doubt import doubt
from model.ensemble.log import FIELDS, Claimant, Log
from model.ensemble.play import play, room
from model.ensemble.stage import Floats, Ints, Stage, of_its_own, stage
from model.errors import ModelError
from model.events import COLUMNS, EventLog
from model.numbers import Sets, places
from model.roles import Roles
from model.timeline import Timeline
from model.world import World

BLOCK = 32  # runs that one thread plays between two breaths
AHEAD = 4  # blocks a thread may be ahead of who takes them
Counts = NDArray[np.uint16]
Done = TypeVar("Done")


def silent(runs: int) -> None:
    """Report no progress."""
    del runs


@dataclass(frozen=True)
class Runs:
    """Runs to play, set by set: each with the replicates numbered by `replicates`, or by as many that follow.

    A replicate's number is its dice. Sets that share their dice differ by their numbers alone; with `own_dice` every
    set goes on where the last one ended, so that no two share any.
    """

    place: Stage
    time: Timeline
    roles: Roles
    places: Ints  # [numbers], where each number of a set stands in place.numbers
    sets: Floats  # [sets, numbers]
    replicates: range
    own_dice: bool = False

    @classmethod
    def of(cls, world: World, replicates: range, sets: Sets | None = None, own_dice: bool = False) -> Runs:
        """Runs of a world, each of `sets` in the place of its own numbers where given.

        Raises ModelError for a number that the world does not have or that it could not be, or for no replicates.
        """
        if not len(replicates):
            raise ModelError("there are 0 replicates to play: give 1 or more.")
        if replicates.step != 1:
            raise ModelError(f"replicates {replicates} have gaps: give a range without a step.")
        for number in (replicates[0], replicates[-1]):
            word("replicate", number)
        told = np.empty(0, dtype=np.int64) if sets is None else places(world, sets)
        values = np.empty((1, 0)) if sets is None else np.ascontiguousarray(sets.values, dtype=np.float64)
        return cls(stage(world), world.timeline, world.roles, told, values, replicates, own_dice)

    def __len__(self) -> int:
        """How many runs there are."""
        return len(self.sets) * len(self.replicates)

    def play(self, start: int, log: Log, ends: NDArray[np.int64]) -> None:
        """Play as many runs as `ends` has room for, from number `start`, into a log."""
        own, first, each = of_its_own(self.place), self.replicates.start, len(self.replicates)
        apart = each if self.own_dice else 0
        play(
            room(own, doubt(self.time, self.roles, own)),
            own,
            self.places,
            self.sets,
            first,
            each,
            apart,
            start,
            log,
            ends,
        )


def run_type(replicates: range) -> type[np.signedinteger[Any]]:
    """The type of a column that holds the runs' numbers."""
    return np.int32 if replicates.stop <= 2**31 else np.int64


def campaigns(
    world: World, replicates: range, threads: int = 1, progress: Callable[[int], None] = silent,
    sets: Sets | None = None, own_dice: bool = False,
) -> tuple[EventLog, NDArray[np.int32]]:  # fmt: skip
    """Event logs of `Runs.of` these, in one log, and the run of each event, numbered on from set to set."""
    runs, most = Runs.of(world, replicates, sets, own_dice), most_events(world)

    own = Own(lambda: np.empty((FIELDS, BLOCK * most), dtype=np.int32))

    def logged(start: int, count: int) -> tuple[EventLog, NDArray[np.int32]]:
        rows, ends = own.array, np.zeros(count, dtype=np.int64)
        runs.play(start, Log(rows, NO_COUNTS, np.zeros(2, dtype=np.int64)), ends)
        columns: dict[str, NDArray[Any]] = {
            name: rows[field, : ends[-1]].astype(kind) for field, (name, kind) in enumerate(COLUMNS.items())
        }
        numbers = np.arange(replicates.start + start, replicates.start + start + count, dtype=run_type(replicates))
        return EventLog(columns), np.repeat(numbers, np.diff(ends, prepend=0))

    parts = list(in_blocks(len(runs), logged, threads, progress))
    return EventLog.joined([log for log, _ in parts]), np.concatenate([numbers for _, numbers in parts])


def counted(
    runs: Runs, summary: Callable[[Counts, int], Done], threads: int = 1, progress: Callable[[int], None] = silent,
    block: int = BLOCK,
) -> Iterator[Done]:  # fmt: skip
    """What `summary` makes of the counts [runs, weeks, militias, targets, Claimant] of each block, in their order.

    `summary` gets the number of a block's first run, too; it runs in the threads, and must not keep the counts.
    """
    shape = (runs.place.weeks, len(runs.place.slots), len(runs.place.means), len(Claimant))

    own = Own(lambda: np.empty((block, *shape), dtype=np.uint16))

    def summed(start: int, count: int) -> Done:
        counts = own.array[:count]
        counts.fill(0)
        runs.play(start, Log(NO_ROWS, counts, np.zeros(2, dtype=np.int64)), np.zeros(count, dtype=np.int64))
        return summary(counts, start)

    return in_blocks(len(runs), summed, threads, progress, block)


class Own(threading.local):
    """An array of each thread's own, made once: fresh memory for every block takes longer than filling it."""

    def __init__(self, make: Callable[[], NDArray[Any]]) -> None:
        """Make it on a thread's first use."""
        self.array = make()


NO_ROWS = np.empty((FIELDS, 0), dtype=np.int32)
NO_COUNTS = np.empty((0, 1, 1, 1, 1), dtype=np.uint16)


def most_events(world: World) -> int:
    """An upper bound on the events of one run."""
    weekly = sum(one.slots for one in world.militias) + len(world.militias) + 2
    return world.clock.weeks * weekly + 3 * len(world.brands) + world.forces.small_bases


def in_blocks(
    runs: int, work: Callable[[int, int], Done], threads: int, progress: Callable[[int], None], block: int = BLOCK
) -> Iterator[Done]:
    """Results of work(start, count) over blocks of runs, in order; never many more at once than there are threads."""
    waiting: deque[tuple[Future[Done], int]] = deque()

    def take() -> Done:
        future, count = waiting.popleft()
        done = future.result()
        progress(count)
        return done

    with ThreadPoolExecutor(threads) as pool:
        for start in range(0, runs, block):
            count = min(block, runs - start)
            waiting.append((pool.submit(work, start, count), count))
            if len(waiting) > AHEAD * threads:
                yield take()
        while waiting:
            yield take()
