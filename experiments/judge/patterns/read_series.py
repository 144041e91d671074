"""From YAML to a series: which events, from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from experiments.judge.patterns.faults import day_of, only_keys
from experiments.judge.patterns.pattern import Series
from experiments.judge.patterns.study import Study
from model.errors import ModelError, unknown
from model.events import Kind

NAMES = {
    "target": "targets",
    "militia": "militias",
    "claimant": "claimants",
    "brand": "brands",
    "governorate": "governorates",
    "method": "methods",
}
FLAGS = ("claimed", "lethal", "abroad")
KEYS = ("kind", "from", "to", *NAMES, *FLAGS)
KINDS = {kind.name.lower(): kind for kind in Kind}


def series_from(raw: Any, study: Study, where: str) -> Series:
    """The series that `raw` describes; raises ModelError on an unknown key or kind or an empty window."""
    only_keys(raw, KEYS, where)
    start, end = window_from(raw, study, where)
    chosen: dict[str, Any] = {key: _flag(raw[key], f"{where}: {key}") for key in FLAGS if key in raw}
    for key, field in NAMES.items():
        if key in raw:
            chosen[field] = study.names(raw[key], f"{where}: {key}")
    return Series(start=start, end=end, kind=_kind(raw, where), **chosen)


def window_from(raw: Mapping[str, Any], study: Study, where: str) -> tuple[date, date]:
    """First and last day; the study's where they are not given."""
    start, end = (day_of(raw.get(k, default), f"{where}: {k}") for k, default in _edges(study))
    if end < start:
        raise ModelError(f"{where}: the window {start} to {end} is empty: 'to' lies before 'from'.")
    if start < study.start or end > study.end:
        legal = f"{study.start} to {study.end}"
        raise ModelError(f"{where}: the window {start} to {end} leaves the study, {legal}.")
    return start, end


def _edges(study: Study) -> tuple[tuple[str, date], tuple[str, date]]:
    return ("from", study.start), ("to", study.end)


def _kind(raw: Mapping[str, Any], where: str) -> Kind:
    kind = str(raw.get("kind", "attack"))
    if kind not in KINDS:
        raise unknown("kind", kind, KINDS, where)
    return KINDS[kind]


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise ModelError(f"{where}: {value!r} must be true or false.")
    return value
