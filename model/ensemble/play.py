"""The week and the loops: replicates in parallel, each with its own memory, into event logs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model import dice
from model.compiled import rule
from model.ensemble.act import answer, attack, climb
from model.ensemble.choose import climate, observe, plan
from model.ensemble.memory import FIELDS, S, blank, kept
from model.ensemble.recall import launch, learn_craft, learn_danger, learn_powers, learn_rank, wear_out
from model.ensemble.stage import Stage, stage
from model.events import COLUMNS, EventLog
from model.world import World

BLOCK = 32  # replicates whose raw rows are held at once


def _silent(runs: int) -> None:
    del runs


@rule()
def seat(stage: Any, mind: Any, replicate: int) -> None:
    """Draw whose brand each one is in this run."""
    for b in range(len(stage.specialism)):
        u = dice.uniform(stage.seed, replicate, dice.PARENT, stage.brand_address[b], 0, 0, 0)
        mind.status[b, S.parent] = climb(stage.parents, b, u)


@rule()
def play_week(stage: Any, p: Any, kept: Any, mind: Any, climates: Any, odds: Any, replicate: int, week: int) -> None:
    """One week in the order of model.week.WEEK; a test holds the two against each other."""
    militias = len(stage.slots)
    scene = observe(stage, p, mind, replicate, week)
    for c in range(len(climates)):
        climates[c] = climate(stage, p, scene, week, c)
    mind.attacks[:] = 0
    mind.deadly[-1, 0] = 0
    for i in range(militias):
        plan(stage, p, mind, scene, climates, odds, replicate, week, i)
    for i in range(militias):
        attack(stage, p, mind, scene, replicate, week, i)
    answer(stage, p, mind, scene, replicate, week)
    wear_out(stage, p, kept, mind, scene, replicate, week)
    for i in range(militias):
        launch(stage, p, mind, replicate, week, i)
    learn_powers(stage, p, kept, mind, scene)
    for i in range(militias):
        learn_danger(stage, p, kept, mind, scene, week, i)
        learn_craft(stage, p, kept, mind, i)
        learn_rank(stage, p, kept, mind, scene, i)


@rule()
def play(stage: Any, p: Any, rows: Any, replicate: int) -> int:
    """One whole run; fills `rows` and returns how many events were logged."""
    mind = blank(stage, p, rows)
    seat(stage, mind, replicate)
    weekly = kept(p)
    climates, odds = np.zeros(len(stage.means)), np.zeros(len(stage.means))
    for week in range(stage.weeks):
        play_week(stage, p, weekly, mind, climates, odds, replicate, week)
    return int(mind.written[0])


@rule()
def play_block(stage: Any, p: Any, rows: Any, first: int, written: Any) -> None:
    """A block of runs one after the other; nothing is shared with other blocks, so threads change nothing."""
    for n in range(len(written)):
        written[n] = play(stage, p, rows[n], first + n)


def most_events(world: World) -> int:
    """An upper bound on the events of one run."""
    weekly = sum(one.slots for one in world.militias) + len(world.militias) + 2
    return world.clock.weeks * weekly + 3 * len(world.brands) + world.forces.small_bases


def campaigns(
    world: World, replicates: range, threads: int = 1, progress: Callable[[int], None] = _silent
) -> tuple[EventLog, NDArray[np.int32]]:
    """Event logs of the runs numbered by `replicates`, in one log, and the run of each event."""
    place, numbers, most = stage(world), np.array(world.parameters), most_events(world)

    def block(first: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return _block(place, numbers, most, first, min(BLOCK, replicates.stop - first))

    parts, left = [], len(replicates)
    with ThreadPoolExecutor(threads) as pool:
        for part in pool.map(block, range(replicates.start, replicates.stop, BLOCK)):
            parts.append(part)
            progress(min(BLOCK, left))
            left -= min(BLOCK, left)
    table = np.concatenate([rows for rows, _ in parts])
    columns: dict[str, NDArray[Any]] = {
        name: table[:, field].astype(kind) for field, (name, kind) in enumerate(COLUMNS.items())
    }
    return EventLog(columns), np.concatenate([runs for _, runs in parts]).astype(np.int32)


def _block(
    place: Stage, numbers: NDArray[np.float64], most: int, first: int, count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows = np.empty((count, most, FIELDS), dtype=np.int64)
    written = np.zeros(count, dtype=np.int64)
    play_block(place, numbers, rows, first, written)
    table = np.concatenate([rows[n, :events] for n, events in enumerate(written)])
    return table, np.repeat(np.arange(first, first + count), written)
