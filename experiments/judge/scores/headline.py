"""The rows to read first: of each skill the worse of the two readings of 2022."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import TypeVar

from experiments.judge.scores.score import CUT, Score

Row = TypeVar("Row", bound=Score)


def headline(rows: Iterable[Row]) -> list[Row]:
    """One row for each scenario, phase, target, measure and baseline, in the order in which they come.

    Beside a baseline: the one with less skill. Alone: the reading in which 2022 is cut, and of a coverage the lower.
    """
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        key = (getattr(row, "scenario", ""), row.phase, row.target, row.metric, row.baseline)
        found.setdefault(key, []).append(row)
    return [_worse(own) for own in found.values()]


def hardest(rows: Sequence[Score], metric: str = "crps_log") -> Score | None:
    """The row of the naive forecast over all that leaves the model least skill, of those that know only the past."""
    rivals = [row for row in headline(rows) if row.baseline and row.causal and not row.straw and row.metric == metric]
    pooled = [row for row in rivals if row.target == row.phase == "all" and row.skill is not None]
    return min(pooled, key=_skill, default=None)


def _worse(rows: Sequence[Row]) -> Row:
    if rows[0].metric.startswith(("coverage", "pit_5", "pit_9")):
        return min(rows, key=lambda row: row.score)
    return min(rows, key=lambda row: (_skill(row), row.pause != CUT))


def _skill(row: Score) -> float:
    return inf if row.skill is None else row.skill
