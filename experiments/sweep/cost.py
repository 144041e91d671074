"""Before a sweep starts: how many runs, how long and how much disk, from a small trial."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pyarrow as pa

from experiments.sweep.parts import encoded
from experiments.sweep.plan import Chunk, Plan
from experiments.sweep.play import played
from model.errors import ModelError

Done = TypeVar("Done")
TRIED, WORLDS = 64, 8  # runs and worlds
SLACK = 1.25  # of what a trial's rows, packed less well, and the list of sets need


@dataclass(frozen=True)
class Cost:
    """What a sweep is going to take."""

    runs: int
    seconds_each: float  # of one thread
    seconds_worlds: float  # to make the worlds of its cells, one after the other
    threads: int
    size: int  # bytes

    @property
    def seconds(self) -> float:
        """On the wall, when nothing else runs."""
        return self.seconds_worlds + self.runs * self.seconds_each / self.threads


def cost(plan: Plan, runs: int, threads: int) -> Cost:
    """What `runs` runs of a plan take; the trial's are thrown away."""
    replicates = range(min(TRIED, max(stage.replicates.stop for stage in plan.stages)))
    stage = plan.stages[-1].sets
    sets = range(stage.start, min(stage.stop, stage.start + max(1, TRIED // len(replicates))))
    chunk = Chunk("", sets, replicates, 0)
    _played(plan, chunk)  # compiles, and makes the worlds
    seconds, rows = _timed(lambda: _played(plan, chunk))
    each = len(encoded(rows)) - len(encoded(rows.slice(0, 0)))
    of_sets = 8 * (len(plan.design.paths) + 1) * len(plan.design)
    size = int(SLACK * (each / chunk.runs * runs + of_sets))
    return Cost(runs, seconds / chunk.runs, _of_worlds(plan), threads, size)


def _of_worlds(plan: Plan) -> float:
    cells = len(plan.cells.base)
    if cells == 1:
        return 0.0
    tried = range(min(cells, WORLDS))
    plan.cells.made.clear()
    return _timed(lambda: [_setting(plan, number) for number in tried])[0] / len(tried) * cells


def _setting(plan: Plan, number: int) -> object:
    try:
        return plan.cells.setting(number)
    except ModelError as fault:
        return fault


def _played(plan: Plan, chunk: Chunk) -> pa.Table:
    return played(chunk, plan.design, plan.cells, plan.kept, plan.engine, 1, lambda _: None)[0]


def _timed(work: Callable[[], Done]) -> tuple[float, Done]:
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done
