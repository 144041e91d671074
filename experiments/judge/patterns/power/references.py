"""References for a total of patterns: how many a Poisson world without any mechanism reproduces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from experiments.judge.patterns.evaluate import REPRODUCED, in_headline, shown_by
from experiments.judge.patterns.measure import Lookup
from experiments.judge.patterns.pattern import Pattern
from experiments.judge.patterns.power.layouts import Stretch, by_phase, by_stretch, by_year, laid_out
from experiments.judge.patterns.power.worlds import world_of
from experiments.simulate.campaign import Names

WORLDS: tuple[Callable[..., Iterable[Stretch]], ...] = (by_year, by_phase, by_stretch)
REPLICATES = 500


@dataclass(frozen=True)
class Reference:
    """How many patterns one kind of world without mechanisms reproduces."""

    world: str
    """Within which times every target has one rate: by_year, by_phase, or by_stretch (each within a year and a phase,
    and the pause of 2022 apart), with the record's own totals there."""
    given: bool
    """Whether it is given the printed claims, the days of US strikes and those on which brands are first seen, too."""
    reproduced: int
    """Patterns of the headline that it reproduces."""
    headline: int
    """Patterns in the headline."""
    reproduced_counted: int
    """Counted patterns that it reproduces, in the headline or not."""
    counted: int
    """Counted patterns."""


def references(patterns: Iterable[Pattern], powers: Mapping[str, float], names: Names) -> tuple[Reference, ...]:
    """Every reference, of 500 worlds each; `names` is the world's vocabulary, `powers` say what is in the headline."""
    counted = [pattern for pattern in patterns if pattern.counted]
    telling = {pattern.id for pattern in counted if in_headline(pattern, powers.get(pattern.id))}
    found = []
    for given in (False, True):
        for layout in WORLDS:
            shown = _reproduced(counted, layout, given, names)
            found.append(
                Reference(layout.__name__, given, len(shown & telling), len(telling), len(shown), len(counted))
            )
    return tuple(found)


def reference_line(rows: Sequence[Reference]) -> str:
    """How many of the headline's patterns worlds without mechanisms reproduce."""
    if not rows:
        return "Poisson worlds without mechanisms: none, for want of a record's totals"
    bare, given = ([row for row in rows if row.given is known] for known in (False, True))
    told = ", ".join(f"{row.world.replace('_', ' ')} {row.reproduced}" for row in bare)
    more = ", ".join(str(row.reproduced) for row in given)
    return f"Poisson worlds without mechanisms: {told}; given claims, strikes, births: {more}"


def _reproduced(
    patterns: Iterable[Pattern], layout: Callable[..., Iterable[Stretch]], given: bool, names: Names
) -> set[str]:
    """The ids of the patterns that such worlds reproduce."""
    lookups: dict[str, Lookup] = {}
    found = set()
    for one in patterns:
        if one.lens not in lookups:
            seed = f"{layout.__name__} {one.lens} {given}"
            lookups[one.lens] = Lookup(world_of(laid_out(layout, one.lens), one.lens, names, REPLICATES, seed, given))
        if float(shown_by(one, lookups[one.lens]).mean()) >= REPRODUCED:
            found.add(one.id)
    return found
