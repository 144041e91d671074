"""Months of a target that has a record month: no other holds as many attacks, so none can hold more than one fewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from itertools import product

import numpy as np
from numpy.typing import NDArray

from experiments.observed.chronicle import in_use, per_chronicle
from experiments.observed.record.parts import Part, counts, open_months
from experiments.observed.record.stretch import Stretch

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Month:
    """A calendar month of a part: open months of it in each piece, and how many attacks it may hold."""

    shares: tuple[float, ...]
    low: int
    high: int

    @property
    def pieces(self) -> tuple[int, ...]:
        """In which pieces attacks of it may fall."""
        return tuple(k for k, share in enumerate(self.shares) if share > 0)


def log_weights(part: Part, rows: NDArray[np.int64]) -> Floats:
    """Log of how many divisions into months add up to each row [divisions, pieces]; minus infinity: none is allowed.

    A month that pieces share, or that is partly shut, counts by its open days (Dirichlet-multinomial); a month beyond
    its limits counts for nothing.
    """
    own, most = [month for month in _months(part) if month.pieces], int(rows.max(initial=0))
    alone = [_alone([month for month in own if month.pieces == (k,)], k, most) for k in range(rows.shape[1])]
    shared = [month for month in own if len(month.pieces) > 1]
    tied = sorted({piece for month in shared for piece in month.pieces})
    ways = _tied(alone, tied, shared)[tuple(rows[:, tied].T)] if tied else np.ones(len(rows))
    for piece in set(range(rows.shape[1])) - set(tied):
        ways = ways * alone[piece][rows[:, piece]]
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(ways))


def has_record(part: Part) -> bool:
    """Whether a report names a record month of the part's target."""
    return part.target in dict(in_use().notes.record_months)


def _alone(months: Sequence[Month], piece: int, most: int) -> Floats:
    """In how many ways 0, 1, 2, ... attacks fall into months that lie in one piece alone."""
    ways = np.ones(1)
    for month in months:
        one = _weights(month.shares[piece], month.high)
        one[: month.low] = 0.0
        ways = np.convolve(ways, one)[: most + 1]
    return np.pad(ways, (0, most + 1 - len(ways)))


def _tied(alone: Sequence[Floats], tied: Sequence[int], shared: Sequence[Month]) -> Floats:
    """The same for pieces that share months, together: an axis a piece."""
    ways = np.asarray(reduce(np.multiply.outer, [alone[piece] for piece in tied]))
    for month in shared:
        weights = [_weights(month.shares[piece], month.high) for piece in month.pieces]
        axes, found = [tied.index(piece) for piece in month.pieces], np.zeros(ways.shape)
        for held in product(*(range(len(own)) for own in weights)):
            if month.low <= sum(held) <= month.high:
                weight = np.prod([own[n] for own, n in zip(weights, held, strict=True)])
                into, out = _shifted(ways.ndim, axes, held)
                found[into] += weight * ways[out]
        ways = found
    return ways


def _shifted(axes: int, moved: Sequence[int], by: Sequence[int]) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """Where a table goes, and what of it has room there, when some of its axes move up."""
    steps = dict(zip(moved, by, strict=True))
    up = [steps.get(axis, 0) for axis in range(axes)]
    return tuple(slice(n, None) for n in up), tuple(slice(None, -n or None) for n in up)


def _weights(share: float, high: int) -> Floats:
    """What 0, 1, 2, ... attacks weigh in such a share of a month: gamma(n + share) / gamma(share) n!."""
    n = np.arange(1, high + 1)
    return np.concatenate([[1.0], np.cumprod((n - 1 + share) / n)])


@per_chronicle
def _months(part: Part) -> tuple[Month, ...]:
    """The calendar months of a part."""
    return tuple(_month(part, start, end) for start, end in _calendar(part.start, part.end))


def _month(part: Part, start: date, end: date) -> Month:
    cut = [Stretch(one.name, max(one.start, start), min(one.end, end)) for one in part.pieces()]
    shares = tuple(open_months(part.target, one) if one.start <= one.end else 0.0 for one in cut)
    best = counts()[dict(in_use().notes.record_months)[part.target]]
    if (start, end) == (best.start, best.end):
        return Month(shares, int(best.low), int(best.high))
    return Month(shares, 0, int(best.low) - 1)


def _calendar(start: date, end: date) -> Iterator[tuple[date, date]]:
    while start <= end:
        following = (start.replace(day=1) + timedelta(days=31)).replace(day=1)
        yield start, min(end, following - timedelta(days=1))
        start = following
