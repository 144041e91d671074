"""A World as arrays, which is all that compiled code can see."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model import actors, dice, targets
from model.compiled import step
from model.numbers import numbers
from model.parameters import Parameters
from model.roles import DRIVER_ROLES, OCCASION_ROLES, players, strongest
from model.targets import MEANS
from model.views import Tally
from model.world import World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def places(name: str, fields: Sequence[str]) -> Any:
    """Names for the places of an array's axis, which compiled code reads as constants."""
    return IntEnum(name, {field: place for place, field in enumerate(fields)})


P: Any = places("P", Parameters._fields)  # parameters
T: Any = places("T", targets.TRAITS)  # a target's traits
A: Any = places("A", actors.TRAITS)  # a militia's
G: Any = places("G", Tally._fields)  # traits by which a week's attacks are counted
PARAMETERS = len(P)
Openings = list[tuple[str, ...]]
"""Drivers that play a role or open a target together, each set of them once."""
COUNTED = tuple(int(T[place.name]) for place in G)
D: Any = places("D", tuple(DRIVER_ROLES))  # roles of drivers
N: Any = places("N", tuple(OCCASION_ROLES))  # and of occasions


class Stage(NamedTuple):
    """What does not change during a run; C targets, M militias, B brands, W weeks.

    Few and plain arrays: compiled functions hand every member on at every call. `traits` and `actors` are views of
    `numbers`, so that a set of numbers is written down once.
    """

    seed: int
    first_address: int
    first_day: int
    weeks: int
    retaliator_address: int
    small_bases: int
    lag_contested: int
    lag_relaxed: int
    quarters: Ints  # [W], the calendar quarter of each
    drivers: Floats  # [rows, W]: by role, by what opens targets, always 1, and drivers that are alone in none of these
    own_row: Ints  # [drivers of the theatre], where each is by itself
    shared: Ints  # [rows that are made of others, 1 + most]: such a row, and its drivers' own, again from the first on
    weeks_to: Floats  # [N, W]
    weeks_since: Floats  # [N, W]
    numbers: Floats  # [P + C T + M A], as model.numbers orders them
    traits: Floats  # [C, T]
    counted: Floats  # [C, G]
    presence: Ints  # [C], what opens each
    means: Ints  # [C]
    target_address: Ints  # [C]
    actors: Floats  # [M, A]
    slots: Ints  # [M]
    first_slot: Ints  # [M], each militia's when all are numbered in one row
    all_slots: int
    militia_address: Ints  # [M]
    specialism: Ints  # [B]
    brand_address: Ints  # [B]
    parents: Floats  # [2, B, most]: cumulative shares, and the militia each leads to
    regions: Floats  # [2, C, most]
    methods: Floats  # [2, C, most]
    later_methods: Floats  # likewise, from the day of a change on
    change_between: Ints  # [C, 2]: the earliest and the latest day of it


def stage(world: World) -> Stage:
    """The arrays of a world."""
    time, cast, militias = world.timeline, world.targets, world.militias
    slots = np.array([one.slots for one in militias], dtype=np.int64)
    roles, weeks = world.roles, world.clock.weeks
    openings = list(dict.fromkeys(one.presence for one in cast if one.presence))
    own_row = _own_rows(world, openings)
    told = numbers(world)
    traits, acting = _views(told, len(cast))
    return Stage(
        seed=world.seed,
        first_address=world.clock.first_address,
        first_day=world.clock.start.toordinal(),
        weeks=weeks,
        retaliator_address=dice.address(world.forces.retaliator),
        small_bases=world.forces.small_bases,
        lag_contested=world.forces.lag_contested,
        lag_relaxed=world.forces.lag_relaxed,
        quarters=np.array([world.clock.quarter(week) for week in range(world.clock.weeks)], dtype=np.int64),
        drivers=_drivers(world, openings, own_row),
        own_row=np.array([own_row[name] for name in time.drivers], dtype=np.int64),
        shared=_shared(_casts(world, openings), own_row),
        weeks_to=np.array(list(roles.awaited(time.weeks_to, weeks).values())),
        weeks_since=np.array(list(roles.awaited(time.weeks_since, weeks).values())),
        numbers=told,
        traits=traits,
        counted=traits[:, COUNTED].copy(),
        presence=np.array([_opening(one.presence, openings) for one in cast], dtype=np.int64),
        means=np.array([MEANS.index(one.means) for one in cast]),
        target_address=_addresses(world.target_names),
        actors=acting,
        slots=slots,
        first_slot=np.cumsum(slots) - slots,
        all_slots=int(slots.sum()),
        militia_address=_addresses(world.militia_names),
        specialism=np.array([world.target_names.index(one.specialism) for one in world.brands], dtype=np.int64),
        brand_address=_addresses(tuple(one.name for one in world.brands)),
        parents=_ladders([one.parents for one in world.brands], world.militia_names),
        regions=_ladders([one.governorates for one in cast], world.governorates),
        methods=_ladders([one.methods for one in cast], world.methods),
        later_methods=_ladders([one.later_methods or one.methods for one in cast], world.methods),
        change_between=np.array([one.change_between for one in cast], dtype=np.int64).reshape(-1, 2),
    )


