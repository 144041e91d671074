"""Simulate: worlds and lenses in, campaigns out, by either engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.simulate.campaign import Campaign, Names
from experiments.simulate.workers import Progress, by_theatre, processors
from model.errors import unknown
from model.events import EventLog
from model.lens import Lens, seen
from model.numbers import Sets, Values
from model.world import World

if TYPE_CHECKING:
    from model.ensemble.runs import Counts
    from model.ensemble.weekly import WeeklyCounts

ENGINES = ("ensemble", "theatre")
Given = Sets | Values | None
"""Sets of numbers, as such or by path; None: the world's own."""


def _silent(runs: int) -> None:
    del runs


def simulate(
    world: World, replicates: int, engine: str = "ensemble", workers: int = 0, progress: Progress = _silent,
    sets: Given = None, own_dice: bool = False, first: int = 0,
) -> tuple[EventLog, NDArray[np.int32]]:  # fmt: skip
    """Play `replicates` runs of each set, and return their events with the run of each; raises ModelError.

    `sets` gives numbers by path ({'parameters.feud': [1.0, 2.0], 'targets.us_base.appeal': [-3.0, -2.5]}), one value a
    set, which stand in for the world's own; without them there is one set. Runs are numbered on from set to set. Every
    set plays the same replicates, with the same dice; with `own_dice` a run's number is its replicate's as well.
    Replicates are those numbered from `first`; runs are numbered from 0 all the same.
    """
    if engine not in ENGINES:
        raise unknown("engine", engine, ENGINES, "engine")
    play = _with_ensemble if engine == "ensemble" else by_theatre
    return play(world, range(first, first + replicates), processors(workers), progress, _sets(sets), own_dice)


def tallies(
    world: World, replicates: int, summary: Callable[[Counts], NDArray[Any]], sets: Given = None, workers: int = 0,
    progress: Progress = _silent, own_dice: bool = False,
) -> NDArray[Any]:  # fmt: skip
    """What `summary` makes of weekly counts, for every set (see `simulate`) and replicate: [sets, replicates, ...].

    `summary` gets uint16 counts [runs, weeks, militias, targets, Claimant] of attacks that took place (no lens, no
    events) of a few runs at a time, in threads, and returns an array with one row a run; see model.ensemble.log.
    model.ensemble.totals.Totals is one that is compiled. Raises ModelError for sets that the world cannot play.
    """
    from model.ensemble.runs import Runs, counted

    runs = Runs.of(world, range(replicates), _sets(sets), own_dice)
    found, start = np.empty(0), 0
    for part in counted(runs, lambda counts, _: summary(counts), processors(workers), progress):
        if start == 0:
            found = np.empty((len(runs), *part.shape[1:]), dtype=part.dtype)
        found[start : start + len(part)] = part
        start += len(part)
    return found.reshape(len(runs.sets), replicates, *found.shape[1:])


def weekly(
    world: World, replicates: int, workers: int = 0, progress: Progress = _silent, sets: Given = None,
    own_dice: bool = False,
) -> WeeklyCounts:  # fmt: skip
    """Mean and variance of weekly counts by militia, target and claimant, over any number of runs.

    With `sets` (see `simulate`), one of them after the other: [sets, weeks, militias, targets, Claimant].
    """
    from model.ensemble.runs import Runs
    from model.ensemble.weekly import weekly_counts

    found = weekly_counts(Runs.of(world, range(replicates), _sets(sets), own_dice), processors(workers), progress)
    return found.of_set(0) if sets is None else found


def campaigns(
    world: World, lenses: Mapping[str, Lens], log: EventLog, runs: NDArray[np.int32], replicates: int,
    dice: NDArray[np.int32] | None = None,
) -> dict[str, Campaign]:  # fmt: skip
    """The same runs as each lens would have recorded them, by lens name.

    `dice` is the replicate of each event where that is not its run: for sets that share their dice, run modulo
    replicates of a set.
    """
    names = names_of(world)
    end = world.clock.last_day
    shared = {**log.columns, "replicate": runs}
    thrown = runs if dice is None else dice
    return {
        key: Campaign(names, replicates, world.clock.start, end, {**shared, "seen": seen(log, lens, world, thrown)})
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


def _sets(given: Given) -> Sets | None:
    return None if given is None else Sets.of(given)


def _with_ensemble(
    world: World, replicates: range, workers: int, progress: Progress, sets: Sets | None, own_dice: bool
) -> tuple[EventLog, NDArray[np.int32]]:
    from model.ensemble.runs import campaigns as play

    log, runs = play(world, replicates, workers, progress, sets, own_dice)
    return log, runs - replicates.start if replicates.start else runs
