"""Count and store the whole-number tables that satisfy all of ACLED's statements together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from omegaconf import MISSING, DictConfig

from experiments.observed.record.reconciliation import reconciled
from experiments.report.reconciliation import reconciliation_text
from experiments.results.reconciliation import kept
from experiments.setup.compose import typed
from experiments.setup.schema import Folder


@dataclass
class Keys:
    """What `targetshift reconcile` reads."""

    results: Folder = MISSING


def run(config: DictConfig) -> None:
    """Print how many tables there are, what each year can be and what each statement excludes; store the tables."""
    asked = cast(Keys, typed(config))
    found = reconciled()
    folder, made = kept(found, Path(asked.results))
    print(f"{reconciliation_text(found)}\n\n{'Stored in' if made else 'Already stored in'} {folder}")
