"""Go on with a sweep that was ended, beside whoever else is at it; failed sets are tried again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from omegaconf import MISSING, DictConfig

from experiments.report.sweeps import outcome, size_line
from experiments.setup.compose import typed
from experiments.setup.schema import Folder
from experiments.simulate.workers import processors
from experiments.sweep.asked import check_on_error
from experiments.sweep.carry_on import carried_on, refuse_failed
from experiments.sweep.sealed import read_plan, refuse_changed
from experiments.sweep.store import state


@dataclass
class Keys:
    """What `targetshift resume` reads."""

    sweep: Folder = MISSING
    workers: int = 0
    on_error: str = "continue"
    quiet: bool = False


def run(config: DictConfig) -> None:
    """Play what is not there, name what was damaged, and say what came of the whole."""
    asked = cast(Keys, typed(config))
    check_on_error(asked.on_error)
    root = Path(asked.sweep)
    plan = read_plan(root)
    refuse_changed(root, plan)
    found = state(root, plan)
    print(f"{root} goes on\n{size_line(plan)}", flush=True)
    found = carried_on(root, plan, found, processors(asked.workers), asked.quiet, asked.on_error)
    print(outcome(root, plan, found))
    refuse_failed(root, plan, found)
