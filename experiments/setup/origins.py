"""Which numbers of a config are not those of the content files, and where each was set: none is set unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from experiments.setup.trail import COMMAND_LINE, TRAIL, Leaf, named

Saying = tuple[str, Any]  # a place, and the value that it gives
CONTENT: Saying = ("", None)
"""Of a number that no content file says."""


@dataclass(frozen=True)
class Origin:
    """A number, its value, where that was set, and what it would be without (None: nothing else says)."""

    key: str
    value: float
    place: str
    instead: float | None


def origins(settled: Mapping[str, Any]) -> tuple[Origin, ...]:
    """The numbers of the last composed config that an estimate, a scenario, another whole file or a word decides."""
    said = _said()
    found = (_origin(path, value, said.get(path, [])) for path, value in _numbers(settled, ()))
    return tuple(one for one in found if one is not None)


def _origin(path: Leaf, value: float, said: list[Saying]) -> Origin | None:
    """Where a number comes from; None when its content file, or nobody, says it."""
    key = ".".join(path)
    chain = [*(said or [CONTENT]), *([(COMMAND_LINE, value)] if TRAIL.worded(key) else [])]
    while len(chain) > 1 and chain[-1][1] == chain[-2][1]:  # said again: the one before decides
        chain.pop()
    return Origin(key, value, chain[-1][0], chain[-2][1]) if len(chain) > 1 else None


def _said() -> dict[Leaf, list[Saying]]:
    """What is said of each path, the file that wins last; first what the content says, be it nothing."""
    found: dict[Leaf, list[Saying]] = {}
    for loaded in TRAIL.by_weight():
        for path, value in loaded.leaves().items():
            start = [CONTENT] if loaded.whole else []
            found.setdefault(path, start).append((named(loaded.file), value))
    return found


def _numbers(branch: Mapping[str, Any], path: Leaf) -> Iterator[tuple[Leaf, float]]:
    """Every number of a config that stands in a section of it."""
    for name, value in branch.items():
        if isinstance(value, Mapping):
            yield from _numbers(value, (*path, str(name)))
        elif path and isinstance(value, int | float) and not isinstance(value, bool):
            yield (*path, str(name)), value
