"""Campaigns and counts to test the phase-shift test with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from experiments.judge.shifts.levels import Numbers
from experiments.observed import periods
from experiments.observed.record import Record, record
from experiments.simulate.campaign import Campaign, Names
from model.events import Kind

TARGETS = ("us_base", "us_convoy", "turkish_base", "morality", "oil_gas")
START, END = date(2019, 6, 3), date(2023, 4, 2)
Attack = tuple[int, str, str]
"""Replicate, target, day."""


def campaign_of(attacks: Iterable[Attack], replicates: int = 2, end: date = END) -> Campaign:
    """Attacks that the lens saw."""
    rows = [(run, TARGETS.index(target), date.fromisoformat(day).toordinal()) for run, target, day in attacks]
    run, target, day = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    columns = {"replicate": run, "target": target, "day": day, "kind": np.full(len(rows), int(Kind.ATTACK))}
    columns["seen"] = np.ones(len(rows), dtype=bool)
    return Campaign(Names(("KH",), TARGETS, (), (), ("Babil",), ("IED",)), replicates, START, end, columns)


def drawn(means: NDArray[np.float64], reading: str, replicates: int = 300, seed: int = 1) -> Numbers:
    """Poisson replicates of mean attacks [targets, stretches], counted by phase."""
    known = record()
    counts = np.random.default_rng(seed).poisson(means, (replicates, *means.shape))
    return Record(known.targets, known.stretches, counts).by_phase(reading).astype(np.float64)


def means() -> NDArray[np.float64]:
    """Mean attacks of the record's tables, [targets, stretches]."""
    return np.asarray(record().counts.mean(axis=0))


def observed(reading: str) -> Numbers:
    """The record's tables by phase."""
    return record().by_phase(reading).astype(np.float64)


def three(*days: int) -> list[periods.Period]:
    """Phases of those lengths, one after another."""
    ends = np.cumsum(days) + START.toordinal() - 1
    return [
        periods.Period(f"phase{k}", date.fromordinal(int(end) - length + 1), date.fromordinal(int(end)), {})
        for k, (end, length) in enumerate(zip(ends, days, strict=True), start=1)
    ]
