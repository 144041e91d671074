"""The target mix of a phase, as shares, and how far two mixes lie apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.judge.scores.energy import paired

HALF = 0.5  # added to each class, so that an empty one is not a certainty
ROWS = 128  # compared at once: what the processor's cache holds is several times as fast


def shares(counts: NDArray[Any]) -> NDArray[np.float64]:
    """Shares `[draw, target]` of counts `[draw, target]`, half an event added to each target."""
    filled = counts + HALF
    return np.asarray(filled / filled.sum(axis=-1, keepdims=True))


def mix_distance(draws: NDArray[Any], tables: NDArray[Any]) -> float:
    """Mean Jensen-Shannon distance (base 2, 0 to 1) between draws and tables, both `[.., target]` counts.

    Not a score: chance alone keeps two draws of one forecast `mix_floor` apart.
    """
    one, other = _distinct(draws), _distinct(tables)
    return _total(distances(shares(one.rows), shares(other.rows)), one, other) / (len(draws) * len(tables))


def mix_floor(draws: NDArray[Any]) -> float:
    """Mean distance between different draws (at least two): what is left to a forecast that is right but for chance."""
    own = _distinct(paired(draws))
    return _total(_among(shares(own.rows)), own, own) / (len(own.places) * (len(own.places) - 1))


def distances(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Jensen-Shannon distance `[one, other]` between shares, none of which may be 0 (SciPy's, five times as fast)."""
    own, others = (-(part * np.log2(part)).sum(axis=1) for part in (one, other))
    between = np.zeros((len(one), len(other)))
    for mine, theirs in zip(one.T, other.T, strict=True):
        middle = (mine[:, None] + theirs) / 2
        between -= middle * np.log2(middle)
    return np.asarray(np.sqrt(np.maximum(between - (own[:, None] + others) / 2, 0)))


@dataclass(frozen=True)
class _Distinct:
    """Different rows of counts, and where each of all rows stands among them."""

    rows: NDArray[Any]
    places: NDArray[np.int64]


def _distinct(counts: NDArray[Any]) -> _Distinct:
    """A mix that came twice is compared once."""
    rows, places = np.unique(counts, axis=0, return_inverse=True)
    return _Distinct(rows, places.reshape(-1))


def _among(mixes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance of each from each, one side of the diagonal reckoned and the other copied."""
    found = np.zeros((len(mixes), len(mixes)))
    for n in range(0, len(mixes), ROWS):
        found[n : n + ROWS, n:] = distances(mixes[n : n + ROWS], mixes[n:])
        found[n:, n : n + ROWS] = found[n : n + ROWS, n:].T
    return found


def _total(between: NDArray[np.float64], one: _Distinct, other: _Distinct) -> float:
    """Sum over all pairs of rows, in the order in which they came, so that its last digit does not depend on ties."""
    blocks = (one.places[n : n + ROWS] for n in range(0, len(one.places), ROWS))
    return float(sum(between[rows].take(other.places, axis=1).sum() for rows in blocks))
