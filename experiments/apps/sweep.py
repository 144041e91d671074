"""Play a design over any values of the config: many sets, the same replicates of each, in a folder that can go on."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from omegaconf import DictConfig

from experiments.report.sweeps import balance_line, cost_line, outcome, size_line
from experiments.results.store import Store, writing
from experiments.setup.compose import typed
from experiments.setup.schema import SweepConf
from experiments.simulate.workers import processors
from experiments.sweep.asked import planned
from experiments.sweep.carry_on import carried_on, refuse_failed
from experiments.sweep.cost import cost
from experiments.sweep.sealed import FILE, read_plan, refuse_changed, write_plan
from experiments.sweep.store import state


@dataclass
class Keys(SweepConf):
    """What `targetshift sweep` reads."""


def run(config: DictConfig) -> None:
    """Say what it takes, then play what is not there yet, and say which inputs move which outputs."""
    wanted = cast(SweepConf, typed(config))
    plan, name, faults = planned(config)
    root = Path(wanted.results) / name
    begun = (root / FILE).exists()
    if begun:
        plan = read_plan(root)
        refuse_changed(root, plan)
    found, threads = state(root, plan), processors(wanted.workers)
    print("\n".join(filter(None, (f"{root}{' goes on' if begun else ''}", size_line(plan), balance_line(plan)))))
    for fault in faults:
        print(f"A world cannot be made, and its sets will fail: {fault}", file=sys.stderr)
    taken = cost(plan, sum(chunk.runs for chunk in found.left(plan)), threads)
    print(cost_line(taken), flush=True)
    if wanted.dry:
        return
    if not begun:
        Store(Path(wanted.results)).check(taken.size)
        with writing(root):
            root.mkdir(parents=True, exist_ok=True)
            write_plan(root, plan)
    if not wanted.play:
        print(f"To play it: targetshift resume {root}")
        return
    found = carried_on(root, plan, found, threads, wanted.quiet, wanted.on_error)
    print(outcome(root, plan, found))
    refuse_failed(root, plan, found)
