"""What the reading of the dated facts decides: its share of each count's variance, and the supports of patterns."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.figures.palette import FAINT, INK, colours, label
from experiments.figures.style import Caption, bare, empty, sheet, styled
from experiments.figures.type_size import SMALL, shortened
from experiments.judge.codings import WORTH_SAYING, CodingShare, CodingSupport
from experiments.judge.differences import ALL
from experiments.judge.patterns.evaluate import REPRODUCED

TITLE = "How much is due to the reading of the facts in doubt"
ROW, HEAD, NAME = 0.17, 0.62, 1.7  # inches
NOTE = (
    "{number} codings, each played by the replicates below. Above: share of the variance of attacks over all runs that "
    "is the coding's, the rest being the dice's; the words name the edge or level in doubt that codings' means go with "
    "most, if beyond chance. Below: support of the counted patterns that not all codings agree on, 5 % to 95 % of "
    "codings and the mean; right of the line a pattern is reproduced. A coding's support has the chance of its few "
    "runs in it."
)


@styled
def codings(shares: Sequence[CodingShare], supports: Sequence[CodingSupport], number: int, caption: Caption) -> Figure:
    """A bar a count, over `number` codings; a line a pattern with supports on both sides of what it must pass."""
    if not shares:
        return empty(TITLE, "Nothing to show: nothing was counted.", caption)
    unsure = sorted((row for row in supports if row.counted and row.low < REPRODUCED <= row.high), key=_stands)
    bodies = [HEAD + ROW * len(shares), HEAD + ROW * max(1, len(unsure))]
    figure = sheet(sum(bodies), TITLE, NOTE.format(number=number), caption, _legend())
    upper, lower = figure.subplots(2, 1, height_ratios=bodies)
    _counts(upper, shares)
    _patterns(lower, unsure)
    return figure


def _stands(row: CodingSupport) -> float:
    return -row.stands


def _counts(axes: Axes, rows: Sequence[CodingShare]) -> None:
    shades = _shades([row.target for row in rows])
    names = [f"{label(row.period)}: {_name(row.target)}" for row in rows]
    _frame(axes, names, "share of variance that is the coding's")
    for place, row in enumerate(rows):
        axes.barh(place, row.share, height=0.7, color=shades[row.target], zorder=2)
        if row.fact_share is not None and row.share >= WORTH_SAYING:
            axes.text(row.share + 0.01, place, row.fact, size=SMALL, va="center", color=INK)


def _patterns(axes: Axes, rows: Sequence[CodingSupport]) -> None:
    _frame(
        axes, [row.id for row in rows], "support over codings" if rows else "no counted pattern depends on the coding"
    )
    axes.axvline(REPRODUCED, color=FAINT, lw=0.8, ls=(0, (3, 2)), zorder=1)
    for place, row in enumerate(rows):
        axes.plot([row.low, row.high], [place, place], color=INK, lw=1.1, solid_capstyle="butt", zorder=2)
        axes.plot(row.support, place, marker="o", ms=3.6, mfc=INK, mec="white", mew=0.4, ls="none", zorder=3)
        if row.fact_share is not None:
            axes.text(1.01, place, row.fact, size=SMALL, va="center", color=INK)


def _frame(axes: Axes, names: Sequence[str], axis: str) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(max(len(names), 1) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), [shortened(name, NAME) for name in names])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(axis)
    axes.grid(axis="x", color="#E8E8E8", lw=0.5)
    axes.set_axisbelow(True)
    bare(axes, "left")


def _name(target: str) -> str:
    return "all together" if target == ALL else label(target)


def _shades(targets: Sequence[str]) -> dict[str, str]:
    return {**colours([name for name in dict.fromkeys(targets) if name != ALL]), ALL: INK}


def _legend() -> dict[str, Artist]:
    return {"support of a pattern": Line2D([], [], color=INK, lw=1.1, marker="o", ms=3.6, mec="white", mew=0.4)}
