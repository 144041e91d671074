"""The second stage of a point search: steps along the slopes of the supports themselves.

Supports saturate, so a plain descent stalls; their log-odds are close to linear in the numbers. Each round plays
runs scattered around the point, in pairs that lie opposite each other and share their dice, so that every run
informs every slope; finds the best point of the linear picture within a few radii with SciPy's L-BFGS-B; plays
those points; and goes on from the best point it has seen, with half the radii where none was better.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from experiments.inference import objective
from experiments.inference.objective import Floats, misses
from experiments.inference.search import PRIORS, REACH, Judge, Point, Vector

AIM = 0.835  # the support a pattern should have, clear of 0.8 by the dice
SOFTS = (0.12, 0.06, 0.03)  # how sharply that is asked, from stage to stage: first of patterns half shown, too
FAR_AIM, FAR_SOFT = 0.85, 0.05  # the same of a point that is only foreseen, at the sharpest
WEIGHT = 0.5  # of counts and priors against patterns
RADII = (0.1, 0.2, 0.4, 0.7)  # standard deviations of the priors
DAMPING = 1.0
PAIRS, RUNS = 2000, 4  # pairs of points a round, and runs at each
AT_ONCE = 250  # pairs whose runs are held in memory together
LEAST_DOUBT = 0.05  # of p (1 - p): below it, the slope of log-odds would be all noise


@dataclass(frozen=True)
class View:
    """What was seen at a point: supports, mean counts, gaps of the counts, and the objective."""

    z: Vector
    support: Floats
    means: Floats
    gaps: Floats
    total: float


@dataclass(frozen=True)
class Slopes:
    """Slopes, by number searched, of the log-odds of supports [patterns, numbers] and of gaps [counts, numbers]."""

    odds: Floats
    gaps: Floats


def by_slopes(judge: Judge, start: Vector, rounds: int, scatter: float) -> Point:
    """The best point of steps along the slopes from `start`: `rounds` a stage, runs `scatter` deviations apart."""
    z = start
    for stage, soft in enumerate(SOFTS):
        judge.best = None  # objectives of two stages cannot be compared
        z = _stage(judge, z, soft, range(stage * rounds, (stage + 1) * rounds), scatter)
    assert judge.best is not None
    return judge.best


def _stage(judge: Judge, start: Vector, soft: float, turns: range, scatter: float) -> Vector:
    """The best point of one stage; `turns` number the scatter, the runs' dice are always the same."""
    view, reach = try_point(judge, start, soft), 1.0
    for turn in turns:
        slopes = felt(judge, view, scatter, turn)
        seen = [try_point(judge, foresee(view, slopes, reach * radius, soft), soft) for radius in RADII]
        before, view = view, min([view, *seen], key=lambda one: one.total)
        reach *= 0.5 if view is before else 1.0
    return view.z


def try_point(judge: Judge, z: Vector, soft: float) -> View:
    """Play a point and judge it, asking for support as sharply as `soft` says."""
    campaigns = judge.play(z)
    support = objective.supports(judge.patterns, campaigns)
    gaps = objective.gaps(judge.rates, campaigns)
    parts = {
        objective.PATTERNS: float(misses(support, AIM, soft).sum()),
        objective.COUNTS: 0.5 * WEIGHT * float(gaps @ gaps),
        PRIORS: 0.5 * WEIGHT * float(z @ z),
    }
    judge.note(z, parts)
    means = objective.counted(judge.rates, campaigns).mean(axis=1)
    return View(z, support, means, gaps, sum(parts.values()))


def felt(judge: Judge, view: View, scatter: float, turn: int) -> Slopes:
    """Slopes at a point by regression on the differences between opposite points."""
    moves = scatter * np.random.default_rng([judge.world.seed, turn]).standard_normal((PAIRS, len(view.z)))
    differences = np.concatenate(list(_differences(judge, view.z, moves)))
    slopes = np.linalg.lstsq(2.0 * moves, differences, rcond=None)[0].T
    patterns, rates = len(view.support), objective.top_level(judge.rates)
    doubt = np.maximum(view.support * (1.0 - view.support), LEAST_DOUBT)
    steep = np.array([objective.steepness(rate, mean) for rate, mean in zip(rates, view.means, strict=True)])
    return Slopes(slopes[:patterns] / doubt[:, None], slopes[patterns:] * steep[:, None])


def _differences(judge: Judge, z: Vector, moves: Floats) -> Iterator[Floats]:
    """By lot of pairs [pairs, patterns and counts]: what is shown and counted at a point less that at its opposite."""
    for first in range(0, len(moves), AT_ONCE):
        lot = moves[first : first + AT_ONCE]
        there, opposite = (judge.shown(np.clip(z + sign * lot, -REACH, REACH), RUNS) for sign in (1.0, -1.0))
        yield there - opposite


def foresee(view: View, slopes: Slopes, radius: float, soft: float) -> Vector:
    """The point within a radius at which the linear picture is best."""
    known = np.clip(view.support, 0.005, 0.995)
    odds = np.log(known / (1.0 - known))

    def cost(move: Vector) -> float:
        support = 1.0 / (1.0 + np.exp(-(odds + slopes.odds @ move)))
        distant = view.gaps + slopes.gaps @ move
        there = view.z + move
        return float(
            misses(support, FAR_AIM, max(soft, FAR_SOFT)).sum()
            + 0.5 * WEIGHT * (distant @ distant + there @ there)
            + DAMPING * (move @ move)
        )

    limits = optimize.Bounds(np.full(len(view.z), -radius), np.full(len(view.z), radius))
    found = optimize.minimize(cost, np.zeros(len(view.z)), method="L-BFGS-B", bounds=limits)
    return np.clip(view.z + found.x, -REACH, REACH)
