"""From YAML to the values that count as agreement, and the refusal of tests that cannot decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import inf, isnan
from typing import Any

from experiments.judge.patterns.faults import only_keys
from experiments.judge.patterns.measured_range import measured_range
from experiments.judge.patterns.months import month_of_text
from experiments.judge.patterns.pattern import Acceptance, Measure, Series
from experiments.judge.patterns.statistics import STATISTICS
from model.errors import ModelError

KEYS = ("low", "high", "above", "below")


def acceptance_from(raw: Any, unit: str, where: str) -> Acceptance:
    """The interval that `raw` describes: `low` and `high` belong to it, `above` and `below` do not."""
    only_keys(raw, KEYS, where)
    for pair in (("low", "above"), ("high", "below")):
        if set(pair) <= set(raw):
            raise ModelError(f"{where}: give {pair[0]} or {pair[1]}, not both.")
    ends = {key: _bound(raw[key], unit, f"{where}: {key}") for key in raw}
    low = ends.get("low", ends.get("above", -inf))
    high = ends.get("high", ends.get("below", inf))
    accept = Acceptance(low, high, "above" in ends, "below" in ends)
    if low > high or (low == high and (accept.open_low or accept.open_high)):
        raise ModelError(f"{where}: nothing lies between {dict(raw)}: the lower end must not exceed the upper.")
    return accept


def refuse_idle(accept: Acceptance, measure: Measure, series: Mapping[str, Series], where: str) -> None:
    """Raise ModelError when every value the measure can have is accepted, or none is."""
    floor, ceiling = measured_range(measure, series)
    asked = f"{accept.low:g} to {accept.high:g}"
    rule = f"{measure.statistic} lies within {floor:g} to {ceiling:g} anyway"
    if accept.low > ceiling or accept.high < floor:
        raise ModelError(f"{where}: {asked} accepts nothing: {rule}. Move it.")
    from_floor = accept.low < floor or (accept.low == floor and not accept.open_low)
    to_ceiling = accept.high > ceiling or (accept.high == ceiling and not accept.open_high)
    if from_floor and to_ceiling:
        raise ModelError(f"{where}: {asked} accepts everything, so nothing can fail: {rule}. Narrow it.")


def unit_of(measure: Measure) -> str:
    """The unit in which the measure's acceptance is written."""
    return STATISTICS[measure.statistic].unit


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and not isnan(value)


def _bound(value: Any, unit: str, where: str) -> float:
    if unit == "month" and isinstance(value, str) and month_of_text(value) is not None:
        return float(month_of_text(value) or 0)
    if unit == "date" and isinstance(value, date):
        return float(value.toordinal())
    if unit in ("number", "year") and _is_number(value):
        return float(value)
    legal = {"month": "a month such as '2020-09'", "date": "a date such as 2020-10-10"}.get(unit, "a number")
    raise ModelError(f"{where}: {value!r} must be {legal}.")
