"""A point search over the priors with SciPy: the scale it moves on, the judge of a point, the way it moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from experiments.inference import objective
from experiments.judge.patterns import Pattern
from experiments.observed.tables import PeriodRate
from experiments.setup.priors import Prior
from experiments.simulate.campaign import Campaign
from experiments.simulate.runs import campaigns, simulate
from model.lens import Lens
from model.numbers import Sets
from model.world import World

Vector = NDArray[np.float64]
SHIFT = 10.0  # SciPy's finite steps are relative: away from zero they become absolute
REACH = 3.0  # standard deviations of the prior within which the search may move
PRIORS = "priors"


@dataclass(frozen=True)
class Space:
    """The searched numbers by path, each on its prior's probit scale: 0 is the prior's median, 1 a deviation."""

    paths: tuple[str, ...]
    priors: tuple[Prior, ...]

    def values(self, z: Vector) -> dict[str, float]:
        """The numbers at a point of the scale."""
        return dict(zip(self.paths, self.sets(z[None, :]).values[0].tolist(), strict=True))

    def sets(self, points: Vector) -> Sets:
        """The numbers at each of many points [points, numbers]: SciPy is slow at one number, not at many."""
        shares = stats.norm.cdf(points).T
        columns = [prior.quantiles(share) for prior, share in zip(self.priors, shares, strict=True)]
        return Sets(self.paths, np.column_stack(columns))

    def scale(self, values: Mapping[str, float]) -> Vector:
        """The point of the scale at which the numbers are; what stands at the very end of its prior is off, and starts
        at the prior's median, since nothing is felt of a number there.
        """
        z = np.array([prior.deviations(values[path]) for path, prior in zip(self.paths, self.priors, strict=True)])
        return np.clip(np.where(np.isinf(z), 0.0, z), -REACH, REACH)


@dataclass
class Point:
    """A judged point: its objective by part, in units of a negative log likelihood."""

    z: Vector
    parts: dict[str, float]

    @property
    def total(self) -> float:
        """What is minimised."""
        return sum(self.parts.values())


@dataclass
class Judge:
    """Plays the same runs with the same dice at every point of a space; keeps the best point of a stage."""

    world: World
    space: Space
    patterns: Sequence[Pattern]
    rates: Sequence[PeriodRate]
    lenses: Mapping[str, Lens]
    replicates: int
    workers: int
    report: Callable[[Judge], None]
    best: Point | None = None
    spent: int = field(default=0)

    def note(self, z: Vector, parts: dict[str, float]) -> None:
        """Count a trial and keep it if it is the best so far."""
        point = Point(z.copy(), parts)
        self.spent += 1
        if self.best is None or point.total < self.best.total:
            self.best = point
            self.report(self)

    def play(self, z: Vector) -> dict[str, Campaign]:
        """The campaigns at a point, by lens."""
        return self._campaigns(z[None, :], self.replicates)

    def shown(self, points: Vector, each: int) -> Vector:
        """By point, the share of `each` runs that show each counted pattern, and their mean of each main count."""
        seen = self._campaigns(points, each)
        found = np.concatenate([objective.shown(self.patterns, seen), objective.counted(self.rates, seen)])
        return np.asarray(found.reshape(len(found), len(points), each).mean(axis=2).T)

    def _campaigns(self, points: Vector, each: int) -> dict[str, Campaign]:
        """The campaigns of `each` runs at every point, no two with the same dice, by lens."""
        sets = self.space.sets(points)
        events, runs = simulate(self.world, each, workers=self.workers, sets=sets, own_dice=True)
        return campaigns(self.world, self.lenses, events, runs, each * len(points))


def by_moments(judge: Judge, start: Vector, rounds: int, step: float) -> Point:
    """Trust-region Gauss-Newton on smooth residuals from `start`, at most `rounds` moves.

    Slopes are taken over `step` standard deviations of the priors: far enough to rise above the dice.
    """
    judge.best = None  # objectives of two stages cannot be compared

    def judged(shifted: Vector) -> Vector:
        z = shifted - SHIFT
        found = objective.residuals(judge.patterns, judge.rates, judge.play(z)) | {PRIORS: z}
        judge.note(z, {part: 0.5 * float(one @ one) for part, one in found.items()})
        return np.concatenate(list(found.values()))

    reach = REACH + 1e-9
    optimize.least_squares(
        judged, start + SHIFT, bounds=(SHIFT - reach, SHIFT + reach), diff_step=step / SHIFT, max_nfev=max(rounds, 1)
    )
    assert judge.best is not None
    return judge.best
