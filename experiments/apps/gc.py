"""Say what is left over in the folder of a sweep (of another version, packed, damaged); remove it if asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from omegaconf import MISSING, DictConfig

from experiments.report.sweeps import megabytes
from experiments.results.store import writing
from experiments.setup.compose import typed
from experiments.setup.schema import Folder
from experiments.sweep.sealed import read_plan
from experiments.sweep.store import state


@dataclass
class Keys:
    """What `targetshift gc` reads."""

    sweep: Folder = MISSING
    remove: bool = False


def run(config: DictConfig) -> None:
    """List what no table of the sweep is made of; files that are no parts are named and never removed."""
    asked = cast(Keys, typed(config))
    root = Path(asked.sweep)
    found = state(root, read_plan(root))
    kinds = {"of another version or plan": found.stale, "packed": found.spare, "damaged": found.damaged}
    for what, files in kinds.items():
        for file in files:
            print(f"{file} ({what}, {megabytes(file.stat().st_size)})")
    over = [file for files in kinds.values() for file in files]
    for file in found.strangers:
        print(f"{file} (no part of a sweep: it stays)")
    if asked.remove:
        with writing(root):
            for file in over:
                file.unlink(missing_ok=True)
    print(
        f"{len(over)} files {'removed' if asked.remove else 'to be removed by remove=true' if over else 'left over'}."
    )
