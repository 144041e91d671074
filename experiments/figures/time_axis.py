"""A shared time axis: years along the bottom, phases as shades."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num

from experiments.figures.counts import months
from experiments.figures.palette import label
from experiments.figures.type_size import SMALL
from experiments.observed.chronicle import Phase

SHADES = ("#FFFFFF", "#EFEFEF")
NAMED = 0.1  # of the axis: a shorter phase stays without its name
LONG = timedelta(days=700)  # from here on one label a year is enough
VERY_LONG = timedelta(days=365 * 9)  # and from here on too much


def number(day: date) -> float:
    """Where a day begins on the axis."""
    return float(date2num(day))


def close(day: date) -> float:
    """Where a day ends on the axis."""
    return number(day + timedelta(days=1))


def time_axis(axes: Axes, start: date, end: date) -> None:
    """Show the days from `start` to `end` with ticks at sensible dates."""
    axes.set_xlim(number(start), close(end))
    if not LONG < end - start < VERY_LONG:
        locator = AutoDateLocator(minticks=3, maxticks=8)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
        return
    quarters = [month.first for month in months(start, end) if month.first.month in (1, 4, 7, 10)]
    inside = [day for day in quarters if day >= start]
    years = [day for day in inside if day.month == 1]
    axes.set_xticks([number(day) for day in years], [f"{day:%b %Y}" for day in years])
    axes.set_xticks([number(day) for day in inside if day.month != 1], minor=True)


def shade(axes: Axes, phases: Sequence[Phase]) -> None:
    """Shade every second phase."""
    for index, phase in enumerate(phases):
        if index % 2:
            axes.axvspan(number(phase.start), close(phase.end), color=SHADES[1], lw=0, zorder=-5)


def name_phases(axes: Axes, phases: Sequence[Phase], start: date, end: date) -> None:
    """Write the name of every phase above the axes, where it lies between `start` and `end`."""
    for phase in phases:
        left, right = max(phase.start, start), min(phase.end, end)
        if (right - left) / (end - start) > NAMED:
            place: dict[str, Any] = {
                "xytext": (0, 2),
                "textcoords": "offset points",
                "xycoords": axes.get_xaxis_transform(),
            }
            middle = (number(left) + close(right)) / 2
            axes.annotate(label(phase.phase), (middle, 1), size=SMALL, weight="bold", ha="center", **place)


def period_text(start: date, end: date) -> str:
    """A period in words, by months."""
    return f"{start:%b %Y} – {end:%b %Y}"
