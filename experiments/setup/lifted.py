"""What goes along when a dated fact is lifted: rows that exist by it, and edges that hung on it (docs/coding.md, 6)."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from experiments.setup import coded
from experiments.setup.coded import Ties, days
from experiments.setup.rows import present
from experiments.setup.schema import AnchorConf, ClockConf, OccasionConf, SpellConf, TimelineConf
from experiments.setup.trail import TRAIL
from model.errors import ModelError

Row = SpellConf | OccasionConf | AnchorConf
SECTIONS = ("spells", "occasions", "anchors")


@dataclass(frozen=True)
class Lifted:
    """The timeline that is left, rows taken along being null, and what to say of it."""

    timeline: TimelineConf
    said: tuple[str, ...] = ()


def lifted(timeline: TimelineConf, clock: ClockConf, standing: Set[str]) -> Lifted:
    """What is left of a timeline once all has gone that depended on what it lacks; raises ModelError for a bad tie.

    `standing` are the drivers that start and end with an act, and hold until one unmakes them; the others pass.
    """
    rows = _rows(timeline)
    depends = {name: _ties(name, row, rows) for name, row in rows.items() if row is not None}
    causes = _taken_along(rows, depends, standing)
    left = _without(timeline, causes)
    gone = {name for name, row in rows.items() if row is None or name in causes}
    changed = dict(_lost_edges(left, depends, gone, clock, standing))
    spells = {name: changed[name][0] if name in changed else row for name, row in left.spells.items()}
    said = [*_partings(causes), *(text for _, text in changed.values())]
    return Lifted(replace(left, spells=spells), tuple(said))


def section_of(timeline: TimelineConf, name: str) -> str:
    """The key of the section that holds a row."""
    return next(section for section in SECTIONS if name in (getattr(timeline, section) or {}))


def _rows(timeline: TimelineConf) -> dict[str, Row | None]:
    """Every row by its name, which no other section may have too: rows depend on each other by name."""
    found: dict[str, Row | None] = {}
    for name, row in chain(*((getattr(timeline, section) or {}).items() for section in SECTIONS)):
        if name in found:
            raise ModelError(
                f"two rows of the timeline are named '{name}': rows depend on each other by name, so give one of them "
                f"another. Change it {TRAIL.place('timeline')}."
            )
        found[name] = row
    return found


def _ties(name: str, row: Row, rows: dict[str, Row | None]) -> Ties:
    spell = isinstance(row, SpellConf)
    legal = ("exists", "start", "end") if spell else ("exists",)
    section = "spells" if spell else "occasions" if isinstance(row, OccasionConf) else "anchors"
    return coded.ties(row.depends_on, rows, f"timeline.{section}.{name}.depends_on", legal)


def _taken_along(rows: dict[str, Row | None], depends: dict[str, Ties], standing: Set[str]) -> dict[str, str]:
    """Rows that go, by name, with the one that takes each along; the fixed point of `exists`."""
    causes: dict[str, str] = {}
    gone = {name for name, row in rows.items() if row is None}
    while True:
        new = {
            name: cause
            for name in depends
            if name not in gone
            for cause in _lacks(depends[name], gone, _stands(rows[name], standing))[:1]
        }
        if not new:
            return causes
        causes |= new
        gone |= set(new)


def _lacks(depends: Ties, gone: set[str], stands: bool) -> list[str]:
    """The lifted rows without which this one is not there; a standing driver that nothing starts is none either."""
    needed = ("exists", "start") if stands else ("exists",)
    return [cause for what, cause in depends if what in needed and cause in gone]


def _stands(row: Row | None, standing: Set[str]) -> bool:
    return isinstance(row, SpellConf) and row.driver in standing


def _without(timeline: TimelineConf, names: dict[str, str]) -> TimelineConf:
    parts: dict[str, Any] = {
        section: {name: None if name in names else row for name, row in rows.items()}
        for section in SECTIONS
        if (rows := getattr(timeline, section)) is not None
    }
    return replace(timeline, **parts)


def _lost_edges(
    timeline: TimelineConf, depends: dict[str, Ties], gone: set[str], clock: ClockConf, standing: Set[str]
) -> Iterator[tuple[str, tuple[SpellConf, str]]]:
    """Spells of which an edge hung on what is lifted, as they are now, and what is to be said of each."""
    for name, row in present(timeline.spells).items():
        lost = {what: cause for what, cause in depends[name] if what != "exists" and cause in gone}
        new = row
        if "start" in lost:
            new = replace(new, start=_interval(clock.start, days(row.start, f"timeline.spells.{name}.start")[1]))
        if "end" in lost and row.end not in (None, "next"):
            new = replace(new, end=_open_end(name, row, timeline, clock, standing))
        if new.end == "next" and gone and not later(name, timeline):
            new = replace(new, end=None)
        if new != row:
            yield name, (new, _said(name, row, new, next(iter(lost.values()), "")))


def _open_end(name: str, row: SpellConf, timeline: TimelineConf, clock: ClockConf, standing: Set[str]) -> str | None:
    """The end of a row whose own is not known: none for what stands, open for what passes."""
    if _stands(row, standing):
        return None
    if later(name, timeline):
        return "next"
    last = timeline.attested_to or clock.end
    return _interval(days(str(row.end), f"timeline.spells.{name}.end")[0], last)


def _interval(earliest: object, latest: object) -> str:
    return f"{earliest}/{latest}" if str(earliest) < str(latest) else f"{earliest}"


def later(name: str, timeline: TimelineConf) -> str | None:
    """The next row of the same driver, in order of start; None for the last."""
    rows = present(timeline.spells)
    own = [key for key, row in rows.items() if row.driver == rows[name].driver]
    ordered = sorted(own, key=lambda key: "" if rows[key].start == "before" else rows[key].start)
    place = ordered.index(name) + 1
    return ordered[place] if place < len(ordered) else None


def _partings(causes: dict[str, str]) -> Iterator[str]:
    for cause in dict.fromkeys(causes.values()):
        names = [name for name, other in causes.items() if other == cause]
        yield f"without {cause}: no {', '.join(names)}"


def _said(name: str, row: SpellConf, new: SpellConf, cause: str) -> str:
    why = f"without {cause}: " if cause else ""
    starts = f"{name} starts {new.start}" if new.start != row.start else ""
    ends = f"{name} {f'ends {new.end}' if new.end else 'does not end'}" if new.end != row.end else ""
    return f"{why}{', '.join(text for text in (starts, ends) if text)}"
