"""Skill: how much closer the model comes to the record than each naive forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.figures.palette import BLUE, FAINT, INK, SPARE, label
from experiments.figures.style import Caption, bare, empty, sheet, styled
from experiments.figures.type_size import shortened

ALL = "all"
ROW = 0.21  # inches a baseline
NAME = 1.3  # inches for its name
WORST = -1.0  # skill has no lower end: what is worse stands at the edge as an arrow
WORDS = {"fitted": ", in-sample", "held out": ", held out"}
MARKS = {
    "crps_log": ("CRPS of ln(1 + attacks)", "o", BLUE, -0.16),
    "energy": ("energy score of the targets together", "D", SPARE[2], 0.16),
}


class Row(Protocol):
    """What is needed of a score (experiments.scores.score.Score has it)."""

    @property
    def phase(self) -> str:
        """Phase, or all."""

    @property
    def target(self) -> str:
        """Target, or all."""

    @property
    def metric(self) -> str:
        """Which score."""

    @property
    def baseline(self) -> str:
        """The naive forecast; empty for the model alone."""

    @property
    def skill(self) -> float | None:
        """1 - score / baseline's."""

    @property
    def low(self) -> float | None:
        """Lower end of its interval."""

    @property
    def high(self) -> float | None:
        """Upper end of its interval."""

    @property
    def straw(self) -> bool:
        """Whether nobody would believe the baseline."""

    @property
    def causal(self) -> bool:
        """Whether the baseline saw only the past."""

    @property
    def exposure(self) -> str:
        """What the estimate has seen of the phase: fitted, held out or not fitted."""


@styled
def skill(rows: Sequence[Row], caption: Caption) -> Figure:
    """A panel a phase and one for all, a line a baseline: skill by two scores, with intervals where there are any."""
    shown = [row for row in rows if row.baseline and row.target == ALL and row.metric in MARKS]
    if not shown:
        return empty(_title(rows), "Nothing to show: no stretch of the record was scored.", caption)
    baselines = sorted(dict.fromkeys((row.baseline, row.causal, row.straw) for row in shown), key=_order)
    places = {name: place for place, (name, _, _) in enumerate(baselines)}
    names = [f"{name}{'' if causal else '*'}{'°' if straw else ''}" for name, causal, straw in baselines]
    known_past = sum(causal for _, causal, _ in baselines)
    phases = sorted(dict.fromkeys(row.phase for row in shown), key=lambda phase: (phase == ALL, phase))
    figure = sheet(ROW * len(places) + 0.6, _title(rows), _note(rows), caption, _legend())
    for axes, phase in zip(figure.subplots(1, len(phases), sharey=True, squeeze=False).flat, phases, strict=True):
        own = [row for row in shown if row.phase == phase]
        _frame(axes, names, known_past, _heading(phase, own))
        for row in own:
            _mark(axes, row, places[row.baseline])
    return figure


def _order(one: tuple[str, bool, bool]) -> tuple[bool, bool]:
    """Those that know only the past first, and of each kind the straw men last."""
    return not one[1], one[2]


def _title(rows: Sequence[Row]) -> str:
    fitted = any(row.exposure == "fitted" for row in rows)
    return f"{'In-sample skill' if fitted else 'Skill'} of the model against naive forecasts"


def _heading(phase: str, rows: Sequence[Row]) -> str:
    if phase == ALL:
        return "All phases"
    return f"{label(phase)}{WORDS.get(rows[0].exposure, '')}"


def _note(rows: Sequence[Row]) -> str:
    fitted = any(row.exposure == "fitted" for row in rows)
    warning = "The estimate was fitted to phases marked in-sample: no forecast. " if fitted else ""
    return (
        f"Skill is 1 - score / score of the naive forecast: 0 is no better; 1 cannot be reached. {warning}Above the "
        "line: naive forecasts that know only the past; below, with a star: those that know more, and the model "
        "without mechanisms or with moved dates (docs/scores.md says what each is). °: a straw man. Of 2022 cut at its "
        "pause or whole the worse for the model. Lines: 90 % intervals over stretches, where there are five or more; "
        "they stand on the same few stretches, and so many of them are no tests. Arrow: worse than -1."
    )


def _frame(axes: Axes, baselines: Sequence[str], known_past: int, title: str) -> None:
    axes.set_ylim(len(baselines) - 0.4, -0.6)
    axes.set_yticks(range(len(baselines)), [shortened(name, NAME) for name in baselines])
    axes.set_xlim(WORST - 0.12, 1.05)
    axes.set_xticks([-1, 0, 1], ["−1", "0", "1"])
    axes.set_title(title)
    axes.axvline(0, color=INK, lw=0.7, zorder=1)
    axes.axhline(known_past - 0.5, color=FAINT, lw=0.6, ls=(0, (3, 2)), zorder=1)
    axes.grid(axis="y", color="#E8E8E8", lw=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    bare(axes, "left")


def _mark(axes: Axes, row: Row, place: int) -> None:
    if row.skill is None:
        return
    _, shape, colour, offset = MARKS[row.metric]
    y = place + offset
    if row.low is not None and row.high is not None:
        ends = [max(end, WORST - 0.12) for end in (row.low, row.high)]
        axes.plot(ends, [y, y], color=colour, lw=1.1, solid_capstyle="butt", zorder=2)
    beyond = row.skill < WORST
    axes.plot(max(row.skill, WORST), y, **_look("<" if beyond else shape, colour), zorder=3)


def _look(shape: str, colour: str) -> dict[str, Any]:
    return {
        "marker": shape,
        "ms": 5.5 if shape == "<" else 3.8,
        "mfc": colour,
        "mec": "white",
        "mew": 0.4,
        "ls": "none",
    }


def _legend() -> dict[str, Artist]:
    return {name: Line2D([], [], **_look(shape, colour)) for name, shape, colour, _ in MARKS.values()}
