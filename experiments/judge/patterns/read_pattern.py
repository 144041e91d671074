"""From YAML to a pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from experiments.judge.patterns.faults import only_keys, required
from experiments.judge.patterns.pattern import HARDNESS, Acceptance, Condition, Measure, Pattern, Series, Source
from experiments.judge.patterns.power.layouts import LAYOUTS
from experiments.judge.patterns.read_acceptance import acceptance_from, refuse_idle, unit_of
from experiments.judge.patterns.read_measure import measure_from
from experiments.judge.patterns.read_series import series_from
from experiments.judge.patterns.study import Study
from experiments.observed.chronicle import record_lens
from model.errors import ModelError, unknown

KEYS = ("id", "statement", "hardness", "lens", "counted", "why_not", "plain", "source", "series", "conditions")
FORMULA = ("=", "+", "-", "@", "\t")
JUDGED = ("accept", "stated", "reason")


def pattern_from(raw: Any, study: Study, file: str) -> Pattern:
    """The pattern that `raw` describes; raises ModelError with file, id, value and rule."""
    name = raw.get("id") if isinstance(raw, Mapping) else None
    where = f"{file}: pattern {name or '(no id)'}"
    only_keys(raw, KEYS, where)
    for key in ("id", "statement"):  # columns of patterns.csv
        if str(raw.get(key, "")).startswith(FORMULA):
            raise ModelError(
                f"{where}: {key} begins with one of = + - @, which a spreadsheet takes for a formula: write words."
            )
    series = _series(raw, study, where)
    conditions = tuple(_conditions(raw, series, where))
    _refuse_unused(series, conditions, where)
    counted, why_not = _counted(raw, where)
    return Pattern(
        id=str(required(raw, "id", where)),
        statement=str(required(raw, "statement", where)),
        hardness=_hardness(raw, where),
        lens=_lens(raw, where),
        counted=counted,
        why_not=why_not,
        sources=_sources(raw, where),
        series=series,
        conditions=conditions,
        file=file,
        plain=_plain(raw, where),
    )


def _lens(raw: Mapping[str, Any], where: str) -> str:
    """The lens that it names, else the record's."""
    lens = raw.get("lens", record_lens())
    if not lens:
        raise ModelError(
            f"{where}: it names no lens, and without an observed record none goes without saying: add lens."
        )
    return str(lens)


def _series(raw: Mapping[str, Any], study: Study, where: str) -> dict[str, Series]:
    given = required(raw, "series", where)
    only_keys(given, given if isinstance(given, Mapping) else ("any name",), f"{where}: series")
    return {str(name): series_from(one, study, f"{where}: series '{name}'") for name, one in given.items()}


def _conditions(raw: Mapping[str, Any], series: Mapping[str, Series], where: str) -> Iterator[Condition]:
    given = required(raw, "conditions", where)
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        raise ModelError(f"{where}: conditions must be a list of mappings with statistic, accept and reason.")
    for number, one in enumerate(given, start=1):
        place = f"{where}: condition {number}"
        measure = measure_from({k: v for k, v in one.items() if k not in JUDGED}, series, place)
        accept = acceptance_from(required(one, "accept", place), unit_of(measure), f"{place}: accept")
        refuse_idle(accept, measure, series, f"{place}: accept")
        yield Condition(measure, accept, _stated(one, measure, place), str(required(one, "reason", place)))


def _stated(raw: Mapping[str, Any], measure: Measure, where: str) -> Acceptance | None:
    if "stated" not in raw:
        return None
    return acceptance_from(required(raw, "stated", where), unit_of(measure), f"{where}: stated")


def _refuse_unused(series: Mapping[str, Series], conditions: tuple[Condition, ...], where: str) -> None:
    used = {name for condition in conditions for name in _names(condition.measure)}
    idle = sorted(set(series) - used)
    if idle:
        raise ModelError(f"{where}: series {', '.join(idle)} stand in no condition: use or remove them.")


def _names(measure: Measure) -> Iterator[str]:
    for operand in measure.operands.values():
        if isinstance(operand, Measure):
            yield from _names(operand)
        elif isinstance(operand, str):
            yield operand


def _counted(raw: Mapping[str, Any], where: str) -> tuple[bool, str]:
    counted = raw.get("counted", True)
    why_not = str(raw.get("why_not") or "")
    if not isinstance(counted, bool):
        raise ModelError(f"{where}: counted {counted!r} must be true or false.")
    if counted == bool(why_not):
        rule = "counted: false needs a why_not" if not counted else "why_not belongs to counted: false only"
        raise ModelError(f"{where}: {rule}.")
    return counted, why_not


def _hardness(raw: Mapping[str, Any], where: str) -> str:
    hardness = required(raw, "hardness", where)
    if hardness not in HARDNESS:
        raise unknown("hardness", str(hardness), HARDNESS, where)
    return str(hardness)


def _plain(raw: Mapping[str, Any], where: str) -> str | None:
    plain = raw.get("plain")
    if plain is not None and plain not in LAYOUTS:
        raise unknown("plain world", str(plain), LAYOUTS, where)
    return plain


def _sources(raw: Mapping[str, Any], where: str) -> tuple[Source, ...]:
    sources = required(raw, "source", where)
    if not isinstance(sources, list):
        raise ModelError(f"{where}: source {sources!r} must be a list of doc and line.")
    return tuple(_source(source, f"{where}: source") for source in sources)


def _source(raw: Any, where: str) -> Source:
    only_keys(raw, ("doc", "line"), where)
    line = required(raw, "line", where)
    if not isinstance(line, int) or line < 1:
        raise ModelError(f"{where}: line {line!r} must be a whole number of at least 1.")
    return Source(str(required(raw, "doc", where)), line)
