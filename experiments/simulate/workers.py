"""Workers: how many, and Mesa runs over processes that end with their parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

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
        with _pool(world, min(workers, replicates)) as pool:
            with _interrupts_for_parent_only():
                played = [pool.submit(_one_here, replicate) for replicate in range(replicates)]
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


def _one_here(replicate: int) -> EventLog:
    return _one(WORKERS_WORLD[-1], replicate)


@contextmanager
def _pool(world: World, workers: int) -> Iterator[ProcessPoolExecutor]:
    """Fresh worker processes; whatever goes wrong ends them at once, instead of waiting for what they do."""
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (world,)) as pool:
        try:
            yield pool
        except BaseException:
            for worker in set(multiprocessing.active_children()) - others:
                worker.terminate()
            raise


@contextmanager
def _interrupts_for_parent_only() -> Iterator[None]:
    """Processes started inside ignore Ctrl-C, which reaches the whole group: the parent ends them in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(world: World) -> None:
    """In a worker: know the world, and end when the parent is gone, however it went."""
    WORKERS_WORLD.append(world)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
