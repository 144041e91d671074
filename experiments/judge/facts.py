"""The facts in doubt as runs or codings read them: edges and levels of the timeline, shares that lenses record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt, tanh
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.coding import codings

if TYPE_CHECKING:
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
        return tanh(_deviations(len(self.names)) / sqrt(codings - 3)) ** 2


@dataclass(frozen=True)
class Hanging:
    """A fact in doubt on which a verdict hangs, and the support in runs that read it early or low, and late or high."""

    fact: str
    low: float
    high: float


def hanging(read: Facts, shown: NDArray[np.bool_], mark: float) -> Hanging | None:
    """The fact whose earlier or lower readings let a pattern pass and whose later or higher ones do not, or vice versa.

    `shown` tells which runs show the pattern, and from a support of `mark` on it passes. Readings are split at their
    mean, and a difference counts beyond what the largest of so many reaches by chance in one case of twenty; None:
    there is no such fact.
    """
    if not read.names or len(shown) == 0:
        return None
    share, runs = _by_side(read, shown)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(shown.mean() * (1.0 - shown.mean()) * (1.0 / runs).sum(axis=1))
        gap = np.abs(share[:, 1] - share[:, 0])
        decides = (gap > _deviations(len(read.names)) * error) & ((share[:, 0] >= mark) != (share[:, 1] >= mark))
    if not decides.any():
        return None
    widest = int(np.argmax(np.where(decides, gap, -1.0)))
    return Hanging(read.names[widest], float(share[widest, 0]), float(share[widest, 1]))


def _by_side(read: Facts, shown: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Share of runs that show a pattern among those with a low and a high reading, [facts, 2], and their number."""
    above = read.drawn > read.drawn.mean(axis=0)
    sides = np.stack([~above, above]).astype(float)  # [2, runs, facts]
    runs, each = sides.sum(axis=1).T, np.einsum("srf,r->fs", sides, shown.astype(float))
    return np.divide(each, runs, out=np.full(each.shape, np.nan), where=runs > 0), runs


def _deviations(number: int) -> float:
    """Standard deviations that the largest of so many differences exceeds by chance in one case of twenty."""
    from scipy.special import ndtri

    return -float(ndtri(CHANCE / 2 / number))


def facts(world: World, lenses: Iterable[Lens], number: int) -> Facts:
    """What the first `number` runs of a world and its lenses draw."""
    names, drawn = codings(world.timeline, world.seed, range(number))
    seen = [lens.facts(world.seed, np.arange(number)) for lens in lenses if lens.doubtful]
    every = (*names, *(name for own, _ in seen for name in own))
    return Facts(every, np.concatenate([drawn, *(values for _, values in seen)], axis=1))
