"""The floor: a compiled loop that only throws the dice and takes only the exponentials and logarithms of a run.

What a run needs is counted in one that is played uncompiled: draws in the theatre, which throws no die that it does
not look at; exponentials and logarithms in the ensemble, which takes none twice.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from math import exp, log
from typing import Any

import numba
import numpy as np

from model.ensemble.lots import lots, throw

RUNS = 3  # runs that are counted
BATCH = 32  # draws thrown together
COUNTING = "import benchmarks.floor as floor; floor.count()"


def needed() -> dict[str, float]:
    """Draws, exponentials and logarithms of a baseline run; `idle` are exponentials of next to nothing."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", COUNTING],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def count() -> None:
    """Count in this process, which must run uncompiled, and print."""
    import importlib
    import pkgutil

    import model.rules
    from agents import Theatre
    from experiments.setup.compose import world
    from model import dice
    from model.ensemble.runs import campaigns

    counts: Counter[str] = Counter()
    homes: list[Any] = [
        importlib.import_module(f"model.rules.{one.name}") for one in pkgutil.iter_modules(model.rules.__path__)
    ]
    for home in (*homes, dice):
        for name in ("exp", "log"):
            if hasattr(home, name):
                setattr(home, name, _counted(name, getattr(home, name), counts))
    baseline = world("scenario=baseline")
    campaigns(baseline, range(RUNS))
    found = dict(counts)
    counts.clear()
    dice.uniform = _counted("draw", dice.uniform, counts)
    for replicate in range(RUNS):
        Theatre(baseline, replicate).play()
    found["draw"] = counts["draw"]
    print(json.dumps({name: number / RUNS for name, number in found.items()}))


def _counted(name: str, function: Any, counts: Counter[str]) -> Any:
    def counting(*given: float) -> float:
        idle = name == "exp" and abs(given[0]) < 2.0**-54
        counts["idle" if idle else name] += 1
        return function(*given)

    return counting


class Floor:
    """Runs of nothing but dice, exponentials and logarithms."""

    def __init__(self, need: dict[str, float]) -> None:
        """Prepare a floor of what a run needs."""
        self.numbers = [round(need[name]) for name in ("draw", "exp", "idle", "log")]
        self.lots, self.values = lots(BATCH), np.linspace(0.05, 0.95, 64)
        for place in range(BATCH):
            self.lots.decision[place], self.lots.actor[place], self.lots.k[place] = 1 + place % 18, 77, place
        self.play(1)

    def play(self, runs: int) -> float:
        """Play the floor of some runs."""
        return float(_floor(self.lots, self.values, runs, *self.numbers))


@numba.njit(error_model="numpy")
def _floor(lots: Any, values: Any, runs: int, draws: int, exps: int, idle: int, logs: int) -> float:
    total = 0.0
    for run in range(runs):
        for batch in range(draws // BATCH):
            throw(lots, BATCH, 1, run, batch)
            total += lots.draws[batch & (BATCH - 1)]
        for n in range(exps):
            total += exp(-values[n & 63])
        for n in range(idle):
            total += exp(-0.0 * values[n & 63])
        for n in range(logs):
            total += log(values[n & 63])
    return total
