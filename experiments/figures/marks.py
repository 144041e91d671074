"""Dated events above a time axis: each labelled once, no label across another or across another's line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes

from experiments.figures.palette import FAINT, INK, label
from experiments.figures.time_axis import close, number
from experiments.figures.type_size import SMALL, shortened, width
from experiments.observed.chronicle import Phase
from experiments.setup.coded import settled_day
from experiments.setup.rows import present
from experiments.setup.schema import OccasionConf, TimelineConf

ROW = 0.15  # inches
GAP = 0.06
NAMED = 0.4  # a shorter phase stays without its name
PHASE_ROW = 0.19
DOTS = (0, (1.5, 1.5))
MOST = 8


@dataclass(frozen=True)
class Mark:
    """A dated event to draw a line at."""

    day: date
    text: str


def main_marks(timeline: TimelineConf) -> tuple[Mark, ...]:
    """What the rows of a timeline say of themselves, by most likely date; where none does, its first occasions."""
    marks = [*_said(timeline)] or [*_named(present(timeline.occasions))]
    return tuple(sorted(marks, key=lambda mark: (mark.day, mark.text))[:MOST])


@dataclass(frozen=True)
class Place:
    """Where the label of a mark goes: inches from the left of the strip, and row from the top."""

    mark: Mark
    line: float
    left: float
    right: float
    row: int


def places(marks: Sequence[Mark], start: date, end: date, inches: float) -> list[Place]:
    """A place for every mark from `start` to `end`: in the highest row where it crosses no earlier label."""
    taken: list[float] = []  # right end of the last label of each row
    found = []
    for mark in sorted((mark for mark in marks if start <= mark.day <= end), key=lambda mark: mark.day):
        line = (number(mark.day) - number(start)) * inches / (close(end) - number(start))
        size = width(mark.text) + GAP
        left = line + GAP / 2 if line + size <= inches else max(0.0, line - size)
        row = next(k for k in range(len(taken) + 1) if all(right < left for right in taken[k:]))
        taken = [*taken[:row], left + size, *taken[row + 1 :]]
        found.append(Place(mark, line, left, left + size, row))
    return found


def strip_height(marks: Sequence[Mark], phases: Sequence[Phase], start: date, end: date, inches: float) -> float:
    """Inches that `strip` needs above a time axis of that width."""
    deepest = max((place.row for place in places(marks, start, end, inches)), default=-1)
    return ROW * (deepest + 1) + (PHASE_ROW if phases else 0.0)


def strip(axes: Axes, marks: Sequence[Mark], phases: Sequence[Phase], start: date, end: date, inches: float) -> None:
    """Fill an empty axes with the names of the phases and, below them, of the events."""
    height = max(strip_height(marks, phases, start, end, inches), 0.01)
    axes.set_xlim(0, inches)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    scale = inches / (close(end) - number(start))
    for phase in phases:
        left, right = ((x - number(start)) * scale for x in (number(phase.start), close(phase.end)))
        _name_phase(axes, phase, max(left, 0.0), min(right, inches), height)
    top = height - (PHASE_ROW if phases else 0.0)
    for place in places(marks, start, end, inches):
        _name(axes, place, top - ROW * place.row)


def lines(axes: Axes, marks: Sequence[Mark], start: date, end: date) -> None:
    """Draw the line of every mark through an axes below the strip."""
    for mark in marks:
        if start <= mark.day <= end:
            axes.axvline(number(mark.day), color=INK, lw=0.6, ls=DOTS, zorder=0.5)


def _name(axes: Axes, place: Place, top: float) -> None:
    axes.plot([place.line, place.line], [0, top - 0.02], color=INK, lw=0.6, ls=DOTS, zorder=1)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.4}
    side, x = ("left", place.left) if place.left > place.line else ("right", place.right - GAP / 2)
    axes.text(x, top - ROW / 2, place.mark.text, size=SMALL, ha=side, va="center", color=INK, bbox=box)


def _name_phase(axes: Axes, phase: Phase, left: float, right: float, height: float) -> None:
    if right - left > NAMED:
        name, middle = shortened(label(phase.phase), right - left - GAP, SMALL, "bold"), (left + right) / 2
        axes.plot([left + GAP / 2, right - GAP / 2], [height - PHASE_ROW] * 2, color=FAINT, lw=0.8)
        axes.text(middle, height - PHASE_ROW / 2 + 0.01, name, size=SMALL, weight="bold", ha="center", va="center")


def _said(timeline: TimelineConf) -> Iterator[Mark]:
    rows = (timeline.spells, timeline.occasions, timeline.anchors or {})
    for row in (row for section in rows for row in section.values() if row is not None):
        for edge, text in (row.mark or {}).items():
            if (day := settled_day(getattr(row, edge))) is not None:
                yield Mark(day, text)


def _named(occasions: Mapping[str, OccasionConf]) -> Iterator[Mark]:
    for name, row in occasions.items():
        if (day := settled_day(row.day)) is not None:
            yield Mark(day, label(name))
