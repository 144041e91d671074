"""Statistics that a window is too short for, or whose two windows do not match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from experiments.judge.patterns.months import month_number
from experiments.judge.patterns.pattern import Series
from experiments.judge.patterns.statistics.statistic import Statistic
from model.clock import DAYS
from model.errors import ModelError


def refuse_short(statistic: Statistic, options: Mapping[str, str | int], series: Sequence[Series], where: str) -> None:
    """Raise ModelError when a series has too few months or weeks, or the windows ought to be one."""
    if statistic.same_window and len({(one.start, one.end) for one in series}) > 1:
        raise ModelError(f"{where}: its series must have the same window, or their months do not pair up.")
    months = statistic.least_months + int(options.get("lag", 0))
    for one in series:
        if month_number(one.end) - month_number(one.start) + 1 < months:
            raise ModelError(f"{where}: {one.start} to {one.end} is too short: it needs {months} months.")
        if _whole_weeks(one) < statistic.least_weeks:
            raise ModelError(f"{where}: {one.start} to {one.end} holds no whole week, Monday to Sunday.")


def _whole_weeks(series: Series) -> int:
    monday = series.start.toordinal() + (-series.start.weekday()) % DAYS
    return max(0, (series.end.toordinal() + 1 - monday) // DAYS)
