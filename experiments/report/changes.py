"""What a comparison found, in words: how many attacks more or fewer, on what level, in which years, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.judge.differences import WHOLE, Difference
from experiments.report.columns import signed
from experiments.results.naming import change, title
from experiments.results.read import Result

FEW = 0.5  # attacks: fewer is not worth a line
NEARLY, MOSTLY = 0.9, 0.6  # of a change, in one year or in two
COVERS = (
    "[ ]: 95 % interval of the mean over pairs of runs. It covers the dice only, at one set of numbers ({estimate}):\n"
    "not what is unknown of the numbers, and nothing of the rules."
)


def changes(result: Result, figures: bool) -> str:
    """The answers of a comparison; `figures` are drawn, or will be."""
    about, rows, totals = result.provenance, result.differences(), result.totals()
    dice = f"with the same dice, seed {about['seed']}, seen by {about['seen_through']}"
    _, *scenarios = about["changes"]
    blocks = [_block(about, one, _of(rows, one), _of(totals, one)) for one in scenarios]
    first = f"Open first: {result.folder / 'figures' / 'compare.png'}\n" if figures else ""
    covers = COVERS.format(estimate=f"estimate '{about['estimate']}'")
    return "\n".join([f"{title(about)}: {about['replicates']} pairs of runs {dice}", *blocks, f"{first}{covers}"])


def _of(rows: Sequence[Difference], scenario: str) -> list[Difference]:
    return [row for row in rows if row.scenario == scenario]


def _block(about: Mapping[str, Any], scenario: str, rows: Sequence[Difference], totals: Sequence[Difference]) -> str:
    """A line a target that changes, one for those that hardly do, and the total."""
    whole = sorted((row for row in rows if row.period == WHOLE), key=lambda row: -abs(row.mean))
    moved = [row for row in whole if not _hardly(row)]
    lines = [_line(row.target, row, [one for one in rows if one.target == row.target]) for row in moved]
    still = [f"{row.target} {signed(row.mean)} on {row.reference_mean:.0f}" for row in whole if _hardly(row)]
    total = next(row for row in totals if row.period == WHOLE)
    return "\n".join([
        f"{scenario} ({change(about, scenario)}), attacks over the whole campaign:",
        *lines,
        *([f"  hardly changed: {', '.join(still)}"] if still else []),
        _line("all together", total, totals),
    ])  # fmt: skip


def _hardly(row: Difference) -> bool:
    return abs(row.mean) < FEW or row.low <= 0 <= row.high


def _line(name: str, row: Difference, periods: Sequence[Difference]) -> str:
    base = row.reference_mean
    share = f"({round(100 * row.mean / base) + 0:+d} %)" if base > 0 else "(from none)"
    level = f"{f'{row.mean:+.0f}' if abs(row.mean) >= 10 else signed(row.mean)} on {base:.0f}"
    interval = f"[{signed(row.low)} {signed(row.high)}]"
    return f"  {name:<14}{level:<14}{share:<12}{interval:<17}{_when(row.mean, _years(periods))}".rstrip()


def _years(rows: Sequence[Difference]) -> dict[str, float]:
    return {row.period: row.mean for row in rows if row.period[0].isdigit()}


def _when(total: float, years: Mapping[str, float]) -> str:
    """In which years a change happens; both sides of it where years go opposite ways."""
    if not years or not any(years.values()):
        return ""
    gross = sum(map(abs, years.values()))
    first, *rest = sorted(years, key=lambda year: -abs(years[year]))
    if gross > 1.5 * abs(total):
        up, down = max(years, key=years.__getitem__), min(years, key=years.__getitem__)
        return f"{signed(years[up])} in {up}, {signed(years[down])} in {down}"
    if abs(years[first]) >= MOSTLY * gross:
        return f"{'nearly all' if abs(years[first]) >= NEARLY * gross else 'mostly'} in {first}"
    two = sorted([first, *rest[:1]])
    both = sum(abs(years[one]) for one in two) >= NEARLY * gross
    return f"nearly all in {' and '.join(two)}" if both else "over the years"
