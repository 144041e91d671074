"""The keys that a config may have, and the nearest one to a key that it may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from omegaconf import MISSING as UNSAID
from omegaconf import DictConfig, OmegaConf

from experiments.setup.loose import hints_of, inner
from experiments.setup.trail import TRAIL
from experiments.setup.words import key_of
from model.errors import ModelError

FREE = ("vary", "windows")
"""Branches of a sweep whose keys are the user's own."""


def keys(config: DictConfig) -> Iterator[str]:
    """Every key by its dotted path, branches included."""
    for name in config:
        yield str(name)
        yield from (f"{name!s}.{key}" for branch in _branch(config, name) for key in keys(branch))


def hint(key: str, known: Iterable[str]) -> str:
    """'; did you mean ...?' with the nearest known key, or a full stop when none is near."""
    near = nearest(key, known)
    return f"; did you mean '{near}'?" if near else "."


def nearest(key: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known key that a misspelt one most likely means: same depth first, then the same last word."""
    names = sorted(known)
    level = [name for name in names if name.count(".") == key.count(".")]
    found = get_close_matches(key, level, n=1, cutoff=0.75) or get_close_matches(key, names, n=1, cutoff=cutoff)
    ends = [name for name in names if name.split(".")[-1] == key.split(".")[-1]]
    return next(iter([*found, *ends]), None)


def refuse_unknown(kind: Any, config: DictConfig) -> None:
    """Raise ModelError for a key that the schema lacks, `kind` being its dataclass: nothing would read it."""
    added = set(_unknown(kind, OmegaConf.to_container(config, resolve=False), ""))
    for key in sorted(added):
        raise ModelError(f"'{key}' is no key{hint(key, {*keys(config)} - added)} {_how_to_mend(key)}")


def with_defaults(kind: Any, overrides: Iterable[str]) -> list[str]:
    """The overrides, such as set what a row may leave out with '++' before them: it may not be there to be changed.

    So do those below a branch whose keys are the user's own.
    """
    return [
        f"++{word}" if _sets(word) and _may_be_absent(kind, key_of(word).split(".")) else word for word in overrides
    ]


def _may_be_absent(kind: Any, path: list[str]) -> bool:
    return path[0] in FREE or _may_be_left_out(kind, path)


def _sets(word: str) -> bool:
    return "=" in word and not word.startswith(("+", "~"))


def _may_be_left_out(kind: Any, path: list[str], row: bool = False) -> bool:
    kind = inner(kind)[0]
    if get_origin(kind) is dict:
        return len(path) > 1 and _may_be_left_out(get_args(kind)[1], path[1:], row=True)
    if not is_dataclass(kind) or path[0] not in (hints := hints_of(kind)):
        return False
    if len(path) > 1:
        return _may_be_left_out(hints[path[0]], path[1:], row)
    return row and not next(needed(one) for one in fields(kind) if one.name == path[0])


def needed(one: Field[Any]) -> bool:
    """Whether a field of the schema has to be said, for want of a default."""
    return one.default_factory is MISSING and one.default in (MISSING, UNSAID)


def _how_to_mend(key: str) -> str:
    if any(word.startswith("+") and key_of(word) == key for word in TRAIL.overrides):
        return "It was added with '+': leave it out."
    return f"Change it {TRAIL.place(key)}."


def _unknown(kind: Any, content: Any, path: str) -> Iterator[str]:
    kind = inner(kind)[0]
    if not isinstance(content, Mapping):
        return
    if get_origin(kind) is dict:
        for name, row in content.items():
            yield from _unknown(get_args(kind)[1], row, f"{path}{name!s}.")
    elif is_dataclass(kind):
        hints = hints_of(kind)
        for name, value in content.items():
            if name not in hints:
                yield f"{path}{name!s}"
            else:
                yield from _unknown(hints[name], value, f"{path}{name!s}.")


def _branch(config: DictConfig, name: Any) -> Iterator[DictConfig]:
    """What lies under a key, if that is a mapping with something in it."""
    node = config._get_node(name)
    if isinstance(node, DictConfig) and not node._is_none() and not node._is_missing():
        yield node
