"""What is kept of each run: attacks by target and window as the lens in use sees them, first days, events, patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns import Pattern, load_patterns
from experiments.judge.patterns.evaluate import covers, shown_by
from experiments.judge.patterns.measure import Lookup
from experiments.judge.patterns.vocabulary import judged
from experiments.observed import periods
from experiments.observed.chronicle import in_use, using
from experiments.observed.from_config import chronicle_of
from experiments.setup.dates import day
from experiments.simulate.campaign import Campaign
from experiments.simulate.count import months
from experiments.simulate.runs import campaigns, names_of
from experiments.sweep.cells import Setting
from model.ensemble.windows import NEVER, by_window
from model.errors import ModelError, unknown
from model.events import EventLog, Kind

OUTPUTS = ("total", "phases", "years", "months", "windows", "first", "events", "patterns")
TOTAL = "total"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
EVENTS = {kind: kind.name.lower() for kind in Kind if kind is not Kind.ATTACK}
Column = NDArray[Any]


@dataclass(frozen=True)
class Window:
    """A stretch of days, both ends included, whose attacks are counted."""

    name: str
    start: date
    end: date


@dataclass(frozen=True)
class Outputs:
    """What a sweep keeps, the same for all its runs."""

    windows: tuple[Window, ...]
    targets: tuple[str, ...]
    lens: str
    first: bool = False
    events: bool = False
    patterns: tuple[str, ...] = ()  # ids
    pattern_folder: str | None = None

    def columns(self) -> Iterator[str]:
        """The name of every column, in order."""
        yield from (f"attacks.{window.name}.{target}" for window in self.windows for target in self.targets)
        yield from (f"first.{target}" for target in self.targets if self.first)
        yield from (f"events.{name}" for name in EVENTS.values() if self.events)
        yield from (f"pattern.{id}" for id in self.patterns)


def outputs_of(
    asked: Sequence[str], windows: Any, setting: Setting, targets: tuple[str, ...], lens: str, folder: str | None
) -> Outputs:
    """What is to be kept, of these targets and of the days of this setting; raises ModelError."""
    for name in asked:
        if name not in OUTPUTS:
            raise unknown("output", name, OUTPUTS, "the key 'outputs'")
    if not asked:
        raise ModelError(f"outputs is empty: keep at least one of {', '.join(OUTPUTS)}.")
    clock = setting.world.clock
    with using(chronicle_of(setting.config)):
        own = tuple(_own(windows))
        kept = tuple(window for name in asked for window in _windows(name, clock.start, clock.last_day, own))
        ids = tuple(one.id for one in load_patterns(pattern_path(folder))) if "patterns" in asked else ()
    if own and "windows" not in asked:
        raise ModelError("windows are given and not kept: add windows to outputs, as in outputs=[total,windows].")
    return Outputs(kept, targets, lens, "first" in asked, "events" in asked, ids, folder if ids else None)


def measured(kept: Outputs, setting: Setting, log: EventLog, runs: NDArray[np.int32], count: int, dice: Column) -> Any:
    """The columns of `count` runs, in the order of `Outputs.columns`; `dice` is the replicate of each event.

    A column is masked where the setting does not play what it speaks of.
    """
    lenses = setting.lenses if kept.patterns else {kept.lens: setting.lenses[kept.lens]}
    seen = campaigns(setting.world, lenses, log, runs, count, dice)
    found = list(_counted(kept, seen[kept.lens], count))
    if kept.events:
        kinds = np.array([np.bincount(runs[log["kind"] == kind], minlength=count) for kind in EVENTS], dtype=np.int32)
        found += list(np.ma.MaskedArray(kinds))
    if kept.patterns:
        found += list(_shown(kept, setting, seen, count))
    return dict(zip(kept.columns(), found, strict=True))


def _counted(kept: Outputs, seen: Campaign, count: int) -> Iterator[np.ma.MaskedArray[Any, Any]]:
    """Attacks by window and target, then the first days."""
    columns, own = seen.columns, seen.names.targets
    days = np.array([(w.start.toordinal(), w.end.toordinal()) for w in kept.windows], dtype=np.int64).reshape(-1, 2)
    read = (columns["replicate"], columns["day"], columns["target"])
    found, first = by_window(columns["seen"], *read, days, (count, len(own)))
    places = [own.index(name) if name in own else None for name in kept.targets]
    nothing = np.zeros(count, dtype=np.int32)
    for number, window in enumerate(kept.windows):
        gap = not periods.covered(window.start, window.end, seen.start, seen.end)
        for place in places:
            yield np.ma.MaskedArray(nothing if place is None else found[:, number, place], mask=gap)
    for place in places if kept.first else ():
        one = np.full(count, NEVER) if place is None else first[:, place]
        yield np.ma.MaskedArray(one, mask=one == NEVER)


def _shown(
    kept: Outputs, setting: Setting, seen: Mapping[str, Campaign], count: int
) -> Iterator[np.ma.MaskedArray[Any, Any]]:
    """Whether each run shows each pattern; masked where its world cannot be judged by it."""
    able = {one.id: one for one in _judged(kept, setting)}
    lookups = {lens: Lookup(campaign) for lens, campaign in seen.items()}
    for id in kept.patterns:
        one = able.get(id)
        if one is None or not covers(lookups[one.lens].campaign, one):
            yield np.ma.MaskedArray(np.zeros(count, dtype=bool), mask=True)
        else:
            yield np.ma.MaskedArray(shown_by(one, lookups[one.lens]))


def _judged(kept: Outputs, setting: Setting) -> Iterable[Pattern]:
    with using(chronicle_of(setting.config)):  # what a pattern leaves out is the record's lens and the clock's days
        every = load_patterns(pattern_path(kept.pattern_folder))
        return judged(every, setting.config, names_of(setting.world), setting.lenses)[0]


def _windows(name: str, start: date, end: date, own: tuple[Window, ...]) -> Iterator[Window]:
    """The windows that one of OUTPUTS stands for."""
    if name == TOTAL:
        yield Window(TOTAL, start, end)
    elif name in ("phases", "years"):
        played = periods.phases_played if name == "phases" else periods.years_played
        yield from (Window(one.name.replace(" ", "_"), one.start, one.end) for one in played(start, end))
    elif name == "months":
        yield from (Window(f"{one.start:%Y-%m}", one.start, one.end) for one in months(start, end))
    elif name == "windows":
        yield from own


def _own(windows: Any) -> Iterator[Window]:
    """The user's own windows; raises ModelError for a name or days that none can have."""
    if not isinstance(windows, Mapping):
        raise ModelError(f"windows is {windows!r}: give them by name, as in windows.truce=2020-10-10/2020-11-17.")
    for name, text in windows.items():
        first, slash, last = str(text).partition("/")
        if not NAME.fullmatch(str(name)) or name in ("total", *in_use().names):
            raise ModelError(f"'{name}' cannot name a window: use letters, digits, '_' and '-', and a name of its own.")
        if not slash:
            raise ModelError(f"windows.{name} is '{text}': give its first and last day, as in 2020-10-10/2020-11-17.")
        window = Window(str(name), day(first.strip(), f"windows.{name}"), day(last.strip(), f"windows.{name}"))
        if window.end < window.start:
            raise ModelError(f"windows.{name} ends {window.end} before it starts {window.start}.")
        yield window


def pattern_path(folder: str | None) -> Path | None:
    """The folder of pattern files, or None for those that ship."""
    return None if folder is None else Path(folder)
