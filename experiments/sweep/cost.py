"""Before a sweep starts: how many runs, how long and how much disk, from a small trial."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pyarrow as pa

from experiments.sweep.parts import encoded
from experiments.sweep.plan import Chunk, Plan
from experiments.sweep.play import played

TRIED = 64  # runs
SLACK = 1.25  # of what a trial's rows, packed less well, and the list of sets need


@dataclass(frozen=True)
class Cost:
    """What a sweep is going to take."""

    runs: int
    seconds_each: float  # of one thread
    threads: int
    size: int  # bytes

    @property
    def seconds(self) -> float:
        """On the wall, when nothing else runs."""
        return self.runs * self.seconds_each / self.threads


def cost(plan: Plan, runs: int, threads: int) -> Cost:
    """What `runs` runs of a plan take; the trial's are thrown away."""
    replicates = range(min(TRIED, max(stage.replicates.stop for stage in plan.stages)))
    stage = plan.stages[-1].sets
    sets = range(stage.start, min(stage.stop, stage.start + max(1, TRIED // len(replicates))))
    chunk = Chunk("", sets, replicates, 0)
    _timed(plan, chunk)  # compiles, and composes what is kept at hand
    seconds, rows = _timed(plan, chunk)
    each = len(encoded(rows)) - len(encoded(rows.slice(0, 0)))
    of_sets = 8 * (len(plan.design.paths) + 1) * len(plan.design)
    return Cost(runs, seconds / chunk.runs, threads, int(SLACK * (each / chunk.runs * runs + of_sets)))


def _timed(plan: Plan, chunk: Chunk) -> tuple[float, pa.Table]:
    start = time.perf_counter()
    rows, _ = played(chunk, plan.design, plan.cells, plan.kept, plan.engine, 1, lambda _: None)
    return time.perf_counter() - start, rows
