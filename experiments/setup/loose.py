"""The schema as OmegaConf gets it: the same keys, but values of any type.

OmegaConf converts what it is given (2 becomes true, '3' becomes 3.0, a list passes for a switch); so it is told of keys
only, and `read` judges values as they were written. Of rows by name it is told nothing: to make a typed node of every
value of some hundred rows, and to merge them one by one, took a third of all composing.
"""

from __future__ import annotations

from dataclasses import MISSING, field, fields, is_dataclass, make_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from omegaconf import MISSING as UNSAID


@cache
def loose(kind: type) -> type:
    """A dataclass with the keys of `kind`, all the way down, and values of any type."""
    hints = hints_of(kind)
    twins = [(one.name, _loose_type(hints[one.name]), _default(one, hints[one.name])) for one in fields(kind)]
    return make_dataclass(kind.__name__, twins, namespace={"strict": kind})


def hints_of(kind: Any) -> dict[str, Any]:
    """The types of a dataclass's fields; looked up once, since each config asks some hundred times."""
    return _hints_of(kind)


_hints_of = cache(get_type_hints)


def strict(kind: type) -> type:
    """The dataclass that a loose one is the twin of."""
    found: type = getattr(kind, "strict", kind)
    return found


def inner(hint: Any) -> tuple[Any, bool]:
    """A type without its None, and whether it had one."""
    if get_origin(hint) in (Union, UnionType):
        left = [one for one in get_args(hint) if one is not NoneType]
        return left[0], True
    return hint, False


def _loose_type(hint: Any) -> Any:
    kind, optional = inner(hint)
    if isinstance(kind, type) and is_dataclass(kind):
        return loose(kind) | None if optional else loose(kind)
    if get_origin(kind) is dict:
        return dict[str, Any] | None if optional else dict[str, Any]  # rows
    return Any


def _default(one: Any, hint: Any) -> Any:
    if one.default_factory is not MISSING:
        made = one.default_factory
        if is_dataclass(inner(hint)[0]):
            made = loose(inner(hint)[0])
        return field(default_factory=made)
    return UNSAID if one.default is MISSING else one.default
