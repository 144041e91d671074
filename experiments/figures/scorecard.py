"""Scorecard: how many replicates show each pattern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.figures import palette
from experiments.figures.style import PAGE, Caption, bare, empty, sheet, styled
from experiments.figures.type_size import SMALL, shortened, width
from experiments.judge.heldout import HELD_OUT
from experiments.judge.patterns import Verdict

TITLE = "Patterns: share of replicates that show each"
ROW = 0.128  # inches
TEXT = 4.95  # inches for ids and statements
HEADING = 1.7  # rows that a heading takes
INDENT = 0.04  # inches, so that rows start below the title
THRESHOLDS = (0.5, 0.8)
NUMBERS = 1.1  # inches for support and power
GROUPS = {"printed": "Printed figures", "derived": "Derived figures", "direction": "Directions"}
WEAK = "Counted, not in the headline: most plain worlds show them too"
NOT_COUNTED = "Shown, not counted"
LOOKS = {"reproduced": ("o", palette.REPRODUCED), "partly": ("^", palette.PARTLY), "missed": ("X", palette.MISSED)}
MUTED = "#6B6B6B"
OTHERWISE = ("s", palette.FAINT)


@dataclass(frozen=True)
class Group:
    """Verdicts under one heading."""

    heading: str
    verdicts: tuple[Verdict, ...]


@styled
def scorecard(verdicts: Sequence[Verdict], caption: Caption, beside: str = "") -> Figure:
    """One row a pattern, by hardness: support from 0 to 1, verdict by colour and shape, a bar for the stated range.

    `beside` says what worlds without mechanisms would show.
    """
    if not verdicts:
        return empty(TITLE, "Nothing to show: there are no patterns.", caption)
    found = groups(verdicts)
    rows = len(verdicts) + HEADING * len(found)
    figure = sheet(ROW * rows + 0.3, TITLE, f"{_note(verdicts)} {beside}".rstrip(), caption, _legend(verdicts))
    words, plot, numbers = figure.subplots(1, 3, width_ratios=[TEXT, PAGE - TEXT - NUMBERS, NUMBERS], sharey=True)
    _frame(words, plot, rows)
    _head(numbers)
    y = -0.3
    for group in found:
        _heading(words, group, y + 1.0)
        y += HEADING
        for verdict in group.verdicts:
            _row(words, plot, verdict, y)
            _numbers(numbers, verdict, y + 0.5)
            y += 1
    return figure


def groups(verdicts: Sequence[Verdict]) -> list[Group]:
    """The headline's verdicts by hardness, then the weak and those not counted; the best supported first."""
    kinds = dict.fromkeys([*GROUPS, *map(_kind, verdicts)])
    found = [
        Group(GROUPS.get(kind, palette.label(kind)), tuple(v for v in verdicts if v.headline and _kind(v) == kind))
        for kind in kinds
    ]
    found.append(Group(WEAK, tuple(v for v in verdicts if v.counted and not v.headline)))
    found.append(Group(NOT_COUNTED, tuple(v for v in verdicts if not v.counted)))
    return [Group(group.heading, _sorted(group.verdicts)) for group in found if group.verdicts]


def _kind(verdict: Verdict) -> str:
    """What a verdict rests on; held-out ones make groups of their own."""
    return f"{verdict.hardness}, {HELD_OUT}" if verdict.exposure == HELD_OUT else verdict.hardness


def _sorted(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    return tuple(sorted(verdicts, key=lambda v: (1.0 if v.support is None else -v.support, v.id)))


def _frame(words: Axes, plot: Axes, rows: float) -> None:
    words.set_xlim(-INDENT, TEXT - INDENT)
    words.set_ylim(rows, 0)
    words.set_axis_off()
    plot.set_xlim(0, 1)
    plot.set_xticks([0, *THRESHOLDS, 1], ["0", *(f"{share:g}" for share in THRESHOLDS), "1"])
    plot.tick_params(axis="x", top=True, labeltop=True, length=2)
    plot.tick_params(axis="y", length=0, labelleft=False)
    for share in THRESHOLDS:
        plot.axvline(share, color=palette.INK, lw=0.6, ls=(0, (3, 2)), zorder=1)
    bare(plot, "left")


def _head(numbers: Axes) -> None:
    numbers.set_xlim(0, NUMBERS)
    numbers.set_axis_off()
    above: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "xytext": (0, 5), "textcoords": "offset points"}
    for text, end, side in (("support", 0.0, "left"), ("power", NUMBERS, "right")):
        numbers.annotate(text, (end, 1), **above, ha=side, size=SMALL, color=MUTED)


def _heading(words: Axes, group: Group, y: float) -> None:
    text = group.heading
    if text not in (WEAK, NOT_COUNTED):
        judged = [verdict.verdict for verdict in group.verdicts if verdict.support is not None]
        text += f": {judged.count('reproduced')} of {len(judged)} reproduced"
    words.text(0, y, shortened(text, TEXT, SMALL, "bold"), size=SMALL, weight="bold", va="center")


