"""A point search over the priors with SciPy: the scale it moves on, the judge of a point, the way it moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from experiments.inference import objective
from experiments.judge.patterns import Pattern
from experiments.observed.tables import PeriodRate
from experiments.setup.priors import Prior
from experiments.simulate.campaign import Campaign
from experiments.simulate.runs import campaigns, simulate, simulate_each
from model.lens import Lens
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
        return self.values_at(z[None, :])[0]

    def values_at(self, points: Vector) -> list[dict[str, float]]:
        """The numbers at each of many points [points, numbers]: SciPy is slow at one number, not at many."""
        shares = stats.norm.cdf(points).T
        columns = [prior.quantiles(share) for prior, share in zip(self.priors, shares, strict=True)]
        return [dict(zip(self.paths, map(float, row), strict=True)) for row in zip(*columns, strict=True)]

    def scale(self, values: Mapping[str, float]) -> Vector:
        """The point of the scale at which the numbers are."""
        z = [_probit(prior, values[path]) for path, prior in zip(self.paths, self.priors, strict=True)]
        return np.clip(np.array(z), -REACH, REACH)


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
        world = changed(self.world, self.space.values(z))
        events, runs = simulate(world, self.replicates, workers=self.workers)
        return campaigns(world, self.lenses, events, runs, self.replicates)

    def shown(self, points: Vector, each: int) -> Vector:
        """By point, the share of `each` runs that show each counted pattern, and their mean of each main count."""
        worlds = [changed(self.world, values) for values in self.space.values_at(points)]
        events, runs = simulate_each(worlds, each, self.workers)
        seen = campaigns(self.world, self.lenses, events, runs, each * len(points))
        found = np.concatenate([objective.shown(self.patterns, seen), objective.counted(self.rates, seen)])
        return np.asarray(found.reshape(len(found), len(points), each).mean(axis=2).T)


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


def changed(world: World, values: Mapping[str, float]) -> World:
    """The world with numbers replaced by their config path, e.g. 'targets.us_base.appeal'."""
    parameters = {path.split(".")[1]: value for path, value in values.items() if path.startswith("parameters.")}
    return replace(
        world,
        parameters=world.parameters._replace(**parameters),
        targets=tuple(replace(one, **_traits("targets", one.name, values)) for one in world.targets),
        militias=tuple(replace(one, **_traits("militias", one.name, values)) for one in world.militias),
    )


def _traits(group: str, name: str, values: Mapping[str, float]) -> dict[str, Any]:
    """The new traits of one target or militia."""
    prefix = f"{group}.{name}."
    return {path.removeprefix(prefix): value for path, value in values.items() if path.startswith(prefix)}


def _probit(prior: Prior, value: float) -> float:
    a = prior.arguments
    if prior.family == "normal":
        return (value - a[0]) / a[1]
    if prior.family == "lognormal":
        return log(value / a[0]) / a[1]
    if prior.family == "halfnormal":
        return float(stats.norm.ppf(stats.halfnorm.cdf(value, 0.0, a[0])))
    return float(stats.norm.ppf(stats.beta.cdf(value, *a)))
