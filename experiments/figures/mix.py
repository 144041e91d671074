"""Target mix of each phase: simulated beside observed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.figures.counts import Numbers, phase_attacks
from experiments.figures.palette import FAINT, INK, OBSERVED, colours, label
from experiments.figures.style import PAGE, Caption, bare, empty, sheet, styled
from experiments.figures.time_axis import period_text
from experiments.figures.type_size import NORMAL, SMALL, shortened
from experiments.judge.percentile import defined_percentiles, percentiles
from experiments.judge.periods import BOUNDS_ONLY
from experiments.observed.chronicle import Phase
from experiments.observed.periods import covered
from experiments.observed.tables import PhaseCount
from experiments.simulate.campaign import Campaign

TITLE = "Target mix by phase"
COLUMNS = 3
ROW = 0.36  # inches a target
NAME = 1.25  # inches for the targets' names
BAR = 0.4  # of a row
LEADING = 9.5  # points from line to line above a panel
ABOVE, BELOW = 0.19, -0.22  # where in its row: simulated, observed
BANDS = (5.0, 50.0, 95.0)
WHISKER: dict[str, Any] = {"ls": "none", "elinewidth": 1.0, "capsize": 2.0, "capthick": 0.8}


@dataclass(frozen=True)
class Share:
    """One observed share of a phase, with the bounds that those of the counts imply."""

    target: str
    value: float
    low: float
    high: float
    firm: bool


@styled
def mix(
    campaign: Campaign, caption: Caption, phases: Sequence[Phase] = (), counts: Sequence[PhaseCount] = ()
) -> Figure:
    """One panel a phase: simulated median share of each target with its 90 % interval, observed share below it."""
    targets = campaign.names.targets
    if not phases or not targets or not campaign.replicates:
        return empty(TITLE, "Nothing to show: no phase, no target class or no replicate.", caption)
    deep = ceil(len(phases) / COLUMNS)
    body = deep * (ROW * len(targets) + 0.75)
    figure = sheet(body, TITLE, _note(bool(counts)), caption, _legend(bool(counts)))
    grid = figure.subplots(deep, min(len(phases), COLUMNS), sharey=True, sharex=True, squeeze=False)
    for axes, phase in zip(grid.flat, phases, strict=False):
        attacks = phase_attacks(campaign, phase.start, phase.end)
        rows = [row for row in counts if row.phase == phase.phase and row.target in targets]
        _frame(axes, targets)
        played = covered(phase.start, phase.end, campaign.start, campaign.end)
        _head(axes, phase, attacks if played else None, rows)
        _simulated(axes, attacks if played else None, [colours(targets)[target] for target in targets])
        _observed(axes, targets, list(observed_shares(rows)))
    for axes in list(grid.flat)[len(phases) :]:
        axes.set_axis_off()
    return figure


def simulated_shares(attacks: Numbers) -> Numbers:
    """Each target's share of a replicate's attacks; nan where it has none."""
    total = attacks.sum(axis=1, keepdims=True)
    return np.divide(attacks, total, out=np.full_like(attacks, np.nan), where=total > 0)


def observed_shares(rows: Sequence[PhaseCount]) -> Iterator[Share]:
    """Share of each count in their sum; its bounds set it against the others at their worst."""
    total = sum(row.value for row in rows)
    for row in rows:
        others_low = sum(other.low for other in rows) - row.low
        others_high = sum(other.high for other in rows) - row.high
        yield Share(
            row.target,
            _part(row.value, total - row.value),
            _part(row.low, others_high),
            _part(row.high, others_low),
            row.identified != BOUNDS_ONLY,
        )


def _part(one: float, rest: float) -> float:
    return one / (one + rest) if one + rest > 0 else 0.0


def _frame(axes: Axes, targets: Sequence[str]) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(len(targets) - 0.5, -0.5)
    axes.set_yticks(range(len(targets)), [shortened(label(target), NAME) for target in targets])
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
    axes.set_xlabel("share of attacks, %")
    axes.tick_params(axis="y", length=0)
    axes.tick_params(labelbottom=True)
    axes.grid(axis="x", color="#E4E4E4", lw=0.5)
    axes.set_axisbelow(True)
    bare(axes, "left")


def _head(axes: Axes, phase: Phase, attacks: Numbers | None, rows: Sequence[PhaseCount]) -> None:
    room = (PAGE - NAME) / COLUMNS - 0.1
    totals = "not covered" if attacks is None else f"{percentiles(attacks.sum(axis=1), [50])[0]:.0f} attacks"
    if rows:
        totals += f", observed {observed_total(rows)}"
    axes.set_title(shortened(label(phase.phase), room, NORMAL, "bold"), pad=4 + 2 * LEADING)
    for line, text in enumerate((totals, period_text(phase.start, phase.end))):
        place: dict[str, Any] = {"xytext": (0, 4 + line * LEADING), "textcoords": "offset points"}
        axes.annotate(shortened(text, room), (0, 1), xycoords="axes fraction", size=SMALL, color=INK, **place)


def observed_total(rows: Sequence[PhaseCount]) -> str:
    """The attacks of a phase in all, within their bounds; these alone where nothing more is known of one target."""
    value, low, high = (sum(getattr(row, name) for row in rows) for name in ("value", "low", "high"))
    bounded = any(row.identified == BOUNDS_ONLY for row in rows)
    return f"{low:.0f}–{high:.0f}" if bounded else f"{value:.0f} [{low:.0f}–{high:.0f}]"


def _simulated(axes: Axes, attacks: Numbers | None, fills: Sequence[str]) -> None:
    if attacks is None:
        axes.text(0.5, 0.5, "not covered", ha="center", va="center", color=INK, transform=axes.transAxes)
        return
    low, median, high = defined_percentiles(simulated_shares(attacks), BANDS)
    if np.isnan(median).any():
        axes.text(0.5, 0.5, "no simulated attacks", ha="center", va="center", color=INK, transform=axes.transAxes)
        return
    y = np.arange(len(fills)) - ABOVE
    axes.barh(y, median, height=BAR, color=fills)
    axes.errorbar(median, y, xerr=[median - low, high - median], ecolor=INK, **WHISKER)


def _observed(axes: Axes, targets: Sequence[str], shares: Sequence[Share]) -> None:
    for share in shares:
        y = targets.index(share.target) - BELOW
        reach = [[share.value - share.low], [share.high - share.value]]
        axes.errorbar([share.value], [y], xerr=reach, ecolor=OBSERVED, clip_on=False, **WHISKER)
        axes.plot(share.value, y, **_diamond(share.firm), zorder=4)


def _diamond(firm: bool) -> dict[str, Any]:
    fill = OBSERVED if firm else "white"
    return {"marker": "D", "ms": 4.2, "mfc": fill, "mec": OBSERVED, "mew": 0.9, "ls": "none", "clip_on": False}


def _legend(observed: bool) -> dict[str, Artist]:
    drawn: dict[str, Artist] = {
        "simulated: median share": Patch(fc=FAINT),
        "90 % of replicates": Line2D([], [], color=INK, lw=1),
    }
    if observed:
        drawn["observed share"] = Line2D([], [], **{**_diamond(True), "clip_on": True})
        drawn["only bounds are known"] = Line2D([], [], **{**_diamond(False), "clip_on": True})
    return drawn


def _note(observed: bool) -> str:
    simulated = "Medians of shares need not add up to 100 %."
    if not observed:
        return simulated
    return (
        f"{simulated} Observed whiskers, and the bounds of totals: the widest that the statements allow, not a "
        "confidence interval. A total without a figure: bounds are all that is known of one of its targets."
    )
