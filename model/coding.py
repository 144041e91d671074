"""Dated facts as they were coded, with their doubt: an edge is a day between two, a level one of a set.

Both are drawn once a run, with dice of their own, or read as settled: the middle day of each interval (the earlier of
two) and the middle level, which of two is 0.5 (docs/coding.md, section 2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.addresses import address
from model.clock import Clock
from model.timeline import Names, Occasion, Spell, Timeline, timeline

Days = Mapping["Edge", int]
"""The ordinal of each edge's day."""


@dataclass(frozen=True)
class Tie:
    """So many days after another edge."""

    edge: Edge
    days: int


@dataclass(frozen=True)
class Edge:
    """The start, end or day of a row: from `earliest` to `latest`, every day that `after` leaves equally likely."""

    row: str
    what: str  # start, day or end
    earliest: date
    latest: date
    after: Tie | None = None  # no earlier than that
    until: Tie | None = None  # no later than that: a later day is cut

    @property
    def name(self) -> str:
        """What the drawn day is called."""
        return f"{self.row}.{self.what}"

    @property
    def follows(self) -> bool:
        """Whether another edge decides it alone: it is always as many days after that one."""
        return self.after is not None and self.after == self.until

    @property
    def doubtful(self) -> bool:
        """Whether a die decides it."""
        return self.earliest < self.latest and not self.follows

    def bounds(self, known: Days) -> tuple[int, int]:
        """The first and last day that a die may fall on once the edges it is tied to are known."""
        if self.follows and self.after:
            return (known[self.after.edge] + self.after.days,) * 2
        low = self.earliest.toordinal()
        if self.after:
            low = max(low, known[self.after.edge] + self.after.days)
        return low, self.latest.toordinal()

    def cut(self, day: int, known: Days) -> int:
        """The day, or the last that is allowed: whatever else is as it was, an end then moves no other day."""
        return min(day, known[self.until.edge] + self.until.days) if self.until else day


@dataclass(frozen=True)
class CodedSpell:
    """A driver's level between two edges (end None: for good); of several levels each is equally likely."""

    row: str
    driver: str
    start: Edge
    end: Edge | None
    levels: tuple[float, ...]

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Its edges."""
        return (self.start, *([self.end] if self.end else []))

    @property
    def doubtful(self) -> bool:
        """Whether anything of it is drawn, or follows what is."""
        return len(self.levels) > 1 or any(edge.doubtful or edge.follows for edge in self.edges)


@dataclass(frozen=True)
class CodedOccasion:
    """A single date that matters."""

    occasion: str
    day: Edge


@dataclass(frozen=True)
class Coding:
    """Every dated fact of a world."""

    spells: tuple[CodedSpell, ...]
    occasions: tuple[CodedOccasion, ...]

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every edge once, each after those it is tied to."""
        own = [*(edge for spell in self.spells for edge in spell.edges), *(one.day for one in self.occasions)]
        return tuple(dict.fromkeys(edge for one in own for edge in _with_ties(one)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What is drawn: the edges, then the levels that are in doubt."""
        levels = (f"{spell.row}.level" for spell in self.spells if len(spell.levels) > 1)
        return (*(edge.name for edge in self.edges if edge.doubtful), *levels)

    def settled(self) -> tuple[list[Spell], list[Occasion]]:
        """The most likely reading."""
        return self._read(_middle, lambda spell: middle_level(spell.levels))

    def drawn(self, seed: int, replicate: int) -> tuple[list[Spell], list[Occasion]]:
        """The reading of one run."""
        return self._read(*_dice(seed, replicate))

    def values(self, seed: int, replicate: int) -> list[float]:
        """What one run draws, in the order of `names`: ordinals of days, and levels."""
        day, level = _dice(seed, replicate)
        days = self._days(day)
        own = [float(days[edge]) for edge in self.edges if edge.doubtful]
        return [*own, *(level(spell) for spell in self.spells if len(spell.levels) > 1)]

    def _days(self, day: Callable[[Edge, int, int], int]) -> dict[Edge, int]:
        known: dict[Edge, int] = {}
        for edge in self.edges:
            known[edge] = edge.cut(day(edge, *edge.bounds(known)), known)
        return known

    def _read(
        self, day: Callable[[Edge, int, int], int], level: Callable[[CodedSpell], float]
    ) -> tuple[list[Spell], list[Occasion]]:
        known = {edge: date.fromordinal(found) for edge, found in self._days(day).items()}
        spells = [
            Spell(one.driver, known[one.start], known[one.end] if one.end else None, level(one)) for one in self.spells
        ]
        return spells, [Occasion(one.occasion, known[one.day]) for one in self.occasions]


def coded(clock: Clock, coding: Coding, names: Names, doubt: bool = True) -> Timeline:
    """The settled timeline of a coding, which keeps its doubt for the runs to draw unless `doubt` is off.

    Raises ModelError for what no timeline may hold.
    """
    settled = timeline(clock, *coding.settled(), names)
    return replace(settled, doubt=coding) if doubt and coding.names else settled


def in_run(time: Timeline, clock: Clock, seed: int, replicate: int) -> Timeline:
    """The timeline as one run has it."""
    return time if time.doubt is None else timeline(clock, *time.doubt.drawn(seed, replicate), time.names)


def codings(time: Timeline, seed: int, replicates: range) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """What is in doubt by name, and what each run draws of it [runs, names]: ordinals of days, and levels."""
    if time.doubt is None:
        return (), np.empty((len(replicates), 0))
    rows = [time.doubt.values(seed, replicate) for replicate in replicates]
    return time.doubt.names, np.array(rows).reshape(len(replicates), len(time.doubt.names))


def middle(earliest: date, latest: date) -> date:
    """The middle day, the earlier of two."""
    return earliest + timedelta(days=(latest - earliest).days // 2)


def middle_level(levels: tuple[float, ...]) -> float:
    """The middle level: of two it is 0.5, as 0 and 1 are never in doubt without it."""
    return levels[0] if len(levels) == 1 else 0.5


def _middle(edge: Edge, low: int, high: int) -> int:
    return min(max(middle(edge.earliest, edge.latest).toordinal(), low), high)


def die(what: str) -> int:
    """Which die an edge is drawn with."""
    from model import dice

    return dice.END if what == "end" else dice.START


def _dice(seed: int, replicate: int) -> tuple[Callable[[Edge, int, int], int], Callable[[CodedSpell], float]]:
    """How one run draws a day and a level."""
    from model import dice  # not at the top: it wakes Numba, and who reads a result needs the facts alone

    def day(edge: Edge, low: int, high: int) -> int:
        u = dice.uniform(seed, replicate, die(edge.what), address(edge.row), 0, 0, 0)
        return low + int(u * (high - low + 1))

    def level(spell: CodedSpell) -> float:
        u = dice.uniform(seed, replicate, dice.LEVEL, address(spell.row), 0, 0, 0)
        return spell.levels[int(u * len(spell.levels))]

    return day, level


def _with_ties(edge: Edge) -> Iterator[Edge]:
    for tie in (edge.after, edge.until):
        if tie:
            yield from _with_ties(tie.edge)
    yield edge
