"""Skill against a baseline, with an interval over the few stretches there are and over what the record leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from experiments.judge.scores.long_run import deviation

LEVEL = 0.9
FEWEST = 5
"""Blocks below which no interval is given: what it would say is then mostly what it assumes."""
HALVINGS = 50
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Skill:
    """1 - score / baseline's score over the same blocks, its interval where there are enough, and block by block."""

    score: float
    baseline: float
    skill: float | None  # None: the baseline's score is 0 or less, so there is nothing to divide by
    low: float | None
    high: float | None
    differences: Floats  # [block]: baseline's less the model's; above 0 where the model is closer


def skill(own: Floats, baseline: Floats) -> Skill | None:
    """Skill over paired blocks: scores `[table, block]` of both, nan where one has no forecast; None if none is left.

    The interval is of ln(score / baseline's). What other stretches would have said is Student's t, by jackknife
    pseudo-values of the blocks, which may be alike; what other tables would have said is a mixture of it over the
    tables, round the value of each, as each may be the true one.
    """
    both = ~(np.isnan(own).any(axis=0) | np.isnan(baseline).any(axis=0))
    if not both.any():
        return None
    mine, other = own[:, both], baseline[:, both]
    ratio = _skill(float(mine.mean()), float(other.mean()))
    low, high = (None, None) if ratio is None else _interval(mine, other)
    return Skill(mine.mean(), other.mean(), ratio, low, high, (other - mine).mean(axis=0))


def _skill(own: float, baseline: float) -> float | None:
    return 1 - own / baseline if baseline > 0 else None


def _interval(own: Floats, baseline: Floats) -> tuple[float | None, float | None]:
    """No interval either where there would be no logarithm, of a table or of all blocks but one."""
    if own.shape[1] < FEWEST:
        return None, None
    mine, other = own.mean(axis=0), baseline.mean(axis=0)
    needed = (own.mean(axis=1), baseline.mean(axis=1), _without_each(mine), _without_each(other))
    if min(one.min() for one in needed) <= 0:
        return None, None
    middle = np.log(needed[0] / needed[1])
    spread = float(deviation(_pseudo(mine, other)))
    low, high = (_quantile(middle, spread, share) for share in ((1 + LEVEL) / 2, (1 - LEVEL) / 2))
    return 1 - exp(low), 1 - exp(high)


def _without_each(scores: Floats) -> Floats:
    """Mean of all blocks but one, for each, `[block]`."""
    return np.asarray((scores.sum() - scores) / (len(scores) - 1))


def _pseudo(own: Floats, baseline: Floats) -> Floats:
    """Jackknife pseudo-values `[block]` of the log ratio (Tukey): what each block says of it."""
    blocks, whole = len(own), np.log(own.mean() / baseline.mean())
    return np.asarray(blocks * whole - (blocks - 1) * np.log(_without_each(own) / _without_each(baseline)))


def _quantile(middle: Floats, spread: float, share: float) -> float:
    """The quantile of an even mixture of t distributions with two degrees of freedom, by halving."""
    spread = max(spread, 1e-12)
    reach = _student(share) * spread
    low, high = middle.min() + reach, middle.max() + reach  # the mixture's lies between those of its parts
    for _ in range(HALVINGS):
        centre = (low + high) / 2
        if _below((centre - middle) / spread) < share:
            low = centre
        else:
            high = centre
    return float((low + high) / 2)


def _below(away: Floats) -> float:
    """Mean chance of less, by Student's t with two degrees of freedom, which has a closed form."""
    return float((0.5 + away / (2 * np.sqrt(2 + away**2))).mean())


def _student(share: float) -> float:
    """Its quantile."""
    return (2 * share - 1) / sqrt(2 * share * (1 - share))
