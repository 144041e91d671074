"""Simulate: worlds and lenses in, campaigns out, by either engine."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from numpy.typing import NDArray

from experiments.campaign import Campaign, Names
from model.errors import unknown
from model.events import EventLog
from model.lens import Lens, seen
from model.world import World

ENGINES = ("ensemble", "theatre")
Progress = Callable[[int], None]
"""Called with the number of runs that have just been finished."""


def _silent(runs: int) -> None:
    del runs


def processors(asked: int) -> int:
    """How many workers to use: as asked, or one a processor that this process may run on when 0."""
    if asked > 0:
        return asked
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def simulate(
    world: World, replicates: int, engine: str = "ensemble", workers: int = 0, progress: Progress = _silent
) -> tuple[EventLog, NDArray[np.int32]]:
    """Play `replicates` runs and return their events with the run of each; raises ModelError for an unknown engine."""
    if engine not in ENGINES:
        raise unknown("engine", engine, ENGINES, "engine")
    play = _with_ensemble if engine == "ensemble" else _with_theatre
    return play(world, replicates, processors(workers), progress)


def campaigns(
    world: World, lenses: Mapping[str, Lens], log: EventLog, runs: NDArray[np.int32], replicates: int
) -> dict[str, Campaign]:
    """The same runs as each lens would have recorded them, by lens name."""
    names = names_of(world)
    end = world.clock.last_day
    shared = {**log.columns, "replicate": runs}
    return {
        key: Campaign(names, replicates, world.clock.start, end, {**shared, "seen": seen(log, lens, world, runs)})
        for key, lens in lenses.items()
    }


def names_of(world: World) -> Names:
    """Vocabularies of a world's integer columns."""
    return Names(
        world.militia_names,
        world.target_names,
        tuple(brand.name for brand in world.brands),
        tuple(brand.alignment for brand in world.brands),
        world.governorates,
        world.methods,
    )


def _with_ensemble(
    world: World, replicates: int, workers: int, progress: Progress
) -> tuple[EventLog, NDArray[np.int32]]:
    from model.ensemble.play import campaigns as play

    return play(world, range(replicates), workers, progress)


def _with_theatre(
    world: World, replicates: int, workers: int, progress: Progress
) -> tuple[EventLog, NDArray[np.int32]]:
    """Mesa, over processes: started fresh, because importing Mesa 3.3 changes how processes start."""
    logs: list[EventLog] = []
    if workers == 1 or replicates == 1:
        for replicate in range(replicates):
            logs.append(_one(world, replicate))
            progress(1)
    else:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(workers, replicates), mp_context=context) as pool:
            for log in pool.map(_one, [world] * replicates, range(replicates), chunksize=4):
                logs.append(log)
                progress(1)
    return EventLog.joined(logs), np.repeat(np.arange(replicates, dtype=np.int32), [len(log) for log in logs])


def _one(world: World, replicate: int) -> EventLog:
    from agents import Theatre

    theatre = Theatre(world, replicate)
    log = theatre.play()
    theatre.release()
    return log
