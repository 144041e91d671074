"""Workers: how many, and Mesa runs over processes that end with their parent."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.files.processes import pool
from model.events import EventLog
from model.numbers import Sets, places
from model.world import World

Progress = Callable[[int], None]
"""Called with the number of runs that have just been finished."""


def processors(asked: int) -> int:
    """How many workers to use: as asked, or one a processor that this process may run on when 0."""
    if asked > 0:
        return asked
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def by_theatre(
    world: World, replicates: range, workers: int, progress: Progress, sets: Sets | None = None, own_dice: bool = False
) -> tuple[EventLog, NDArray[np.int32]]:
    """Mesa, over processes: started fresh, because importing Mesa 3.3 changes how processes start."""
    if sets is not None:
        places(world, sets)  # refuses what the world cannot play before any process starts
    logs: list[EventLog] = []
    show = _Show(world, replicates, sets, own_dice)
    runs = len(replicates) * (1 if sets is None else len(sets))
    if workers == 1 or runs == 1:
        for run in range(runs):
            logs.append(show.play(run))
            progress(1)
    else:
        with pool(min(workers, runs), _know, (show,)) as beside:
            played = [beside.submit(_one_here, run) for run in range(runs)]
            for done in played:
                logs.append(done.result())
                progress(1)
    return EventLog.joined(logs), np.repeat(np.arange(runs, dtype=np.int32), [len(log) for log in logs])


@dataclass(frozen=True)
class _Show:
    """All that the theatre plays: each of its runs is known by its number."""

    world: World
    replicates: range
    sets: Sets | None
    own_dice: bool

    def play(self, run: int) -> EventLog:
        from agents import Theatre

        each = len(self.replicates)
        world = self.world if self.sets is None else self.sets.world(self.world, run // each)
        theatre = Theatre(world, self.replicates.start + (run if self.own_dice else run % each))
        log = theatre.play()
        theatre.release()
        return log


WORKERS_SHOW: list[_Show] = []
"""In a worker: what it plays, sent once. Sent with every task it would fill the queue, and a full queue
hangs when a worker ends (CPython issue 94777)."""


def _know(show: _Show) -> None:
    WORKERS_SHOW.append(show)


def _one_here(run: int) -> EventLog:
    return WORKERS_SHOW[-1].play(run)
