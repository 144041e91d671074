"""The chronicle in use: the phases of a campaign, and where what reports state of it is kept.

Dozens of readers, many of them cached, share one chronicle: like matplotlib's style it is taken up for a while
(`using`) instead of being handed from each to the next. Where none was taken up it is the shipped one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, update_wrapper
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

CUT, PRINTED = READINGS = ("cut", "printed")
"""Of the phases: cut end to end, and as the headings of the reports print them, where they do."""
P = ParamSpec("P")
R = TypeVar("R")
Pairs = tuple[tuple[str, Any], ...]
Names = tuple[str, ...]


@dataclass(frozen=True)
class Phase:
    """The days of a phase in one reading, both ends included."""

    reading: str
    phase: str
    start: date
    end: date


@dataclass(frozen=True)
class Notes:
    """Which rows of the tables mean something special; conf/record/iraq.yaml says what each is."""

    source: str = ""
    lens: str = ""
    lines: Pairs = ()
    groups: Pairs = ()
    besides: Names = ()
    total: str = ""
    whole: Pairs = ()
    first: Pairs = ()
    pause: str = ""
    record_months: Pairs = ()
    quieter: Names = ()
    dated_facts: Names = ()
    circular: Names = ()
    moments: Pairs = ()
    cut_at: str = ""


@dataclass(frozen=True)
class Chronicle:
    """Phases in every reading, and the folder of the observed tables with notes on them; None: no observed record."""

    phases: tuple[Phase, ...]
    folder: Path | None = None
    notes: Notes = Notes()

    @property
    def recorded(self) -> bool:
        """Whether there is anything to hold a campaign against."""
        return self.folder is not None

    @property
    def names(self) -> Names:
        """The phases in the order of time."""
        return tuple(one.phase for one in self.spans())

    @property
    def readings(self) -> Names:
        """The readings of the phases that there are."""
        return tuple(dict.fromkeys(one.reading for one in self.phases))

    @property
    def whole(self) -> Mapping[str, str]:
        """The count of all attacks on each target of the record, by its id."""
        return dict(self.notes.whole)

    @property
    def targets(self) -> Names:
        """What a row of the tables may be about."""
        return (*self.whole, *dict(self.notes.groups), "all", *self.notes.besides)

    def members(self, name: str) -> Names:
        """The targets that a name in the tables stands for."""
        return tuple(self.whole) if name == "all" else dict(self.notes.groups).get(name, (name,))

    def spans(self, reading: str = CUT) -> tuple[Phase, ...]:
        """The phases in one reading."""
        return tuple(one for one in self.phases if one.reading == reading)


_IN_USE: ContextVar[Chronicle | None] = ContextVar("chronicle", default=None)


def in_use() -> Chronicle:
    """The chronicle that was taken up last, or the shipped one."""
    if (found := _IN_USE.get()) is not None:
        return found
    from experiments.observed.from_config import shipped  # it makes chronicles

    return shipped()


def record_lens() -> str:
    """The lens through which a campaign is held against the record; empty: there is no record."""
    return in_use().notes.lens


@contextmanager
def using(chronicle: Chronicle) -> Iterator[Chronicle]:
    """Take up a chronicle for a while."""
    before = _IN_USE.set(chronicle)
    try:
        yield chronicle
    finally:
        _IN_USE.reset(before)


class PerChronicle(Generic[P, R]):
    """A function of the chronicle in use that remembers what it returned, apart for each chronicle."""

    def __init__(self, function: Callable[P, R], most: int | None = None) -> None:
        self._kept = lru_cache(maxsize=most)(lambda _, *given, **named: function(*given, **named))
        update_wrapper(self, function)

    def __call__(self, *given: P.args, **named: P.kwargs) -> R:
        """What the function returns."""
        return self._kept(in_use(), *given, **named)  # type: ignore[arg-type]

    def cache_clear(self) -> None:
        """Forget it all."""
        self._kept.cache_clear()


def per_chronicle(function: Callable[P, R]) -> PerChronicle[P, R]:
    """In the place of functools.cache, for whatever reads phases or observed tables."""
    return PerChronicle(function)
