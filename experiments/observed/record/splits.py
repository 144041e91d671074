"""How a part's count may be divided over its stretches, and how likely each division is taken to be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.observed import tables
from experiments.observed.chronicle import in_use, per_chronicle
from experiments.observed.record import record_month
from experiments.observed.record.parts import Part, open_months
from experiments.observed.record.stretch import tiled
from model.errors import ModelError


@dataclass(frozen=True)
class Splits:
    """Every division of one count: `counts` is [divisions, pieces], `chance` adds up to 1."""

    counts: NDArray[np.int64]
    chance: NDArray[np.float64]


@per_chronicle
def splits(part: Part, count: int) -> Splits:
    """The divisions of a count that break no bound, weighted as if every division into months were equally likely.

    Of a target with a record month, every division that leaves the other months below it.

    Raises ModelError when the bounds leave no division.
    """
    months = np.array([open_months(part.target, piece) for piece in part.pieces()])
    rows = _divisions(count, months > 0)
    rows = rows[allowed(part, rows)]
    capped = record_month.has_record(part)
    weight = record_month.log_weights(part, rows) if capped else _log_weight(rows[:, months > 0], months[months > 0])
    rows, weight = rows[np.isfinite(weight)], weight[np.isfinite(weight)]
    if not len(rows):
        raise ModelError(
            f"{count} attacks on {part.name} cannot be divided over its stretches within the bounds: "
            "widen one of them in data/observed/part_bounds.csv."
        )
    chance = np.exp(weight - weight.max())
    return Splits(rows, chance / chance.sum())


def allowed(part: Part, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which divisions ([divisions, pieces]) keep to the zeros, the bounds within the part and the named attacks."""
    pieces = part.pieces()
    shut = np.array([open_months(part.target, piece) == 0 for piece in pieces])
    kept = (rows >= _named(part)).all(axis=1) & (rows[:, shut] == 0).all(axis=1)
    for bound in bounds(part):
        inside = np.array([piece.inside(bound.start, bound.end) for piece in pieces])
        held = rows[:, inside].sum(axis=1)
        kept &= (bound.low <= held) & (held <= bound.high)
        if bound.id in in_use().notes.quieter:
            days = np.array([piece.days for piece in pieces])
            rest = rows[:, ~inside].sum(axis=1)
            kept &= held * days[~inside].sum() < rest * days[inside].sum()
    return np.asarray(kept)


@per_chronicle
def bounds(part: Part) -> tuple[tables.PartBound, ...]:
    """The bounds on days within a part; raises ModelError when one cuts a stretch."""
    rows = [row for row in tables.load(tables.PartBound) if row.target == part.target]
    own = tuple(row for row in rows if part.start <= row.start and row.end <= part.end)
    for row in own:
        if not tiled(tuple(piece for piece in part.pieces() if piece.inside(row.start, row.end)), row.start, row.end):
            raise ModelError(
                f"bound {row.id} begins or ends within a stretch of the record, whose cuts come from phases, years and "
                "the pause: move its days in data/observed/part_bounds.csv."
            )
    return own


def _divisions(count: int, into: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Every way to divide a count into as many whole numbers as are marked, zeros in the other columns."""
    rows = np.zeros((1, 0), dtype=np.int64)
    for _ in range(int(into.sum()) - 1):
        left = count - rows.sum(axis=1)
        first = np.repeat(np.arange(len(rows)), left + 1)
        start = np.repeat(np.cumsum(left + 1) - left - 1, left + 1)
        rows = np.column_stack([rows[first], np.arange(len(first)) - start])
    found = np.zeros((len(rows), len(into)), dtype=np.int64)
    found[:, into] = np.column_stack([rows, count - rows.sum(axis=1)])
    return found


def _log_weight(rows: NDArray[np.int64], months: NDArray[np.float64]) -> NDArray[np.float64]:
    """Dirichlet-multinomial: of the divisions into months, the share that adds up to each row."""
    from scipy.special import gammaln  # not at the top: the figures read the record without drawing from it

    each = gammaln(rows + months) - gammaln(months) - gammaln(rows + 1)
    return np.asarray(each.sum(axis=1), dtype=np.float64)


@per_chronicle
def _named(part: Part) -> NDArray[np.int64]:
    """Attacks in each piece that the source describes one by one."""
    rows = [row for row in tables.load(tables.NamedAttack) if row.target == part.target and row.in_counts]
    own = [row for row in rows if row.source == in_use().notes.source]
    least = [[r.n_low for r in own if piece.start <= r.date and r.date_end <= piece.end] for piece in part.pieces()]
    return np.array([sum(found) for found in least], dtype=np.int64)
