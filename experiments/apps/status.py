"""Say how a sweep stands: what is played, what failed, what is damaged, and what to do next."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from omegaconf import MISSING, DictConfig

from experiments.report.sweeps import status_text
from experiments.setup.compose import typed
from experiments.setup.schema import Folder
from experiments.sweep.carry_on import failed_sets
from experiments.sweep.claims import living
from experiments.sweep.sealed import changed, read_plan
from experiments.sweep.store import state


@dataclass
class Keys:
    """What `targetshift status` reads."""

    sweep: Folder = MISSING


def run(config: DictConfig) -> None:
    """Look at the folder, hold every file against its checksum, and touch nothing."""
    root = Path(cast(Keys, typed(config)).sweep)
    plan = read_plan(root)
    found = state(root, plan)
    print(status_text(root, plan, found, living(root, time.time()), failed_sets(root, plan, found)))
    if other := changed(plan):
        print(f"Since it was begun {' and '.join(other)} changed: export reads it, resume would mix.")
