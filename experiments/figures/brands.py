"""Facade brands: when they are born and what they claim, in the order of their births."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.figures.counts import Month, Numbers, birth_days, monthly_claims
from experiments.figures.palette import INK, OBSERVED, colours, label
from experiments.figures.style import Caption, bare, empty, sheet, styled
from experiments.figures.time_axis import close, name_phases, number, shade, time_axis
from experiments.figures.type_size import SMALL, shortened
from experiments.judge.patterns.spelling import fold
from experiments.judge.percentile import defined_percentiles
from experiments.observed.chronicle import Phase
from experiments.observed.tables import BrandParent
from experiments.simulate.campaign import Campaign

TITLE = "Facade brands: births and claims"
ROW = 0.37  # inches a brand
NAME = 1.85  # inches for the brands' names
PEAK = 0.62  # of a row: how high the month with most claims reaches
LEVEL = -0.16  # where in its row the birth is drawn, below the claims
BANDS = (5.0, 50.0, 95.0)
FIRST_MENTION = "first mention in reports (not birth)"


@styled
def brands(
    campaign: Campaign, caption: Caption, mentions: Sequence[BrandParent] = (), phases: Sequence[Phase] = ()
) -> Figure:
    """One row a brand: mean claims a month by target, birth with its 90 % interval, first mention in the reports."""
    months, claims = monthly_claims(campaign)
    if not months or not claims.size or not campaign.replicates:
        return empty(TITLE, "Nothing to show: the campaign has no brand, no target, no replicate or no month.", caption)
    births = birth_days(campaign)
    order = _order(births)
    legend = _legend(campaign.names.targets, claims, bool(mentions))
    figure = sheet(ROW * len(order) + 0.55, TITLE, NOTE, caption, legend)
    axes = figure.subplots()
    _frame(axes, campaign, order, phases)
    top = max(float(claims.sum(axis=1).max()), 1e-9)
    for row, brand in enumerate(order):
        y = len(order) - 1 - row
        _claims(axes, months, claims[brand] * PEAK / top, y, list(colours(campaign.names.targets).values()))
        _birth(axes, births[:, brand], y)
        _mention(axes, campaign, campaign.names.brands[brand], mentions, y)
        _margin(axes, births[:, brand], float(claims[brand].sum(axis=0).max()), y)
    return figure


NOTE = (
    "Colours: mean claims a month by target, on one scale; at the right, those of the month with most. "
    "Birth: median and 90 % interval over the replicates in which it happens; their share is 'born in'."
)


def _order(births: Numbers) -> list[int]:
    """Brands by median birth, those never born last."""
    median = defined_percentiles(births, [50])[0]
    return sorted(range(len(median)), key=lambda brand: (np.isnan(median[brand]), np.nan_to_num(median[brand]), brand))


def _frame(axes: Axes, campaign: Campaign, order: Sequence[int], phases: Sequence[Phase]) -> None:
    time_axis(axes, campaign.start, campaign.end)
    shade(axes, phases)
    name_phases(axes, phases, campaign.start, campaign.end)
    names = [_name(campaign, brand) for brand in order]
    axes.set_yticks(range(len(order) - 1, -1, -1), names)
    axes.set_ylim(-0.45, len(order) - 0.2)
    axes.tick_params(axis="y", length=0)
    bare(axes, "left")
    for x, text in ((1.05, "born in"), (1.16, "claims in\npeak month")):
        axes.text(x, len(order) - 0.2, text, size=SMALL, ha="center", va="bottom", transform=_beside(axes))


def _beside(axes: Axes) -> Any:
    return axes.get_yaxis_transform()


def _name(campaign: Campaign, brand: int) -> str:
    side = campaign.names.alignments[brand]
    known = "" if side == "unknown" else f" ({side})"
    return shortened(campaign.names.brands[brand] + known, NAME)


def _claims(axes: Axes, months: Sequence[Month], heights: Numbers, y: float, fills: Sequence[str]) -> None:
    edges = [*(number(month.first) for month in months), close(months[-1].last)]
    floor = np.full(len(months), float(y))
    for height, fill in zip(heights, fills, strict=True):
        if height.any():
            axes.stairs(floor + height, edges, baseline=floor, fill=True, color=fill, lw=0, zorder=2)
        floor = floor + height
    axes.plot([edges[0], edges[-1]], [y, y], color="#C8C8C8", lw=0.5, zorder=1.5)


def _birth(axes: Axes, days: Numbers, y: float) -> None:
    if np.isnan(days).all():
        return
    low, median, high = defined_percentiles(days[:, None], BANDS)[:, 0]
    left, middle, right = (number(date.fromordinal(round(day))) for day in (low, median, high))
    axes.plot([left, right], [y + LEVEL] * 2, color=INK, lw=1.0, solid_capstyle="butt", zorder=2.5)
    axes.plot(middle, y + LEVEL, marker="|", ms=6, mew=1.6, color=INK, ls="none", zorder=3)


def _mention(axes: Axes, campaign: Campaign, brand: str, mentions: Sequence[BrandParent], y: float) -> None:
    for mention in mentions:
        if fold(mention.brand) == fold(brand) and campaign.start <= mention.first_claim <= campaign.end:
            axes.plot(number(mention.first_claim), y + LEVEL, **_diamond(), zorder=3.5)


def _diamond() -> dict[str, Any]:
    return {"marker": "D", "ms": 4, "mfc": "white", "mec": OBSERVED, "mew": 0.9, "ls": "none"}


def _margin(axes: Axes, days: Numbers, peak: float, y: float) -> None:
    for x, text in ((1.05, f"{100 * np.mean(~np.isnan(days)):.0f} %"), (1.16, f"{peak:.2f}")):
        axes.text(x, y, text, size=SMALL, ha="center", va="center", transform=_beside(axes))


def _legend(targets: Sequence[str], claims: Numbers, mentioned: bool) -> dict[str, Artist]:
    drawn: dict[str, Artist] = {
        shortened(label(target), NAME): Patch(fc=colour)
        for index, (target, colour) in enumerate(colours(targets).items())
        if claims[:, index].any()
    }
    drawn["birth"] = Line2D([], [], color=INK, lw=1, marker="|", ms=6, mew=1.6)
    if mentioned:
        drawn[FIRST_MENTION] = Line2D([], [], **_diamond())
    return drawn