def _casts(world: World, openings: Openings) -> Openings:
    """The drivers of each role, then of what opens targets."""
    return [*(players(world.roles.drivers, role) for role in DRIVER_ROLES), *openings]


def _own_rows(world: World, openings: Openings) -> dict[str, int]:
    """The row of each driver by itself: the first in which it is alone, else one of its own after all those."""
    casts = _casts(world, openings)
    found: dict[str, int] = {}
    for row, cast in enumerate(casts):
        if len(cast) == 1:
            found.setdefault(cast[0], row)
    rest = [name for name in world.timeline.drivers if name not in found]
    return found | {name: len(casts) + 1 + place for place, name in enumerate(rest)}


def _drivers(world: World, openings: Openings, own_row: dict[str, int]) -> Floats:
    drivers, weeks = world.timeline.drivers, world.clock.weeks
    rows = [strongest(drivers, cast, weeks) for cast in _casts(world, openings)]
    rest = [drivers[name] for name, row in own_row.items() if row > len(rows)]
    return np.array([*rows, np.ones(weeks), *rest])


def _shared(casts: Openings, own_row: dict[str, int]) -> Ints:
    made = [(row, cast) for row, cast in enumerate(casts) if cast and [own_row[name] for name in cast] != [row]]
    most = max((len(cast) for _, cast in made), default=1)
    rows = [[row, *np.resize([own_row[name] for name in cast], most)] for row, cast in made]
    return np.array(rows, dtype=np.int64).reshape(-1, 1 + most)


def _opening(names: tuple[str, ...], openings: Openings) -> int:
    """The row of what opens a target; the last where it is always open."""
    return len(D) + (openings.index(names) if names else len(openings))


def of_its_own(stage: Stage) -> Stage:
    """The same stage with numbers and dates that may be written over: a thread's own."""
    told = stage.numbers.copy()
    traits, acting = _views(told, len(stage.means))
    dates = {name: getattr(stage, name).copy() for name in ("drivers", "weeks_to", "weeks_since")}
    return stage._replace(numbers=told, traits=traits, actors=acting, counted=stage.counted.copy(), **dates)


@step()
def tell(stage: Any, at: Any, values: Any) -> None:
    """Write a set of numbers in the place of the stage's own; `at` is where each of them stands."""
    for n in range(len(at)):
        stage.numbers[at[n]] = values[n]
    for c in range(stage.counted.shape[0]):
        for trait in range(stage.counted.shape[1]):
            stage.counted[c, trait] = stage.traits[c, COUNTED[trait]]


def _views(numbers: Floats, targets: int) -> tuple[Floats, Floats]:
    """The targets' traits and the militias' as views of a stage's numbers."""
    first, last = PARAMETERS, PARAMETERS + targets * len(T)
    return numbers[first:last].reshape(targets, len(T)), numbers[last:].reshape(-1, len(A))


def _addresses(names: tuple[str, ...]) -> Ints:
    return np.array([dice.address(name) for name in names], dtype=np.int64)


def _ladders(mixes: list[tuple[tuple[str, float], ...]], names: tuple[str, ...]) -> Floats:
    """Cumulative shares and what they lead to; short rows repeat their last rung, which is never passed."""
    most = max((len(mix) for mix in mixes), default=1)
    ladders = np.zeros((2, len(mixes), most))
    for row, mix in enumerate(mixes):
        total = 0.0
        for rung in range(most):
            name, share = mix[min(rung, len(mix) - 1)]
            total += share if rung < len(mix) else 0.0
            ladders[:, row, rung] = total, names.index(name)
    return ladders
