"""A point search over the priors with SciPy: the scale it moves on, the judge of a point, the way it moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from experiments import simulate
from experiments.campaign import Campaign
from experiments.objective import Reading, residuals
from experiments.observed import PeriodRate
from experiments.patterns import Pattern
from experiments.priors import Prior
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
        shares = stats.norm.cdf(z)
        return {path: prior.quantile(share) for path, prior, share in zip(self.paths, self.priors, shares, strict=True)}

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
    """Judges points of a space by playing the same runs with the same dice each time; keeps the best."""

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

    def residuals(self, z: Vector, reading: Reading) -> Vector:
        """Every residual at a point under one reading of the patterns, the distance from the priors last."""
        found = residuals(reading, self.patterns, self.rates, self.play(z)) | {PRIORS: z}
        point = Point(z.copy(), {part: 0.5 * float(one @ one) for part, one in found.items()})
        self.spent += 1
        if self.best is None or point.total < self.best.total:
            self.best = point
            self.report(self)
        return np.concatenate(list(found.values()))

    def play(self, z: Vector) -> dict[str, Campaign]:
        """The campaigns at a point, by lens."""
        world = changed(self.world, self.space.values(z))
        events, runs = simulate.simulate(world, self.replicates, workers=self.workers)
        return simulate.campaigns(world, self.lenses, events, runs, self.replicates)


def least_squares(judge: Judge, reading: Reading, start: Vector, rounds: int, step: float) -> Point:
    """Trust-region Gauss-Newton from `start`, at most `rounds` moves; returns the best point it came by.

    Slopes are taken over `step` standard deviations of the priors: far enough to rise above the dice.
    """
    judge.best = None  # objectives under two readings cannot be compared
    optimize.least_squares(
        lambda shifted: judge.residuals(shifted - SHIFT, reading),
        start + SHIFT,
        bounds=(SHIFT - REACH - 1e-9, SHIFT + REACH + 1e-9),
        diff_step=step / SHIFT,
        max_nfev=max(rounds, 1),
        method="trf",
        x_scale=1.0,
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
