"""A pattern in words, for the terminal and for reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isinf

from experiments.judge.patterns.months import month_text
from experiments.judge.patterns.pattern import Acceptance, Condition, Measure, Pattern, Series
from experiments.judge.patterns.power.layouts import LAYOUTS
from experiments.judge.patterns.read_acceptance import unit_of
from experiments.judge.patterns.read_series import FLAGS, NAMES
from experiments.judge.patterns.statistics import STATISTICS

WORDS = {
    "argmax_month": "month with most",
    "argmax_year": "year with most",
    "monthly_max": "most in a month",
    "active_weeks_share": "share of weeks with one",
    "gaps": "quiet spells",
    "spearman": "rank correlation",
}
"""Statistics whose names say too little; the others are said by their names."""
OPTIONS = {"at_least": "with at least", "lag": "with lag"}
"""Options that need not be said while they stand at their default: no lag, at least one event."""


def explain(pattern: Pattern, power: float | None = None) -> str:
    """Statement, sources, power, series and conditions of a pattern, a line each."""
    sources = ", ".join(f"{source.doc} line {source.line}" for source in pattern.sources)
    lines = [f"{pattern.id}  {pattern.statement}"]
    lines += [f"  {pattern.hardness}; {sources}; read through the lens '{pattern.lens}'"]
    if not pattern.counted:
        lines.append(f"  not counted: {pattern.why_not}")
    if pattern.plain is not None and power is not None:
        lines.append(
            f"  power {power:.2f}: that share of plain worlds fails it ({pattern.plain}: {_layout(pattern.plain)})"
        )
    lines += [f"  {name}: {series_text(series)}" for name, series in pattern.series.items()]
    for condition in pattern.conditions:
        lines += _condition_lines(condition)
    return "\n".join(lines)


def _layout(name: str) -> str:
    return (LAYOUTS[name].__doc__ or "").strip().splitlines()[0]


def series_text(series: Series) -> str:
    """A series in words."""
    parts = [f"{series.kind.name.lower()}s", f"{series.start} to {series.end}"]
    for key, field in NAMES.items():
        if getattr(series, field):
            parts.append(f"{key} {' or '.join(getattr(series, field))}")
    for key in FLAGS:
        if getattr(series, key) is not None:
            parts.append(key if getattr(series, key) else f"not {key}")
    return ", ".join(parts)


def measure_text(measure: Measure) -> str:
    """A measure as a call, such as ratio(of=in 2021, to=in 2020)."""
    operands = {key: _operand(operand) for key, operand in measure.operands.items()}
    settings = {**operands, **measure.options}
    return f"{measure.statistic}({', '.join(f'{key}={value}' for key, value in settings.items())})"


def accepted_text(pattern: Pattern) -> str:
    """What is accepted of a pattern, a condition after the other."""
    return "; ".join(f"{measure_words(c.measure)}: {_range(c, c.accept)}" for c in pattern.conditions)


def stated_text(pattern: Pattern) -> str:
    """The conditions for which the sources' own range is another than the accepted one, with that range."""
    other = ((c, c.stated) for c in pattern.conditions if c.stated is not None and c.stated != c.accept)
    return "; ".join(f"{measure_words(c.measure)}: {_range(c, stated)}" for c, stated in other)


def measure_words(measure: Measure) -> str:
    """A measure as one would say it, such as "ratio of 'in 2021' to 'in 2020'"."""
    name = WORDS.get(measure.statistic, measure.statistic.replace("_", " "))
    operands = " ".join(f"{key} {_said(operand)}" for key, operand in measure.operands.items())
    if measure.statistic == "difference":
        return operands.removeprefix("of ")
    known = STATISTICS[measure.statistic].options
    told = {key: value for key, value in measure.options.items() if key not in OPTIONS or value != known[key].default}
    options = "".join(f" {OPTIONS.get(key, key)} {value}" for key, value in told.items())
    return f"{name} {operands}{options}{' days' if 'within' in told else ''}"


def value_text(value: float, unit: str) -> str:
    """A number as the statistic's unit writes it."""
    if unit == "month":
        return month_text(value)
    return date.fromordinal(int(value)).isoformat() if unit == "date" else f"{value:g}"


def acceptance_text(accept: Acceptance, unit: str) -> str:
    """An interval in words."""
    low = "" if isinf(accept.low) else value_text(accept.low, unit)
    high = "" if isinf(accept.high) else value_text(accept.high, unit)
    if low and high and not (accept.open_low or accept.open_high):
        return low if low == high else f"{low} to {high}"
    ends = [f"above {low}" if accept.open_low else f"at least {low}"] if low else []
    ends += [f"below {high}" if accept.open_high else f"at most {high}"] if high else []
    return " and ".join(ends)


def _range(condition: Condition, accept: Acceptance) -> str:
    return acceptance_text(accept, unit_of(condition.measure))


def _said(operand: str | float | Measure) -> str:
    if isinstance(operand, Measure):
        return f"({measure_words(operand)})"
    return f"'{operand}'" if isinstance(operand, str) else f"{operand:g}"


def _operand(operand: str | float | Measure) -> str:
    if isinstance(operand, Measure):
        return measure_text(operand)
    return operand if isinstance(operand, str) else f"{operand:g}"


def _condition_lines(condition: Condition) -> Iterator[str]:
    unit = unit_of(condition.measure)
    stated = f" (stated: {acceptance_text(condition.stated, unit)})" if condition.stated else ""
    yield f"  - {measure_text(condition.measure)}: {acceptance_text(condition.accept, unit)}{stated}"
    yield f"    {STATISTICS[condition.measure.statistic].meaning}"
    yield f"    {condition.reason}"
