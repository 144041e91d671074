"""The second stage of a point search: steps along the slopes of the supports themselves.

Supports saturate, so a plain descent stalls; their log-odds are close to linear in the numbers. Each round
takes every slope by a finite step, finds the best point of the linear picture within a few radii with SciPy's
L-BFGS-B, plays those points, and goes on from the best point it has seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from experiments import objective
from experiments.objective import Floats, misses
from experiments.search import PRIORS, REACH, Judge, Point, Vector

AIM, SOFT = 0.815, 0.035  # the support a pattern should have, and how sharply that is asked of a played point
FAR_AIM, FAR_SOFT = 0.83, 0.05  # the same of a point that is only foreseen
WEIGHT = 0.5  # of counts and priors against patterns
RADII = (0.15, 0.3, 0.5, 0.8)  # standard deviations of the priors
DAMPING = 1.0


@dataclass(frozen=True)
class View:
    """What was seen at a point: log-odds of the supports, gaps of the counts, and the objective."""

    z: Vector
    odds: Floats
    gaps: Floats
    total: float


def by_slopes(judge: Judge, start: Vector, rounds: int, step: float) -> Point:
    """The best point of `rounds` rounds of steps along the slopes from `start`; slopes over `step` deviations."""
    judge.best = None
    view = look(judge, start)
    for _ in range(rounds):
        seen = [look(judge, _moved(view.z, axis, step)) for axis in range(len(view.z))]
        lengths = np.array([one.z[axis] - view.z[axis] for axis, one in enumerate(seen)])
        odds = np.array([one.odds - view.odds for one in seen]).T / lengths
        gaps = np.array([one.gaps - view.gaps for one in seen]).T / lengths
        seen += [look(judge, foresee(view, odds, gaps, radius)) for radius in RADII]
        view = min([view, *seen], key=lambda one: one.total)
    assert judge.best is not None
    return judge.best


def look(judge: Judge, z: Vector) -> View:
    """Play a point and judge it."""
    campaigns = judge.play(z)
    support = objective.supports(judge.patterns, campaigns)
    gaps = objective.gaps(judge.rates, campaigns)
    parts = {
        objective.PATTERNS: float(misses(support, AIM, SOFT).sum()),
        objective.COUNTS: 0.5 * WEIGHT * float(gaps @ gaps),
        objective.BANDS: float(objective.bands(judge.rates, campaigns).sum()),
        PRIORS: 0.5 * WEIGHT * float(z @ z),
    }
    judge.note(z, parts)
    met = support * judge.replicates
    return View(z, np.log((met + 0.5) / (judge.replicates - met + 0.5)), gaps, sum(parts.values()))


def foresee(view: View, odds: Floats, gaps: Floats, radius: float) -> Vector:
    """The point within a radius at which the linear picture is best."""

    def cost(move: Vector) -> float:
        support = 1.0 / (1.0 + np.exp(-(view.odds + odds @ move)))
        distant = view.gaps + gaps @ move
        there = view.z + move
        return float(
            misses(support, FAR_AIM, FAR_SOFT).sum()
            + 0.5 * WEIGHT * (distant @ distant + there @ there)
            + DAMPING * (move @ move)
        )

    limits = optimize.Bounds(np.full(len(view.z), -radius), np.full(len(view.z), radius))
    found = optimize.minimize(cost, np.zeros(len(view.z)), method="L-BFGS-B", bounds=limits)
    return np.clip(view.z + found.x, -REACH, REACH)


def _moved(z: Vector, axis: int, step: float) -> Vector:
    """The point one step along an axis, inwards where the edge is near."""
    there = z.copy()
    there[axis] += step if z[axis] + step <= REACH else -step
    return there
