"""The power of patterns: the share of plain worlds that fail them."""

from __future__ import annotations

from collections.abc import Iterable

from experiments.judge.patterns.evaluate import shown_by
from experiments.judge.patterns.measure import Lookup
from experiments.judge.patterns.pattern import Pattern
from experiments.judge.patterns.power.worlds import plain_world
from experiments.observed.chronicle import in_use
from experiments.simulate.campaign import Names


def powers(patterns: Iterable[Pattern], names: Names) -> dict[str, float]:
    """By id, the share of plain worlds that fail each pattern which names one; `names` is the world's vocabulary.

    Plain worlds have the record's totals: without one there is no power.
    """
    if not in_use().recorded:
        return {}
    lookups: dict[tuple[str, str], Lookup] = {}
    found = {}
    for pattern in patterns:
        if pattern.plain is not None:
            key = pattern.plain, pattern.lens
            lookup = lookups.setdefault(key, Lookup(plain_world(*key, names)))
            found[pattern.id] = 1.0 - float(shown_by(pattern, lookup).mean())
    return found
