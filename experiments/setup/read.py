"""A composed config as typed objects: every key there, every value of its type as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any, get_args, get_origin

from experiments.files.paths import folder_of
from experiments.setup.keys import nearest, needed
from experiments.setup.loose import hints_of, inner
from experiments.setup.schema import Folder, Level, Names
from experiments.setup.trail import TRAIL
from model.errors import ModelError

UNSAID = "???"  # OmegaConf's sign for a key that has no value yet


def read(kind: type, content: Any, key: str = "", row: bool = False) -> Any:
    """An object of dataclass `kind` from plain content; raises ModelError by the key that is missing or wrong.

    A row may leave out what has a default; elsewhere the schema has put it there, so that what is not was deleted.
    """
    if not isinstance(content, Mapping):
        raise _wrong(key, content, "a branch with keys of its own" + _inside(kind, key, content))
    hints, paths = hints_of(kind), {one.name: f"{key}.{one.name}".lstrip(".") for one in fields(kind)}
    asked = [
        one.name
        for one in fields(kind)
        if one.name in content or not row or needed(one) or TRAIL.deletes(paths[one.name])
    ]
    unsaid = [name for name in asked if _unsaid(content.get(name, UNSAID))]
    if unsaid:
        raise _missing(paths[unsaid[0]], unsaid[1:])
    return kind(**{name: _value(hints[name], content[name], paths[name]) for name in asked})


def _unsaid(value: Any) -> bool:
    return isinstance(value, str) and value == UNSAID


def _value(hint: Any, value: Any, key: str, row: bool = False) -> Any:
    kind, optional = inner(hint)
    if value is None:
        if optional:
            return None
        raise ModelError(f"'{key}' is empty: it must be given, not null. Change it {TRAIL.place(key)}.")
    if isinstance(kind, type) and is_dataclass(kind):
        return read(kind, value, key, row)
    if kind is Names:
        return _names(value, key)
    if get_origin(kind) is dict:
        return _rows(get_args(kind)[1], value, key)
    if get_origin(kind) is list:
        return _list(get_args(kind)[0], value, key)
    return _scalar(kind, value, key)


def _rows(kind: Any, value: Any, key: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(key, value, "rows by name")
    if not value:
        raise ModelError(
            f"'{key}' has no rows: a row is taken out by setting it to null, and the rest must stay. Add rows in a "
            "config file, or do not delete it."
        )
    for name in value:
        if not isinstance(name, str):
            raise ModelError(f"'{key}' has the name {name}, which YAML reads as no text: put it in quotes.")
    for name, one in value.items():
        _refuse_half(kind, name, one, key, [other for other in value if other != name])
    return {name: _value(kind, one, f"{key}.{name}", row=True) for name, one in value.items()}


def _refuse_half(kind: Any, name: str, row: Any, key: str, others: list[str]) -> None:
    """A row that has only some of its keys is most likely a misspelt one: raise ModelError with the nearest name."""
    kind = inner(kind)[0]
    if not is_dataclass(kind) or not isinstance(row, Mapping):
        return
    for one in fields(kind):
        lacks = needed(one) and row.get(one.name, UNSAID) == UNSAID and not TRAIL.deletes(f"{key}.{name}.{one.name}")
        if lacks and (near := nearest(name, others)):
            raise ModelError(
                f"'{key}.{name}' has no '{one.name}'; did you mean '{key}.{near}'? A new row needs all its keys. "
                f"Change it {TRAIL.place(f'{key}.{name}')}."
            )


def _list(kind: Any, value: Any, key: str) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(key, value, f"a list, as in [one,two]{f' or {key}=[{value}]' if isinstance(value, str) else ''}")
    return [_value(kind, one, f"{key}[{place}]") for place, one in enumerate(value)]


def _names(value: Any, key: str) -> Names:
    """Names, whether one is given or a list."""
    if isinstance(value, list | tuple):
        return Names(tuple(_list(str, list(value), key)))
    return Names((value,)) if _scalar(str, value, key) else Names(())


def _scalar(kind: Any, value: Any, key: str) -> Any:
    is_folder = kind is Folder
    if kind is Level:
        return value if isinstance(value, str) else f"{_number(value, key):g}"
    kind = str if is_folder else kind
    if kind is bool and not isinstance(value, bool):
        raise _wrong(key, value, "true or false")
    if kind is int and (isinstance(value, bool) or not isinstance(value, int)):
        raise _wrong(key, value, "a whole number")
    if kind is float:
        return _number(value, key)
    if kind is str and not isinstance(value, str):
        quotes = "; YAML reads yes, no, on and off as true or false" if isinstance(value, bool) else ""
        raise _wrong(key, value, f"text, in quotes where it looks like something else{quotes}")
    return folder_of(value, key) if is_folder else value


def _number(value: Any, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(key, value, "a number")
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if not isfinite(number):
        raise _wrong(key, value, "a finite number")
    return number


def _inside(kind: type, key: str, value: Any) -> str:
    """', as in ...' where one key of a branch is what must have been meant."""
    if "value" not in {one.name for one in fields(kind)}:
        return ""
    return f", as in {key}.value={value}, or {key.rpartition('.')[2]}: {{value: {value}}} in a file"


def _wrong(key: str, value: Any, wanted: str) -> ModelError:
    return ModelError(f"'{key}' is {shown(value)}: it must be {wanted}. Change it {TRAIL.place(key)}.")


def _missing(key: str, more: Sequence[str]) -> ModelError:
    """The error for a key without a value, and for `more` of the same branch."""
    if key == "scenario_name":
        return ModelError(
            "scenario_name has no value: add the scenario's name to its file, as in 'scenario_name: mine'."
        )
    if TRAIL.deletes(key):
        return ModelError(f"'{key}' cannot be deleted: it is needed. Give it another value instead.")
    given = f"give it as {key}=... or in a config file"
    also = f" Of '{key.rpartition('.')[0]}' there is no {', '.join(more)} either." if more and "." in key else ""
    return ModelError(f"'{key}' has no value: it is needed, so {given}, and do not delete it.{also}")


def shown(value: Any) -> str:
    """A value as an error shows it."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else f"'{value}'"
