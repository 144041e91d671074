"""A small record, and campaigns with a few events by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from experiments.observed.blocks import Block, Observed
from experiments.simulate.campaign import Campaign, Names
from model.events import COLUMNS, Kind

TARGETS = ("us_base", "us_convoy", "morality")
START, END = date(2019, 6, 3), date(2023, 4, 2)
STRETCHES = (
    Block(date(2019, 6, 1), date(2019, 12, 31), "phase1"),
    Block(date(2020, 1, 1), date(2020, 10, 9), "phase1"),
    Block(date(2020, 10, 10), date(2020, 12, 31), "phase2"),
    Block(date(2021, 1, 1), date(2021, 10, 9), "phase2"),
    Block(date(2021, 10, 10), date(2022, 12, 31), "phase3"),
    Block(date(2023, 1, 1), date(2023, 3, 31), "phase3"),
)
MEANS = np.array([[14, 40, 6, 35, 15, 1], [1, 45, 15, 130, 120, 18], [0, 0, 20, 15, 0, 0]])
"""Something like the record, `[target, stretch]`."""


def observed(counts: Any = MEANS) -> Observed:
    """A record of one table `[target, stretch]`, or of several."""
    tables = np.asarray(counts)
    return Observed(TARGETS, STRETCHES, tables if tables.ndim == 3 else tables[None])


def campaign(days: list[tuple[int, str, str]], replicates: int = 3) -> Campaign:
    """Attacks (replicate, day, target) and nothing else."""
    names = Names(("KH",), TARGETS, (), (), ("Babil",), ("IED",))
    columns: dict[str, Any] = {name: np.zeros(len(days), dtype=kind) for name, kind in COLUMNS.items()}
    columns |= {"kind": np.full(len(days), int(Kind.ATTACK)), "seen": np.ones(len(days), dtype=bool)}
    columns["replicate"] = np.array([run for run, _, _ in days], dtype=np.int32)
    columns["day"] = np.array([date.fromisoformat(day).toordinal() for _, day, _ in days], dtype=np.int32)
    columns["target"] = np.array([TARGETS.index(target) for _, _, target in days], dtype=np.int16)
    return Campaign(names, replicates, START, END, columns)
