"""The facts in doubt as runs or codings read them: edges and levels of the timeline, shares that lenses record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt, tanh

import numpy as np
from numpy.typing import NDArray

from model.coding import codings
from model.lens import Lens
from model.world import World

CHANCE = 0.05
"""Of naming a fact in doubt for one count or pattern where none matters."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Facts:
    """What is in doubt by name, and what each coding, or each run, reads it as."""

    names: tuple[str, ...]
    drawn: Floats  # [codings, names]

    def leading(self, means: Floats) -> tuple[str, float | None]:
        """The fact that codings' means go with most, and its share of their variance; none within chance."""
        if len(means) < 4 or not self.names or not np.ptp(means) > 0:
            return "", None
        own = np.ptp(self.drawn, axis=0) > 0
        related = np.zeros(len(self.names))
        related[own] = [np.corrcoef(column, means)[0, 1] for column in self.drawn[:, own].T]
        best = int(np.argmax(np.abs(related)))
        share = float(related[best] ** 2)
        return (self.names[best], share) if share > self._chance(len(means)) else ("", None)

    def _chance(self, codings: int) -> float:
        """What the largest of so many squared correlations reaches by chance in one case of twenty."""
        from scipy import stats

        return tanh(float(stats.norm.isf(CHANCE / 2 / len(self.names))) / sqrt(codings - 3)) ** 2


@dataclass(frozen=True)
class Hanging:
    """A fact in doubt on which a verdict hangs, and the support in runs that read it early or low, and late or high."""

    fact: str
    low: float
    high: float


def hanging(read: Facts, shown: NDArray[np.bool_], pass_mark: float) -> Hanging | None:
    """The fact whose earlier or lower readings let a pattern pass and whose later or higher ones do not, or vice versa.

    `shown` tells which runs show the pattern. Readings are split at their mean, and a difference counts beyond what the
    largest of so many reaches by chance in one case of twenty; None: there is no such fact.
    """
    from scipy import stats

    if not read.names or len(shown) == 0:
        return None
    above = read.drawn > read.drawn.mean(axis=0)
    each = np.column_stack([~above.T @ shown, above.T @ shown]).astype(float)
    runs = np.column_stack([(~above).sum(axis=0), above.sum(axis=0)])
    share = np.divide(each, runs, out=np.full(each.shape, np.nan), where=runs > 0)
    pooled = shown.mean() * (1.0 - shown.mean())
    with np.errstate(divide="ignore"):
        error = np.sqrt(pooled * (1.0 / runs).sum(axis=1))
    beyond = np.abs(share[:, 1] - share[:, 0]) > stats.norm.isf(CHANCE / 2 / len(read.names)) * error
    apart = beyond & ((share[:, 0] >= pass_mark) != (share[:, 1] >= pass_mark))
    if not apart.any():
        return None
    widest = int(np.argmax(np.where(apart, np.abs(share[:, 1] - share[:, 0]), -1.0)))
    return Hanging(read.names[widest], float(share[widest, 0]), float(share[widest, 1]))


def facts(world: World, lenses: Iterable[Lens], number: int) -> Facts:
    """What the first `number` runs of a world and its lenses draw."""
    names, drawn = codings(world.timeline, world.seed, range(number))
    seen = [lens.facts(world.seed, np.arange(number)) for lens in lenses if lens.doubtful]
    every = (*names, *(name for own, _ in seen for name in own))
    return Facts(every, np.concatenate([drawn, *(values for _, values in seen)], axis=1))
