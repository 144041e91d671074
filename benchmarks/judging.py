"""What it costs to judge runs: lenses and patterns beside playing, and a whole warm `run` beside playing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.clock import ratio, side_by_side
from experiments.judge.patterns import evaluate
from experiments.results.request import request
from experiments.setup.compose import composed
from experiments.simulate import campaigns, simulate

REPLICATES, WHOLE = 500, 1000
ASKED = request(composed([f"replicates={REPLICATES}"]))


def patterns() -> float:
    """Lenses and all pattern statistics of runs, times the processor time of playing them."""
    log, runs = simulate(ASKED.world, REPLICATES, workers=1)
    times = side_by_side(
        {
            "judge": lambda: evaluate(ASKED.patterns, campaigns(ASKED.world, ASKED.lenses, log, runs, REPLICATES)),
            "play": lambda: simulate(ASKED.world, REPLICATES, workers=1),
        }
    )
    return ratio(times["judge"], times["play"])


def whole(rounds: int = 3) -> float:
    """A warm `run` with tables, scores and figures, times the processor time of playing its runs."""
    times = side_by_side({"play": lambda: simulate(ASKED.world, WHOLE, workers=1)}, repeats=rounds)
    return ratio([_run() for _ in range(rounds)], times["play"])


def _run() -> float:
    """Processor time of the command and of all that it starts."""
    before = getrusage(RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        words = ["run", f"replicates={WHOLE}", "quiet=true", f"results={folder}"]
        subprocess.run([sys.executable, "-m", "experiments", *words], check=True, stdout=subprocess.DEVNULL)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
