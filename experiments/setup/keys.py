"""The keys that a config may have, and the nearest one to a key that it may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any

from omegaconf import DictConfig, OmegaConf

from model.errors import ModelError


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


def refuse_unknown(config: DictConfig) -> None:
    """Raise ModelError for a key that the schema lacks: `+key=value` would add it, and nothing would read it."""
    added = set(_unknown(config, ""))
    for key in sorted(added):
        raise ModelError(f"'{key}' is no key{hint(key, {*keys(config)} - added)} It was added with '+': leave it out.")


def _unknown(branch: DictConfig, path: str) -> Iterator[str]:
    kind: Any = OmegaConf.get_type(branch)
    legal = {one.name for one in fields(kind)} if is_dataclass(kind) else None
    for name in branch:
        if legal is not None and name not in legal:
            yield f"{path}{name!s}"
        for inner in _branch(branch, name):
            yield from _unknown(inner, f"{path}{name!s}.")


def _branch(config: DictConfig, name: Any) -> Iterator[DictConfig]:
    """What lies under a key, if that is a mapping with something in it."""
    node = config._get_node(name)
    if isinstance(node, DictConfig) and not node._is_none() and not node._is_missing():
        yield node
