"""Differences between scenarios and a baseline, with the same dice on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any, Protocol

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.figures.palette import FAINT, INK, colours, label
from experiments.figures.style import PAGE, Caption, bare, empty, sheet, styled
from experiments.figures.type_size import NORMAL, shortened

TITLE = "What each scenario changes"
COLUMNS = 5
ROW = 0.2  # inches a scenario
NAME = 1.45  # inches for the scenarios' names
ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8)
NOTE = (
    "Difference from the baseline in attacks over the whole campaign, replicate by replicate: mean and interval. "
    "Panels differ in scale."
)


class Row(Protocol):
    """What is needed of a difference."""

    @property
    def scenario(self) -> str:
        """Its name."""

    @property
    def target(self) -> str:
        """Target class, or whatever is compared."""

    @property
    def mean(self) -> float:
        """Mean difference."""

    @property
    def low(self) -> float:
        """Lower end of its interval."""

    @property
    def high(self) -> float:
        """Upper end of its interval."""


@styled
def compare(rows: Sequence[Row], caption: Caption, interval: str = "90 % interval") -> Figure:
    """One panel a target, one line a scenario: difference in total attacks, filled where its interval excludes 0."""
    if not rows:
        return empty(TITLE, "Nothing to show: no scenario is compared with the baseline.", caption)
    scenarios = list(dict.fromkeys(row.scenario for row in rows))
    fills = colours(dict.fromkeys(row.target for row in rows))
    deep = ceil(len(fills) / COLUMNS)
    figure = sheet(deep * (ROW * len(scenarios) + 0.55), TITLE, NOTE, caption, _legend(interval))
    grid = figure.subplots(deep, min(len(fills), COLUMNS), sharey=True, squeeze=False)
    for axes, (target, colour) in zip(grid.flat, fills.items(), strict=False):
        _frame(axes, scenarios, target)
        for row in rows:
            if row.target == target:
                _difference(axes, row, scenarios.index(row.scenario), colour)
        _ticks(axes)
    for axes in list(grid.flat)[len(fills) :]:
        axes.set_axis_off()
    return figure


def _frame(axes: Axes, scenarios: Sequence[str], target: str) -> None:
    axes.set_ylim(len(scenarios) - 0.4, -0.6)
    axes.set_yticks(range(len(scenarios)), [shortened(label(scenario), NAME) for scenario in scenarios])
    axes.set_title(shortened(label(target), (PAGE - NAME) / COLUMNS - 0.12, NORMAL, "bold"))
    axes.axvline(0, color=INK, lw=0.7, zorder=1)
    axes.grid(axis="y", color="#E8E8E8", lw=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.1)
    bare(axes, "left")


def _difference(axes: Axes, row: Row, y: int, colour: str) -> None:
    axes.plot([row.low, row.high], [y, y], color=colour, lw=1.4, solid_capstyle="butt", zorder=2)
    axes.plot(row.mean, y, **_dot(colour, row.low > 0 or row.high < 0), zorder=3)


def _ticks(axes: Axes) -> None:
    """Zero and one round number on either side: all that a narrow panel has room for."""
    low, high = axes.get_xlim()
    narrow, wide = sorted((-low, high))
    reach = 0.9 * (narrow if 2 * narrow > wide else wide)
    power = 10.0 ** floor(log10(reach))
    step = max(digit * power for digit in ROUND if digit * power <= reach)
    axes.set_xticks([x for x in (-step, 0, step) if low <= x <= high])
    axes.xaxis.set_major_formatter(lambda x, _: f"{x:g}".replace("-", "−"))
    axes.set_xlim(low, high)


def _dot(colour: str, clear: bool) -> dict[str, Any]:
    fill = colour if clear else "white"
    return {"marker": "o", "ms": 4.6, "mfc": fill, "mec": colour, "mew": 1.1, "ls": "none"}


def _legend(interval: str) -> dict[str, Artist]:
    return {
        f"mean, {interval} excludes 0": Line2D([], [], **_dot(FAINT, True)),
        f"mean, {interval} holds 0": Line2D([], [], **_dot(FAINT, False)),
    }
