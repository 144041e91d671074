"""From YAML to a measure: a statistic, its operands (which may be measures themselves), its options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.judge.patterns.faults import only_keys, required
from experiments.judge.patterns.pattern import Measure, Series
from experiments.judge.patterns.statistics import STATISTICS
from experiments.judge.patterns.statistics.statistic import Option, Statistic
from experiments.judge.patterns.window_needs import refuse_short
from model.errors import ModelError, unknown


def measure_from(raw: Mapping[str, Any], series: Mapping[str, Series], where: str) -> Measure:
    """The measure that `raw` describes; raises ModelError on unknown names and missing operands."""
    name = str(required(raw, "statistic", where))
    if name not in STATISTICS:
        raise unknown("statistic", name, STATISTICS, where)
    statistic = STATISTICS[name]
    where = f"{where}: {name}"
    only_keys(raw, ("statistic", *statistic.series, *statistic.quantities, *statistic.options), where)
    operands: dict[str, str | float | Measure] = {}
    for key in statistic.series:
        operands[key] = _series_name(required(raw, key, where), series, f"{where}: {key}")
    for key in statistic.quantities:
        operands[key] = _quantity(required(raw, key, where), series, f"{where}: {key}")
    options = _options(raw, statistic, where)
    refuse_short(statistic, options, [series[str(operands[key])] for key in statistic.series], where)
    return Measure(name, operands, options)


def _series_name(value: Any, series: Mapping[str, Series], where: str) -> str:
    if str(value) not in series:
        raise unknown("series", str(value), series, where)
    return str(value)


def _quantity(value: Any, series: Mapping[str, Series], where: str) -> str | float | Measure:
    if isinstance(value, Mapping):
        return measure_from(value, series, where)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return _series_name(value, series, where)


def _options(raw: Mapping[str, Any], statistic: Statistic, where: str) -> dict[str, str | int]:
    given = {key: (raw.get(key, option.default), option) for key, option in statistic.options.items()}
    return {key: _option(value, option, f"{where}: {key}") for key, (value, option) in given.items()}


def _option(value: Any, option: Option, where: str) -> str | int:
    if option.choices and value not in option.choices:
        raise unknown("choice", str(value), option.choices, where)
    if option.choices or (option.text and isinstance(value, str)):
        return str(value)
    if option.text or not isinstance(value, int) or isinstance(value, bool) or value < option.least:
        legal = "a name" if option.text else f"a whole number of at least {option.least}"
        raise ModelError(f"{where}: {value!r} must be {legal}.")
    return value
