"""Refusals that every part of a pattern shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from model.errors import ModelError, unknown


def only_keys(raw: Any, known: Iterable[str], where: str) -> None:
    """Raise ModelError unless `raw` is a mapping whose keys are all `known`."""
    if not isinstance(raw, Mapping):
        raise ModelError(f"{where}: {raw!r} must be a mapping with the keys {', '.join(known)}.")
    for key in raw:
        if key not in known:
            raise unknown("key", str(key), known, where)


def day_of(value: Any, where: str) -> date:
    """The date `value`; raises ModelError when it is anything else."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ModelError(f"{where}: {value!r} is no date; write it as 2020-10-10.")
    return value


def required(raw: Mapping[str, Any], key: str, where: str) -> Any:
    """The value under `key`; raises ModelError when it is missing or empty."""
    value = raw.get(key)
    if value is None or value in ("", [], {}):
        raise ModelError(f"{where}: '{key}' is missing or empty: every pattern has to give it.")
    return value
