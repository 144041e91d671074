"""How far two codings agree: levels week by week, roles row by row, edges in days (docs/coding.md, section 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from experiments.observed.coding.kappa import equal, kappa, linear, nominal
from experiments.observed.coding.reading import Days, Placed, of, weekly
from experiments.observed.coding.rows import Coded, names
from model.coding import middle

Coding = Sequence[Coded]
ENOUGH = 0.6
"""Below this a driver's definition is mended and coded anew."""


@dataclass(frozen=True)
class Levels:
    """Agreement on one driver's level, or on all; where one coding never moves it (`constant`) kappa is the share."""

    driver: str
    equal: float
    kappa: float
    constant: bool


@dataclass(frozen=True)
class Gap:
    """One edge in both codings: days between the middles, and whether the intervals share a day."""

    driver: str
    row: str
    edge: str
    days: int
    overlap: bool


def levels(one: Coding, other: Coding) -> tuple[Levels, ...]:
    """Linear-weighted kappa by driver, in the order of the rule."""
    return tuple(_levels(name, weekly(one, name), weekly(other, name)) for name in names()["spell"])


def overall(one: Coding, other: Coding) -> Levels:
    """The same over all drivers and weeks together."""
    left, right = (tuple(chain(*(weekly(rows, name) for name in names()["spell"]))) for rows in (one, other))
    return _levels("all", left, right)


def _levels(name: str, one: Sequence[float], other: Sequence[float]) -> Levels:
    constant = len(set(one)) == 1 or len(set(other)) == 1
    share = equal(one, other)
    return Levels(name, share, share if constant else kappa(one, other, linear), constant)


def pairs(one: Coding, other: Coding) -> Iterator[tuple[Placed | None, Placed | None]]:
    """Rows of a driver, occasion or anchor in order of start, None where a coding has no partner."""
    for name in chain(*names().values()):
        yield from zip_longest(of(one, name), of(other, name))


def matched(one: Coding, other: Coding) -> tuple[tuple[Placed, Placed], ...]:
    """The pairs in which both codings have a row."""
    return tuple((a, b) for a, b in pairs(one, other) if a and b)


def unmatched(one: Coding, other: Coding) -> tuple[tuple[str, str], ...]:
    """Driver and name of the rows without partner."""
    lone = [a or b for a, b in pairs(one, other) if a is None or b is None]
    return tuple((placed.row.driver, placed.row.row) for placed in lone if placed)


def roles(one: Coding, other: Coding) -> float:
    """Plain kappa of exogenous and mixed, over the rows that have a partner."""
    left, right = zip(*((a.row.role, b.row.role) for a, b in matched(one, other)), strict=True)
    return kappa(left, right, nominal)


def gaps(one: Coding, other: Coding) -> tuple[Gap, ...]:
    """Every edge that has days in at least one of two paired rows; a word is then read as the day it stands for."""
    return tuple(chain(*(_gaps(a, b) for a, b in matched(one, other))))


def _gaps(one: Placed, other: Placed) -> Iterator[Gap]:
    edges = ("starts", "ends") if one.row.kind == "spell" else ("starts",)
    for edge in edges:
        if getattr(one.row, edge).width or getattr(other.row, edge).width:
            yield _gap(one, edge, getattr(one, edge), getattr(other, edge))


def _gap(placed: Placed, edge: str, one: Days, other: Days) -> Gap:
    days = abs((middle(*one) - middle(*other)).days)
    return Gap(placed.row.driver, placed.row.row, edge, days, one[0] <= other[1] and other[0] <= one[1])
