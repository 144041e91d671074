"""The values that a measure can have at all, so that tests which cannot decide are noticed."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from experiments.judge.patterns.months import month_number
from experiments.judge.patterns.pattern import Measure, Series
from experiments.judge.patterns.statistics import STATISTICS


def measured_range(measure: Measure, series: Mapping[str, Series]) -> tuple[float, float]:
    """Least and greatest possible value of `measure`; the window bounds months, years and dates."""
    statistic = STATISTICS[measure.statistic]
    if statistic.unit == "number":
        return _numbers(measure, series)
    window = series[str(measure.operands["of"])]
    if statistic.unit == "month":
        return month_number(window.start), month_number(window.end)
    if statistic.unit == "year":
        return window.start.year, window.end.year
    return window.start.toordinal(), window.end.toordinal()


def _numbers(measure: Measure, series: Mapping[str, Series]) -> tuple[float, float]:
    """Range of a plain number; a difference has that of its two sides."""
    statistic = STATISTICS[measure.statistic]
    if measure.statistic != "difference":
        return statistic.floor, statistic.ceiling
    (low, high), (low_off, high_off) = (_side(measure.operands[key], series) for key in statistic.quantities)
    return low - high_off, high - low_off


def _side(operand: str | float | Measure, series: Mapping[str, Series]) -> tuple[float, float]:
    if isinstance(operand, Measure):
        return measured_range(operand, series)
    return (0.0, inf) if isinstance(operand, str) else (operand, operand)
