"""Count and store the whole-number tables that satisfy all statements of the record together."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from omegaconf import MISSING, DictConfig

from experiments.observed.checks import check_record
from experiments.observed.chronicle import using
from experiments.observed.from_config import chronicle_of
from experiments.observed.record.reconciliation import reconciled
from experiments.report.reconciliation import reconciliation_text
from experiments.results.reconciliation import kept
from experiments.setup.compose import typed
from experiments.setup.schema import Folder, PhaseConf, RecordConf
from model.errors import ModelError


@dataclass
class Keys:
    """What `targetshift reconcile` reads."""

    results: Folder = MISSING
    phases: dict[str, PhaseConf | None] = field(default_factory=dict)
    record: RecordConf = field(default_factory=RecordConf)


def run(config: DictConfig) -> None:
    """Print how many tables there are, what each year can be and what each statement excludes; store the tables."""
    asked = cast(Keys, typed(config))
    chronicle = chronicle_of(asked)
    if not chronicle.recorded:
        raise ModelError("record.folder is empty, so that there is no statement to reconcile: leave out record=none.")
    with using(chronicle):
        check_record()
        found = reconciled()
        folder, made = kept(found, Path(asked.results))
        print(f"{reconciliation_text(found)}\n\n{'Stored in' if made else 'Already stored in'} {folder}")
