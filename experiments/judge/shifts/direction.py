"""Directions: which way each target's rate and share go between phases, in the record and in the replicates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.judge.shifts.levels import Numbers

AGREES, DISAGREES = 0.8, 0.2  # the patterns' bound for 'reproduced', and as far on the other side of a coin
WORDS = ("agrees", "unclear", "disagrees")
NOT_STATED, NOT_COVERED, NOT_COUNTED = "not stated", "not covered", "circular"
CIRCULAR = ("morality",)  # AMB38: unclaimed attacks were ascribed partly because they fell in the truce
PSEUDO_COUNT = 0.5  # replicates with the sign, and as many without it: no logarithm of zero


def stated(observed: Numbers) -> Numbers:
    """Sign of each change, tables along the first axis, on which all agree; 0 where they do not, or nothing moves."""
    signs = np.sign(observed)
    return np.where((signs == signs[0]).all(axis=0), signs[0], 0.0)


def counted(signs: Numbers, targets: Sequence[str]) -> Numbers:
    """The stated signs, [2, targets, boundaries], without those of targets whose timing is circular."""
    keep = np.array([target not in CIRCULAR for target in targets])
    return np.where(keep[:, None], signs, 0.0)


def sign_shares(simulated: Numbers, signs: Numbers) -> Numbers:
    """Share of replicates, along the first axis, whose change has the sign; an undefined change has none."""
    return np.asarray((np.sign(simulated) == signs).mean(axis=0))


def score(simulated: Numbers, signs: Numbers) -> float:
    """Sum of ln P(sign) over the signs that are stated, those that are 0 left out."""
    n = len(simulated)
    smoothed = (sign_shares(simulated, signs) * n + PSEUDO_COUNT) / (n + 2 * PSEUDO_COUNT)
    return float(np.log(smoothed)[signs != 0].sum())


def verdict(share: float) -> str:
    """The word for a share of replicates that have the record's sign."""
    agrees, unclear, disagrees = WORDS
    if share >= AGREES:
        return agrees
    return disagrees if share <= DISAGREES else unclear
