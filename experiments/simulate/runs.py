"""Simulate: worlds and lenses in, campaigns out, by either engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.simulate.campaign import Campaign, Names
from experiments.simulate.workers import Progress, by_theatre, processors
from model.errors import unknown
from model.events import EventLog
from model.lens import Lens, seen
from model.world import World

if TYPE_CHECKING:
    from model.ensemble.runs import Counts
    from model.ensemble.weekly import WeeklyCounts

ENGINES = ("ensemble", "theatre")


def _silent(runs: int) -> None:
    del runs


def simulate(
    world: World, replicates: int, engine: str = "ensemble", workers: int = 0, progress: Progress = _silent
) -> tuple[EventLog, NDArray[np.int32]]:
    """Play `replicates` runs and return their events with the run of each; raises ModelError for an unknown engine."""
    if engine not in ENGINES:
        raise unknown("engine", engine, ENGINES, "engine")
    play = _with_ensemble if engine == "ensemble" else by_theatre
    return play(world, replicates, processors(workers), progress)


def simulate_each(worlds: Sequence[World], each: int, workers: int = 0) -> tuple[EventLog, NDArray[np.int32]]:
    """Play `each` runs of every world, numbered on from world to world; all share their first world's vocabularies."""
    from model.ensemble.runs import campaigns as play

    firsts = range(0, each * len(worlds), each)
    with ThreadPoolExecutor(processors(workers)) as pool:
        played = list(pool.map(lambda world, first: play(world, range(first, first + each)), worlds, firsts))
    return EventLog.joined([log for log, _ in played]), np.concatenate([runs for _, runs in played])


def tallies(
    world: World, replicates: int, summary: Callable[[Counts], NDArray[Any]], sets: NDArray[np.float64] | None = None,
    workers: int = 0, progress: Progress = _silent,
) -> NDArray[Any]:  # fmt: skip
    """What `summary` makes of weekly counts, for every set of parameters and replicate: [sets, replicates, ...].

    `summary` gets uint16 counts [runs, weeks, militias, targets, Claimant] of attacks that took place (no lens, no
    events) of a few runs at a time, in threads, and returns an array with one row a run; see model.ensemble.log.
    `sets` [sets, Parameters] stand in for the world's own parameters.
    """
    from model.ensemble.runs import Runs, counted

    runs = Runs.of(world, range(replicates), sets)
    found, start = np.empty(0), 0
    for part in counted(runs, summary, processors(workers), progress):
        if start == 0:
            found = np.empty((len(runs), *part.shape[1:]), dtype=part.dtype)
        found[start : start + len(part)] = part
        start += len(part)
    return found.reshape(len(runs.sets), replicates, *found.shape[1:])


def weekly(world: World, replicates: int, workers: int = 0, progress: Progress = _silent) -> WeeklyCounts:
    """Mean and variance of weekly counts by militia, target and claimant, over any number of runs."""
    from model.ensemble.runs import Runs
    from model.ensemble.weekly import weekly_counts

    return weekly_counts(Runs.of(world, range(replicates)), processors(workers), progress)


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
    from model.ensemble.runs import campaigns as play

    return play(world, range(replicates), workers, progress)
