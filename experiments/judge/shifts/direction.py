"""Directions: which way each target's rate and share go between phases, in the record and in the replicates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.judge.shifts.levels import Numbers
from experiments.observed.chronicle import in_use

AGREES, DISAGREES = 0.8, 0.2  # the patterns' bound for 'reproduced', and as far on the other side of a coin
WORDS = ("agrees", "unclear", "disagrees")
NOT_STATED, NOT_COVERED, NOT_COUNTED = "not stated", "not covered", "circular"
STATED = 0.95
"""Share of the record's tables that make a sign stated: of all tables, the answer would hang on how many are drawn."""


def stated(observed: Numbers) -> Numbers:
    """Sign of each change that at least 95 % of the tables, along the first axis, have; else 0."""
    shares = {sign: (np.sign(observed) == sign).mean(axis=0) for sign in (1.0, -1.0)}
    return np.sum([np.where(share >= STATED, sign, 0.0) for sign, share in shares.items()], axis=0)


def counted(signs: Numbers, targets: Sequence[str]) -> Numbers:
    """The stated signs, [2, targets, boundaries], without those of targets whose timing is circular."""
    keep = np.array([target not in in_use().notes.circular for target in targets])
    return np.where(keep[:, None], signs, 0.0)


def sign_shares(simulated: Numbers, signs: Numbers) -> Numbers:
    """Share of replicates, along the first axis, whose change has the sign; an undefined change has none."""
    return np.asarray((np.sign(simulated) == signs).mean(axis=0))


def verdict(share: float) -> str:
    """The word for a share of replicates that have the record's sign."""
    agrees, unclear, disagrees = WORDS
    if share >= AGREES:
        return agrees
    return disagrees if share <= DISAGREES else unclear
