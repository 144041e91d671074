"""Workers: how many, and Mesa runs over processes that end with their parent."""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from experiments.files.processes import pool
from model.events import EventLog
from model.world import World

Progress = Callable[[int], None]
"""Called with the number of runs that have just been finished."""


def processors(asked: int) -> int:
    """How many workers to use: as asked, or one a processor that this process may run on when 0."""
    if asked > 0:
        return asked
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def by_theatre(world: World, replicates: int, workers: int, progress: Progress) -> tuple[EventLog, NDArray[np.int32]]:
    """Mesa, over processes: started fresh, because importing Mesa 3.3 changes how processes start."""
    logs: list[EventLog] = []
    if workers == 1 or replicates == 1:
        for replicate in range(replicates):
            logs.append(_one(world, replicate))
            progress(1)
    else:
        with pool(min(workers, replicates), _know, (world,)) as beside:
            played = [beside.submit(_one_here, replicate) for replicate in range(replicates)]
            for run in played:
                logs.append(run.result())
                progress(1)
    return EventLog.joined(logs), np.repeat(np.arange(replicates, dtype=np.int32), [len(log) for log in logs])


def _one(world: World, replicate: int) -> EventLog:
    from agents import Theatre

    theatre = Theatre(world, replicate)
    log = theatre.play()
    theatre.release()
    return log


WORKERS_WORLD: list[World] = []
"""In a worker: the world it plays, sent once. Sent with every task it would fill the queue, and a full queue
hangs when a worker ends (CPython issue 94777)."""


def _know(world: World) -> None:
    WORKERS_WORLD.append(world)


def _one_here(replicate: int) -> EventLog:
    return _one(WORKERS_WORLD[-1], replicate)
