"""Write a sweep as one table with a codebook: a row a set, or a row a run, for R, pandas and DuckDB."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from omegaconf import MISSING, DictConfig

from experiments.results.store import writing
from experiments.setup.compose import typed
from experiments.setup.schema import Folder
from experiments.sweep.export import exported
from experiments.sweep.sealed import read_plan
from experiments.sweep.store import state


@dataclass
class Keys:
    """What `targetshift export` reads."""

    sweep: Folder = MISSING
    per: str = MISSING
    format: str = MISSING
    to: Folder | None = None


def run(config: DictConfig) -> None:
    """Write the table of what is there, whole or not, and say how much that is."""
    asked = cast(Keys, typed(config))
    root = Path(asked.sweep)
    plan = read_plan(root)
    found = state(root, plan)
    folder = Path(asked.to) if asked.to else root / "export"
    with writing(folder):
        table, book, rows = exported(root, plan, found, asked.per, asked.format, folder)
    left = sum(chunk.runs for chunk in found.left(plan))
    print(f"{table}: {rows:,} rows, a {asked.per} each.{f' {left:,} runs are not played yet.' if left else ''}")
    print(f"{book} says what its columns hold.")
