"""Differences between scenarios and a reference with the same dice, and the months of them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil, floor, log10
from typing import Any, Protocol

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.figures.counts import months as calendar
from experiments.figures.palette import FAINT, INK, MISSED, SPARE, colours, label
from experiments.figures.style import PAGE, Caption, bare, empty, sheet, styled
from experiments.figures.time_axis import close, number, time_axis
from experiments.figures.type_size import NORMAL, shortened

TITLE = "What each scenario changes"
COLUMNS = 5
ROW = 0.2  # inches a scenario
HEAD = 0.72  # inches that a panel needs besides its rows
PANEL = 0.82  # inches a target of the months below
NAME = 1.45  # inches for the scenarios' names
SIDE = 0.4  # inches for the per cent
ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8)
BAND = 0.22
ARMS = (MISSED, *SPARE)
DASHES = ((0, (4, 1.2)), (0, (1.5, 1.2)), (0, (6, 1.2, 1.5, 1.2)))
NOTE = (
    "Difference from {reference} in attacks over the whole campaign, replicate by replicate: mean and interval, on one "
    "scale; beside it in per cent of the level under the target's name. The interval covers the dice only, at one set "
    "of numbers."
)
SERIES = (
    " Below: mean attacks a month in each scenario; shaded: 90 % of {reference}'s replicates. Panels differ in scale."
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
    def reference(self) -> str:
        """What it is compared with."""

    @property
    def reference_mean(self) -> float:
        """Mean attacks there."""

    @property
    def mean(self) -> float:
        """Mean difference."""

    @property
    def low(self) -> float:
        """Lower end of its interval."""

    @property
    def high(self) -> float:
        """Upper end of its interval."""


class Month(Protocol):
    """What is needed of a month of one scenario."""

    @property
    def scenario(self) -> str:
        """Its name."""

    @property
    def start(self) -> date:
        """First day that is played."""

    @property
    def end(self) -> date:
        """Last day that is played."""

    @property
    def target(self) -> str:
        """Target class."""

    @property
    def mean(self) -> float:
        """Mean attacks."""

    @property
    def low(self) -> float:
        """5 % point."""

    @property
    def high(self) -> float:
        """95 % point."""


@styled
def compare(
    rows: Sequence[Row], caption: Caption, interval: str = "90 % interval", months: Sequence[Month] = ()
) -> Figure:
    """A panel a target with a line a scenario, filled where the interval excludes 0; below, the months of all."""
    if not rows:
        return empty(TITLE, "Nothing to show: no scenario is compared with the baseline.", caption)
    fills = colours(dict.fromkeys(row.target for row in rows))
    shown = [month for month in months if _whole(month) and month.target in fills]
    over = ceil(len(fills) / COLUMNS) * (ROW * len(_scenarios(rows)) + HEAD)
    under = PANEL * len(fills) + 0.3 if shown else 0.0
    note = (NOTE + (SERIES if shown else "")).format(reference=rows[0].reference)
    figure = sheet(over + under, TITLE, note, caption, _legend(interval, shown))
    parts = figure.add_gridspec(2 if shown else 1, 1, height_ratios=[over, under] if shown else [over])
    _differences(figure, parts[0], rows, fills)
    if shown:
        _series(parts[1], shown, fills)
    return figure


def _scenarios(rows: Iterable[Row | Month]) -> list[str]:
    return list(dict.fromkeys(row.scenario for row in rows))


def _differences(figure: Figure, place: Any, rows: Sequence[Row], fills: dict[str, str]) -> None:
    """A panel a target, all with the same scale."""
    scenarios = _scenarios(rows)
    deep, wide = ceil(len(fills) / COLUMNS), min(len(fills), COLUMNS)
    grid = place.subgridspec(deep, wide).subplots(sharex=True, sharey=True, squeeze=False)
    for axes, (target, colour) in zip(grid.flat, fills.items(), strict=False):
        own = [row for row in rows if row.target == target]
        _frame(axes, scenarios, target, own)
        for row in own:
            _difference(axes, row, scenarios.index(row.scenario), colour)
    for axes in list(grid.flat)[: len(fills)]:
        _ticks(axes)
    for axes in list(grid.flat)[len(fills) :]:
        figure.delaxes(axes)


def _frame(axes: Axes, scenarios: Sequence[str], target: str, rows: Sequence[Row]) -> None:
    axes.set_ylim(len(scenarios) - 0.4, -0.6)
    axes.set_yticks(range(len(scenarios)), [shortened(label(scenario), NAME) for scenario in scenarios])
    name = shortened(label(target), (PAGE - NAME) / COLUMNS - 0.12, NORMAL, "bold")
    axes.set_title(f"{name}\non {rows[0].reference_mean:.0f}")
    axes.axvline(0, color=INK, lw=0.7, zorder=1)
    axes.grid(axis="y", color="#E8E8E8", lw=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(labelbottom=True)
    axes.margins(x=0.1)
    bare(axes, "left")


def _difference(axes: Axes, row: Row, y: int, colour: str) -> None:
    axes.plot([row.low, row.high], [y, y], color=colour, lw=1.4, solid_capstyle="butt", zorder=2)
    axes.plot(row.mean, y, **_dot(colour, row.low > 0 or row.high < 0), zorder=3)
    beside: dict[str, Any] = {"ha": "left", "va": "center", "transform": axes.get_yaxis_transform()}
    axes.text(1.03, y, shortened(per_cent(row.mean, row.reference_mean), SIDE), color=INK, **beside)


def per_cent(difference: float, level: float) -> str:
    """A difference in per cent of a level; a dash where there is no level."""
    if level <= 0:
        return "–"
    return f"{round(100 * difference / level) + 0:+d} %".replace("-", "−").replace("+0 %", "0 %")


def _whole(month: Month) -> bool:
    """Whether enough of a month is played to be drawn."""
    return all(one.shown for one in calendar(month.start, month.end))


def _series(place: Any, months: Sequence[Month], fills: dict[str, str]) -> None:
    """A panel a target: the reference as a line in its band, the other scenarios in dashes."""
    reference, *others = _scenarios(months)
    grid = place.subgridspec(len(fills), 1).subplots(sharex=True, squeeze=False)
    for axes, (target, colour) in zip(grid.flat, fills.items(), strict=True):
        own = [month for month in months if month.target == target]
        time_axis(axes, min(month.start for month in months), max(month.end for month in months))
        axes.tick_params(axis="x", which="both", labelbottom=axes is grid.flat[-1])
        axes.locator_params(axis="y", nbins=3, integer=True)
        _steps(axes, [month for month in own if month.scenario == reference], colour)
        for scenario, look in zip(others, _looks(len(others)), strict=True):
            _steps(axes, [month for month in own if month.scenario == scenario], None, look)
        axes.set_title(shortened(label(target), PAGE - 1, NORMAL, "bold"))


def _steps(axes: Axes, months: Sequence[Month], band: str | None, look: dict[str, Any] | None = None) -> None:
    if not months:
        return
    edges = [*(number(month.start) for month in months), close(months[-1].end)]
    if band:
        low, high = ([getattr(month, end) for month in months] for end in ("low", "high"))
        axes.stairs(high, edges, baseline=low, fill=True, color=band, alpha=BAND, lw=0)
    axes.stairs([month.mean for month in months], edges, baseline=None, **(look or {"color": INK, "lw": 1.2}))


def _looks(number_of: int) -> list[dict[str, Any]]:
    """A colour and dashes for each of the other scenarios."""
    return [{"color": ARMS[k % len(ARMS)], "ls": DASHES[k % len(DASHES)], "lw": 1.3} for k in range(number_of)]


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


def _legend(interval: str, months: Sequence[Month]) -> dict[str, Artist]:
    drawn: dict[str, Artist] = {
        f"mean, {interval} excludes 0": Line2D([], [], **_dot(FAINT, True)),
        f"mean, {interval} holds 0": Line2D([], [], **_dot(FAINT, False)),
    }
    if months:
        reference, *others = _scenarios(months)
        drawn[f"{shortened(label(reference), NAME)} by month"] = Line2D([], [], color=INK, lw=1.2)
        drawn["90 % of its replicates"] = Patch(fc=FAINT, alpha=2 * BAND, lw=0)
        for scenario, look in zip(others, _looks(len(others)), strict=True):
            drawn[shortened(label(scenario), NAME)] = Line2D([], [], **look)
    return drawn
