"""Simulate: worlds and lenses in, campaigns out, by either engine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.campaign import Campaign, Names
from model.errors import unknown
from model.events import EventLog
from model.lens import Lens, seen
from model.numbers import Sets, Values, places
from model.world import World

if TYPE_CHECKING:
    from model.ensemble.runs import Counts
    from model.ensemble.weekly import WeeklyCounts

ENGINES = ("ensemble", "theatre")
Given = Sets | Values | None
"""Sets of numbers, as such or by path; None: the world's own."""
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
    world: World, replicates: int, engine: str = "ensemble", workers: int = 0, progress: Progress = _silent,
    sets: Given = None, own_dice: bool = False,
) -> tuple[EventLog, NDArray[np.int32]]:  # fmt: skip
    """Play `replicates` runs of each set, and return their events with the run of each; raises ModelError.

    `sets` gives numbers by path ({'parameters.feud': [1.0, 2.0], 'targets.us_base.appeal': [-3.0, -2.5]}), one value a
    set, which stand in for the world's own; without them there is one set. Runs are numbered on from set to set. Every
    set plays the same replicates, with the same dice; with `own_dice` a run's number is its replicate's as well.
    """
    if engine not in ENGINES:
        raise unknown("engine", engine, ENGINES, "engine")
    play = _with_ensemble if engine == "ensemble" else _with_theatre
    return play(world, replicates, processors(workers), progress, _sets(sets), own_dice)


def tallies(
    world: World, replicates: int, summary: Callable[[Counts], NDArray[Any]], sets: Given = None, workers: int = 0,
    progress: Progress = _silent, own_dice: bool = False,
) -> NDArray[Any]:  # fmt: skip
    """What `summary` makes of weekly counts, for every set (see `simulate`) and replicate: [sets, replicates, ...].

    `summary` gets uint16 counts [runs, weeks, militias, targets, Claimant] of attacks that took place (no lens, no
    events) of a few runs at a time, in threads, and returns an array with one row a run; see model.ensemble.ledger.
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
    world: World, replicates: int, workers: int, progress: Progress, sets: Sets | None, own_dice: bool
) -> tuple[EventLog, NDArray[np.int32]]:
    from model.ensemble.runs import campaigns as play

    return play(world, range(replicates), workers, progress, sets, own_dice)


def _with_theatre(
    world: World, replicates: int, workers: int, progress: Progress, sets: Sets | None, own_dice: bool
) -> tuple[EventLog, NDArray[np.int32]]:
    """Mesa, over processes: started fresh, because importing Mesa 3.3 changes how processes start."""
    if sets is not None:
        places(world, sets)  # refuses what the world cannot play before any process starts
    logs: list[EventLog] = []
    show = _Show(world, replicates, sets, own_dice)
    runs = replicates * (1 if sets is None else len(sets))
    if workers == 1 or runs == 1:
        for run in range(runs):
            logs.append(show.play(run))
            progress(1)
    else:
        with _pool(show, min(workers, runs)) as pool:
            with _interrupts_for_parent_only():
                played = [pool.submit(_one_here, run) for run in range(runs)]
            for done in played:
                logs.append(done.result())
                progress(1)
    return EventLog.joined(logs), np.repeat(np.arange(runs, dtype=np.int32), [len(log) for log in logs])


@dataclass(frozen=True)
class _Show:
    """All that the theatre plays: each of its runs is known by its number."""

    world: World
    replicates: int
    sets: Sets | None
    own_dice: bool

    def play(self, run: int) -> EventLog:
        from agents import Theatre

        world = self.world if self.sets is None else self.sets.world(self.world, run // self.replicates)
        theatre = Theatre(world, run if self.own_dice else run % self.replicates)
        log = theatre.play()
        theatre.release()
        return log


WORKERS_SHOW: list[_Show] = []
"""In a worker: what it plays, sent once. Sent with every task it would fill the queue, and a full queue
hangs when a worker ends (CPython issue 94777)."""


def _one_here(run: int) -> EventLog:
    return WORKERS_SHOW[-1].play(run)


@contextmanager
def _pool(show: _Show, workers: int) -> Iterator[ProcessPoolExecutor]:
    """Fresh worker processes; whatever goes wrong ends them at once, instead of waiting for what they do."""
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (show,)) as pool:
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


def _begin(show: _Show) -> None:
    """In a worker: know what to play, and end when the parent is gone, however it went."""
    WORKERS_SHOW.append(show)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
