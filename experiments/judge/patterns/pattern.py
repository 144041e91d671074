"""What a pattern is: a statement about series of events, held against conditions fixed beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf

import numpy as np
from numpy.typing import NDArray

from model.events import Kind

Array = NDArray[np.float64]

HARDNESS = ("printed", "derived", "direction")


@dataclass(frozen=True)
class Series:
    """Which events to look at; an empty tuple or None means that the column does not matter."""

    start: date
    end: date
    kind: Kind = Kind.ATTACK
    targets: tuple[str, ...] = ()
    militias: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    governorates: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    claimed: bool | None = None
    lethal: bool | None = None
    abroad: bool | None = None


@dataclass(frozen=True)
class Measure:
    """One named statistic and what it is taken of: series by name, numbers, or further measures."""

    statistic: str
    operands: Mapping[str, str | float | Measure]
    options: Mapping[str, str | int]


@dataclass(frozen=True)
class Acceptance:
    """The values that count as agreement; both ends belong to it unless they are open."""

    low: float = -inf
    high: float = inf
    open_low: bool = False
    open_high: bool = False

    def met_by(self, values: Array) -> NDArray[np.bool_]:
        """Which values lie inside; an undefined value (nan) never does."""
        above = values > self.low if self.open_low else values >= self.low
        below = values < self.high if self.open_high else values <= self.high
        return np.asarray(above & below)


@dataclass(frozen=True)
class Condition:
    """A measure, the values accepted for it, the interval the sources state, and why it is that wide."""

    measure: Measure
    accept: Acceptance
    stated: Acceptance | None
    reason: str


@dataclass(frozen=True)
class Source:
    """A document of the evidence base and the line that states the pattern."""

    doc: str
    line: int


@dataclass(frozen=True)
class Pattern:
    """A statement of the sources and the conditions that one simulated campaign must all meet.

    `plain` names the plain world, without what is stated, that measures its power; None: it is not measured.
    """

    id: str
    statement: str
    hardness: str
    lens: str
    counted: bool
    why_not: str
    sources: tuple[Source, ...]
    series: Mapping[str, Series]
    conditions: tuple[Condition, ...]
    file: str
    plain: str | None = None

    @property
    def where(self) -> str:
        """File and id, as errors name them."""
        return f"{self.file}: pattern {self.id}"
