"""Phases as constants: copied from the one before, or each with a rate of its own."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from experiments.judge.baselines import rates
from experiments.judge.baselines.history import Ahead, History


def copying(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64] | None:
    """The rates of the whole phase before this one, target by target; nothing to copy in the first phase."""
    before = [stretch.phase for stretch in past.stretches if stretch.phase != ahead.stretch.phase]
    if not before:
        return None
    return _rate([stretch.phase == before[-1] for stretch in past.stretches], past, ahead, dice)


def phase_poisson(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    """One rate a target and phase: with the phase itself to learn from it is saturated, and no forecast."""
    return _rate([True] * len(past.stretches), past, ahead, dice)


def _rate(kept: list[bool], past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    events = past.counts[:, :, np.array(kept)].sum(axis=2)
    return rates.ahead(events, past.days[np.array(kept)].sum(), ahead.stretch.days, dice)
