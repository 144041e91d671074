"""Phase shifts: what changes from one phase to the next, simulated, observed, and the model against itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.figures.palette import INK, OBSERVED, colours, label
from experiments.figures.style import Caption, bare, empty, sheet, styled
from experiments.figures.type_size import SMALL, shortened
from experiments.judge.shifts.direction import NOT_COUNTED
from experiments.judge.shifts.rows import DISTANCE, WHOLE, ShiftRow
from experiments.observed.chronicle import in_use

TITLE = "Shifts from phase to phase"
ROW = 0.3  # inches a target
HEAD = 0.58  # inches that a panel needs besides its rows
NAME = 1.25  # inches for the targets' names
APART = 0.19  # of a row: from its middle up to simulated, and down to observed
BAND = 0.8  # of a row
COLUMNS = (1.02, 1.15)  # where the shares of replicates stand, in widths of a panel: one a reading
NOISE = "#DEDEDE"
AXIS = {
    "rate": "change in attacks a month",
    "share": "change in share of attacks, %-points",
    DISTANCE: "distance of the mixes, from 0 to 1",
}
SCALE = {"share": 100.0}
TICKS = (-30, -10, -3, -1, 0, 1, 3, 10, 30)
READINGS = {"cut": "P", "printed": "printed"}
"""The readings, the first of which is drawn, and what their shares are headed."""

ALONE = (
    "No observed record stands beside it. Rates: linear from −1 to 1, logarithmic beyond. Distance: root of the "
    "Jensen-Shannon divergence, base 2."
)


@styled
def shifts(rows: Sequence[ShiftRow], caption: Caption) -> Figure:
    """A column a boundary; below each other rates, shares and the whole mix, with a row a target.

    Drawn are the phases cut end to end; of those as printed, which overlap, only the shares of replicates are written.
    """
    shown = [row for row in rows if row.simulated_median is not None]
    if not shown:
        return empty(TITLE, "Nothing to show: the campaign does not cover the phases.", caption)
    boundaries = list(dict.fromkeys(row.boundary for row in shown))
    targets = {quantity: _targets(shown, quantity) for quantity in dict.fromkeys(row.quantity for row in shown)}
    heights = [ROW * len(names) + HEAD for names in targets.values()]
    recorded = any(row.observed_median is not None for row in shown)
    figure = sheet(sum(heights), TITLE, _note() if recorded else ALONE, caption, _legend(recorded))
    shared: dict[str, Any] = {"sharex": "row", "sharey": "row", "squeeze": False, "height_ratios": heights}
    grid = figure.subplots(len(targets), len(boundaries), **shared)
    for panels, (quantity, names) in zip(grid, targets.items(), strict=True):
        for axes, boundary in zip(panels, boundaries, strict=True):
            _frame(axes, quantity, names, recorded)
            axes.set_title(_heading(boundary))
            for row in shown:
                if (row.quantity, row.boundary) == (quantity, boundary):
                    _draw(axes, row, names.index(row.target), {**colours(names), WHOLE: INK}[row.target])
    return figure


def _targets(rows: Sequence[ShiftRow], quantity: str) -> list[str]:
    return list(dict.fromkeys(row.target for row in rows if row.quantity == quantity))


def _frame(axes: Axes, quantity: str, names: Sequence[str], recorded: bool) -> None:
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), [shortened(_name(name), NAME) for name in names])
    axes.tick_params(axis="y", length=0)
    axes.tick_params(labelbottom=True)
    axes.set_xlabel(AXIS[quantity])
    if quantity == "rate":  # from a tenth to ten attacks a month
        axes.set_xscale("symlog", linthresh=1.0, linscale=0.6)
        axes.set_xticks(TICKS, [f"{tick:g}".replace("-", "−") for tick in TICKS])
        axes.set_xticks([], minor=True)
    for between in range(1, len(names)):
        axes.axhline(between - 0.5, color="#E4E4E4", lw=0.5, zorder=0)
    if quantity == DISTANCE:
        axes.set_xlim(0, 1)
    else:
        for x, heading in zip(COLUMNS, READINGS.values() if recorded else ("", ""), strict=True):
            axes.text(x, 1, heading, size=SMALL, color=INK, weight="bold", va="bottom", transform=axes.transAxes)
        axes.axvline(0, color=INK, lw=0.6, zorder=1)
    bare(axes, "left")


def _draw(axes: Axes, row: ShiftRow, place: int, colour: str) -> None:
    scale = SCALE.get(row.quantity, 1.0)
    if row.quantity != DISTANCE and row.observed_median is not None:
        _probability(axes, row, place)
    if row.reading != next(iter(READINGS)):
        return
    y = float(place)
    if row.noise_low is not None and row.noise_high is not None:
        low, high = row.noise_low * scale, row.noise_high * scale
        axes.barh(y, high - low, left=low, height=BAND, color=NOISE, zorder=0.5)
    _line(axes, y - APART, scale, (row.simulated_low, row.simulated_high), 1.0, colour)
    _line(axes, y - APART, scale, (row.simulated_low50, row.simulated_high50), 2.8, colour)
    _point(axes, y - APART, scale, row.simulated_median, _dot(colour))
    _line(axes, y + APART, scale, (row.observed_low, row.observed_high), 1.0, OBSERVED)
    _point(axes, y + APART, scale, row.observed_median, _diamond())


def _line(
    axes: Axes, y: float, scale: float, ends: tuple[float | None, float | None], thickness: float, colour: str
) -> None:
    low, high = ends
    if low is not None and high is not None:
        axes.plot([low * scale, high * scale], [y, y], color=colour, lw=thickness, solid_capstyle="butt", zorder=2)


def _point(axes: Axes, y: float, scale: float, value: float | None, look: dict[str, Any]) -> None:
    if value is not None:
        axes.plot(value * scale, y, zorder=3, **look)


def _probability(axes: Axes, row: ShiftRow, y: int) -> None:
    text = "–" if row.p_sign is None else f"{row.p_sign:.2f}{'c' if row.verdict == NOT_COUNTED else ''}"
    place: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "ha": "left", "va": "center"}
    axes.text(COLUMNS[list(READINGS).index(row.reading)], y, text, size=SMALL, color=INK, **place)


def _name(target: str) -> str:
    return "Whole mix" if target == WHOLE else label(target)


def _heading(boundary: str) -> str:
    return " to ".join(label(phase) for phase in boundary.split("-")).replace("to Phase", "to phase")


def _dot(colour: str) -> dict[str, Any]:
    return {"marker": "o", "ms": 4.4, "mfc": colour, "mec": colour, "mew": 0.9, "ls": "none"}


def _diamond() -> dict[str, Any]:
    return {**_dot(OBSERVED), "marker": "D", "ms": 3.6}


def _legend(recorded: bool) -> dict[str, Artist]:
    line: dict[str, Any] = {"ls": "-", "lw": 1.0, "color": INK}
    observed = {"observed: median and range of the record": Line2D([], [], **{**_diamond(), **line})}
    return {
        "simulated: median, 50 and 90 % of replicates": Line2D([], [], **{**_dot(INK), **line}),
        **(observed if recorded else {}),
        "the model against itself: two replicates of one phase, 90 %": Patch(fc=NOISE),
    }


def _note() -> str:
    cut_at = f" at {at}" if (at := in_use().notes.cut_at) else ""
    return (
        "P: share of replicates with the sign of the record; –: it states none; c: circular. A picture: the test asks "
        "for size (agreement.csv). "
        f"Drawn: phases cut end to end{cut_at}; printed: P of the phases as printed, which overlap "
        "(shifts.csv has them in full). "
        "Rates: linear from −1 to 1, logarithmic beyond. Distance: root of the Jensen-Shannon divergence, base 2."
    )
