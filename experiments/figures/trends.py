"""Monthly attacks on each target class: what was simulated, and what the reports say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from experiments.figures.counts import Month, Numbers, length, monthly_attacks
from experiments.figures.marks import Mark, lines, strip, strip_height
from experiments.figures.palette import INK, OBSERVED, colours, label
from experiments.figures.style import PAGE, Caption, empty, sheet, styled
from experiments.figures.time_axis import SHADES, close, number, shade, time_axis
from experiments.figures.type_size import NORMAL, SMALL, shortened
from experiments.judge.percentile import defined_percentiles
from experiments.observed.chronicle import Phase
from experiments.observed.tables import PeriodRate
from experiments.simulate.campaign import Campaign

TITLE = "Attacks per month by target class"
PANEL = 1.18  # inches
AXIS = PAGE - 0.62  # width of a panel, rather too small than too large
BANDS = (5.0, 25.0, 50.0, 75.0, 95.0)
FAINT_BAND, BAND = 0.18, 0.34
INTERVAL: dict[str, Any] = {"fc": "none", "ec": OBSERVED, "lw": 0.5}


@styled
def trends(
    campaign: Campaign,
    caption: Caption,
    rates: Sequence[PeriodRate] = (),
    phases: Sequence[Phase] = (),
    marks: Sequence[Mark] = (),
) -> Figure:
    """One panel a target: simulated median with 50 and 90 % bands, observed rates of the main periods, events."""
    months, attacks = monthly_attacks(campaign)
    if not months or not attacks.size:
        return empty(TITLE, "Nothing to show: the campaign has no whole month, no target or no replicate.", caption)
    targets = campaign.names.targets
    main = [rate for rate in rates if not rate.within]
    head = strip_height(marks, phases, campaign.start, campaign.end, AXIS)
    figure = sheet(PANEL * len(targets) + head + 0.2, TITLE, _note(main), caption, _legend(bool(main), len(phases) > 1))
    top, *panels = figure.subplots(len(targets) + 1, 1, height_ratios=[max(head, 0.01), *[PANEL] * len(targets)])
    strip(top, marks, phases, campaign.start, campaign.end, AXIS)
    for index, (axes, target) in enumerate(zip(panels, targets, strict=True)):
        _backdrop(axes, campaign, phases, marks, last=index == len(targets) - 1)
        _simulated(axes, months, attacks[:, index], colours(targets)[target])
        _observed(axes, [rate for rate in main if rate.target == target])
        axes.set_title(shortened(label(target), AXIS, NORMAL, "bold"))
    return figure


def _backdrop(axes: Axes, campaign: Campaign, phases: Sequence[Phase], marks: Sequence[Mark], last: bool) -> None:
    time_axis(axes, campaign.start, campaign.end)
    shade(axes, phases)
    lines(axes, marks, campaign.start, campaign.end)
    axes.tick_params(axis="x", which="both", labelbottom=last)
    axes.locator_params(axis="y", nbins=4, integer=True)


def _simulated(axes: Axes, months: Sequence[Month], attacks: Numbers, colour: str) -> None:
    edges = [*(number(month.first) for month in months), close(months[-1].last)]
    lowest, low, median, high, highest = defined_percentiles(attacks, BANDS)
    axes.stairs(highest, edges, baseline=lowest, fill=True, color=colour, alpha=FAINT_BAND, lw=0)
    axes.stairs(high, edges, baseline=low, fill=True, color=colour, alpha=BAND, lw=0)
    axes.stairs(median, edges, baseline=None, color=colour, lw=1.3)
    top = max(1.0, float(highest.max()))
    axes.set_ylim(-0.03 * top, 1.05 * top)
    if not attacks.any():
        axes.text(0.5, 0.5, "no simulated attacks", ha="center", va="center", color=INK, transform=axes.transAxes)


def _observed(axes: Axes, rates: Sequence[PeriodRate]) -> None:
    for rate in rates:
        months = length(rate.start, rate.end)
        low, value, high = (count / months for count in (rate.low, rate.count, rate.high))
        draw = _point if months <= 1 else _bar
        draw(axes, rate, low, value, high)
        top = max(axes.get_ylim()[1], 1.08 * high)
        axes.set_ylim(-0.03 * top, top)


def _bar(axes: Axes, rate: PeriodRate, low: float, value: float, high: float) -> None:
    left, right = number(rate.start), close(rate.end)
    axes.add_patch(Rectangle((left, low), right - left, high - low, **INTERVAL, zorder=2.5))
    axes.plot([left, right], [value, value], color=OBSERVED, lw=1.5, solid_capstyle="butt", zorder=3)


def _point(axes: Axes, rate: PeriodRate, low: float, value: float, high: float) -> None:
    middle = (number(rate.start) + close(rate.end)) / 2
    axes.plot([middle, middle], [low, high], color=OBSERVED, lw=1, zorder=3)
    axes.plot(middle, value, marker="D", ms=4, color=OBSERVED, mec="white", mew=0.6, ls="none", zorder=3.5)
    offset: dict[str, Any] = {"xytext": (5, 0), "textcoords": "offset points"}
    axes.annotate(f"{value:.3g}", (middle, value), size=SMALL, va="center", **offset)


def _legend(observed: bool, shaded: bool) -> dict[str, Artist]:
    drawn: dict[str, Artist] = {
        "simulated median": Line2D([], [], color=INK, lw=1.3),
        "middle 50 %": Patch(fc=INK, alpha=BAND + FAINT_BAND, lw=0),
        "middle 90 %": Patch(fc=INK, alpha=FAINT_BAND, lw=0),
    }
    if observed:
        drawn["observed rate"] = Line2D([], [], color=OBSERVED, lw=1.5)
        drawn["its interval"] = Patch(**INTERVAL)
        drawn["observed, one month"] = Line2D([], [], color=OBSERVED, marker="D", ms=4, mec="white", ls="none")
        drawn["no black line: no figure in the reports"] = Line2D([], [], ls="none")
    if shaded:
        drawn["shade: every second phase"] = Patch(fc=SHADES[1])
    return drawn


def _note(rates: Sequence[PeriodRate]) -> str:
    simulated = "Panels differ in scale. Months that are covered in part are scaled to full length."
    if not rates:
        return simulated
    sources = ", ".join(sorted({rate.source.upper() for rate in rates}))
    observed = f"Observed ({sources}): counts of periods, per month; intervals are as wide as the wording allows."
    return f"{simulated} {observed}"