def _row(words: Axes, plot: Axes, verdict: Verdict, y: float) -> None:
    indent = max(0.33, width(verdict.id) + 0.08)
    ink = "black" if verdict.counted else MUTED
    middle = y + 0.5
    words.text(0, middle, verdict.id, size=SMALL, va="center", color=MUTED)
    room = TEXT - INDENT - indent - 0.1
    words.text(indent, middle, _statement(verdict, room), size=SMALL, va="center", color=ink)
    if verdict.support is None:
        return
    plot.plot([0, verdict.support], [middle, middle], color="#CFCFCF", lw=1.2, zorder=1.5)
    if verdict.dice_low is not None and verdict.dice_high is not None:
        plot.plot([verdict.dice_low, verdict.dice_high], [middle, middle], color=palette.INK, lw=0.8, zorder=2)
    plot.plot(verdict.support, middle, **_marker(verdict.verdict, verdict.counted), clip_on=False, zorder=3)
    if verdict.stated and verdict.support_stated is not None:
        plot.plot(verdict.support_stated, middle, **_bar(), clip_on=False, zorder=4)


def _numbers(numbers: Axes, verdict: Verdict, middle: float) -> None:
    look: dict[str, Any] = {"size": SMALL, "va": "center"}
    ink = "black" if verdict.counted else MUTED
    if verdict.support is None:
        numbers.text(0, middle, verdict.verdict, **look, color=ink, style="italic")
    else:
        numbers.text(0, middle, _supports(verdict), **look, color=ink)
    if verdict.power is not None:
        numbers.text(NUMBERS, middle, f"{verdict.power:.2f}", **look, color=MUTED, ha="right")


def _statement(verdict: Verdict, room: float) -> str:
    """The statement and, where there is room and it says something, the range that is accepted."""
    statement, ranges = verdict.statement.rstrip("."), _ranges(verdict.accepted)
    whole = f"{statement} [{'; '.join(ranges)}]"
    worth = len(ranges) == 1 or bool(verdict.stated)
    return whole if worth and width(whole) <= room else shortened(statement, room)


def _ranges(accepted: str) -> list[str]:
    """What is accepted without what it is of, such as '0.52 to 1.07': the statement says the rest."""
    return [condition.rpartition(": ")[2] for condition in accepted.split("; ") if condition]


def _supports(verdict: Verdict) -> str:
    """Support as accepted and, where it is another, by the stated range."""
    stated = f" {verdict.support_stated:.2f}" if verdict.stated and verdict.support_stated is not None else ""
    return f"{verdict.support:.2f}{'†' if verdict.hangs_on else ''}{stated}"


def _marker(verdict: str, counted: bool) -> dict[str, Any]:
    shape, colour = LOOKS.get(verdict, OTHERWISE)
    if not counted:
        return {"marker": shape, "ms": 4.6, "mfc": "white", "mec": palette.FAINT, "mew": 0.9, "ls": "none"}
    return {"marker": shape, "ms": 5.2, "mfc": colour, "mec": "white", "mew": 0.4, "ls": "none"}


def _bar() -> dict[str, Any]:
    return {"marker": "|", "ms": 7.0, "mew": 1.3, "mec": palette.INK, "ls": "none"}


def _legend(verdicts: Sequence[Verdict]) -> dict[str, Artist]:
    counted = [verdict.verdict for verdict in verdicts if verdict.headline]
    drawn: dict[str, Artist] = {
        f"{name} ({counted.count(name)})": Line2D([], [], **_marker(name, True)) for name in LOOKS
    }
    if uncounted := sum(not verdict.counted for verdict in verdicts):
        drawn[f"not counted ({uncounted})"] = Line2D([], [], **_marker("reproduced", False))
    stated = [verdict.verdict_stated for verdict in verdicts if verdict.headline]
    drawn[f"by the stated range ({', '.join(str(stated.count(name)) for name in LOOKS)})"] = Line2D([], [], **_bar())
    return drawn


def _note(verdicts: Sequence[Verdict]) -> str:
    counted, telling = (sum(getattr(v, name) for v in verdicts) for name in ("counted", "headline"))
    return (
        f"{counted} of {len(verdicts)} patterns are counted, {telling} in the headline; each replicate is judged "
        "alone. Reproduced from 0.8, partly from 0.5; best supported first within a group. In brackets, where "
        "there is room: what is accepted, which is the sources' range widened by what chance does to a perfect "
        "model. Line: 95 % interval of the support, of the dice alone. Bar and second number: support by the range as "
        "stated, where it is another. Grey: power, the share of plain worlds (the record's totals, without what is "
        "stated) that fail the pattern. †: reproduced by some "
        "readings of one fact in doubt and not by others; patterns.csv says which, and has every range."
    )
