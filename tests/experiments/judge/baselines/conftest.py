"""A past of two targets to forecast from."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from experiments.judge.baselines.history import Ahead, History
from experiments.observed.blocks import Block

DRAWS = 20_000
FIRST = date(2020, 1, 1)


def stretch(first: int, days: int, phase: str = "phase1") -> Block:
    """So many days from day number `first`."""
    start = FIRST + timedelta(days=first)
    return Block(start, start + timedelta(days=days - 1), phase)


def history(counts: list[list[int]], days: list[int], phases: list[str] | None = None, draws: int = DRAWS) -> History:
    """The same counts `[target, stretch]` in every draw."""
    firsts = np.cumsum([0, *days])
    named = phases or ["phase1"] * len(days)
    stretches = tuple(stretch(int(first), n, p) for first, n, p in zip(firsts[:-1], days, named, strict=True))
    tables = np.broadcast_to(np.array(counts), (draws, len(counts), len(days)))
    return History(tables, stretches, np.zeros((len(days), 0)))


def ahead(days: int, phase: str = "phase1", drivers: int = 0) -> Ahead:
    """A stretch after all pasts."""
    return Ahead(stretch(3000, days, phase), np.zeros(drivers))


def dice(seed: int = 1) -> np.random.Generator:
    """Dice of one's own."""
    return np.random.default_rng(seed)
