"""Add samples or replicates to a sweep and play them; nothing that it has is played again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from omegaconf import MISSING, DictConfig

from experiments.report.sweeps import balance_line, cost_line, outcome, size_line
from experiments.results.store import writing
from experiments.setup.compose import typed
from experiments.setup.schema import Folder
from experiments.simulate.workers import processors
from experiments.sweep.asked import check_on_error, expanded
from experiments.sweep.carry_on import carried_on, refuse_failed
from experiments.sweep.cost import cost
from experiments.sweep.sealed import read_plan, refuse_changed, write_plan
from experiments.sweep.store import state


@dataclass
class Keys:
    """What `targetshift expand` reads."""

    sweep: Folder = MISSING
    samples: int | None = None
    replicates: int | None = None
    chunk: int = 0
    workers: int = 0
    on_error: str = "continue"
    dry: bool = False
    quiet: bool = False


def run(config: DictConfig) -> None:
    """Say what the larger sweep takes, and play what it has more."""
    asked = cast(Keys, typed(config))
    check_on_error(asked.on_error)
    root, threads = Path(asked.sweep), processors(asked.workers)
    plan = read_plan(root)
    refuse_changed(root, plan)
    plan = expanded(plan, asked.samples, asked.replicates, asked.chunk)
    found = state(root, plan)
    taken = cost(plan, sum(chunk.runs for chunk in found.left(plan)), threads)
    print(
        "\n".join(filter(None, (f"{root} goes on", size_line(plan), balance_line(plan), cost_line(taken)))), flush=True
    )
    if asked.dry:
        return
    with writing(root):
        write_plan(root, plan)
    found = carried_on(root, plan, found, threads, asked.quiet, asked.on_error)
    print(outcome(root, plan, found))
    refuse_failed(root, plan, found)
