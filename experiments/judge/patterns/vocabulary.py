"""The names that patterns may use, checked before anything is simulated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns.evaluate import evaluate
from experiments.judge.patterns.pattern import Pattern
from experiments.simulate.campaign import Campaign, Names
from model.events import COLUMNS


def check_names(patterns: Iterable[Pattern], names: Names, lenses: Iterable[str]) -> None:
    """Raise ModelError when a pattern names a lens, target, militia, brand or the like that the world lacks."""
    evaluate(patterns, _nothing(names, lenses))


def _nothing(names: Names, lenses: Iterable[str]) -> Mapping[str, Campaign]:
    """Campaigns without an event that cover every window: reading them looks up every name."""
    columns: dict[str, NDArray[Any]] = {name: np.zeros(0, dtype=kind) for name, kind in COLUMNS.items()}
    columns |= {"replicate": np.zeros(0, dtype=np.int32), "seen": np.zeros(0, dtype=bool)}
    return {lens: Campaign(names, 1, date.min, date.max, columns) for lens in lenses}
