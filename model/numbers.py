"""The numbers of a world by path, and sets of them: what many runs take in the place of the world's own.

A path is the config's: 'parameters.feud', 'targets.us_base.appeal', 'militias.KH.stakes.sinjar'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from model import actors, targets
from model.errors import ModelError
from model.parameters import PARAMETER_RANGES, Parameters
from model.world import MILITIA_RANGES, SHARE, TARGET_RANGES, World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Values = Mapping[str, ArrayLike]
"""By path, a number's value in every set: as many of each number."""
FINITE = (-np.inf, np.inf)


def paths(world: World) -> tuple[str, ...]:
    """The path of every number that may differ from set to set, in the order of `numbers`.

    A trait or a stake has the name that its theatre gives it; one that it does not have is a number without a path.
    """
    return tuple(_places(world))


def _places(world: World) -> dict[str, int]:
    """Where each number stands in `numbers`, by its path."""
    traits = [world.roles.key_of_trait(trait) for trait in targets.TRAITS]
    stakes = [world.roles.key_of_stake(trait) for trait in actors.TRAITS]
    found = (
        *(f"parameters.{name}" for name in Parameters._fields),
        *(key and f"targets.{name}.{key}" for name in world.target_names for key in traits),
        *(key and f"militias.{name}.{key}" for name in world.militia_names for key in stakes),
    )
    return {path: place for place, path in enumerate(found) if path}


def numbers(world: World) -> Floats:
    """The numbers of a world [parameters, traits of target after target, of militia after militia]."""
    return np.array(
        [
            *world.parameters,
            *(getattr(one, trait) for one in world.targets for trait in targets.TRAITS),
            *(getattr(one, trait) for one in world.militias for trait in actors.TRAITS),
        ],
        dtype=np.float64,
    )


def legal_range(path: str) -> tuple[float, float]:
    """Lowest and highest legal value of the number at a path; infinite where any finite number will do."""
    group, *within, last = path.split(".")
    if within[1:]:
        return SHARE  # a named trait or stake
    ranges = {"parameters": PARAMETER_RANGES, "targets": TARGET_RANGES, "militias": MILITIA_RANGES}
    return ranges[group].get(last, FINITE)


@dataclass(frozen=True)
class Sets:
    """Sets of numbers: `values` [sets, numbers], one number for each of `paths` in a row.

    Raises ModelError when the two do not fit together.
    """

    paths: tuple[str, ...]
    values: Floats

    def __post_init__(self) -> None:
        """Check the shape."""
        if self.values.ndim != 2 or self.values.shape[1] != len(self.paths):
            raise ModelError(
                f"sets of numbers have the shape {self.values.shape}: they must have one row a set and one column for "
                f"each of {len(self.paths)} paths."
            )
        if not self.values.size:
            raise ModelError("sets of numbers are empty: give at least one value of at least one number.")
        twice = [path for path in self.paths if self.paths.count(path) > 1]
        if twice:
            raise ModelError(f"number '{twice[0]}' is given twice in one set: leave one out.")

    @classmethod
    def of(cls, values: Sets | Values) -> Sets:
        """Sets from values by path; raises ModelError when these are no numbers or not equally many."""
        if isinstance(values, Sets):
            return values
        columns = [_column(path, found) for path, found in values.items()]
        for path, column in zip(values, columns, strict=True):
            if len(column) != len(columns[0]):
                raise ModelError(
                    f"number '{path}' has {len(column)} values but '{next(iter(values))}' has {len(columns[0])}: give "
                    "one value of each number for every set."
                )
        return cls(tuple(values), np.column_stack(columns) if columns else np.empty((0, 0)))

    def __len__(self) -> int:
        """How many sets there are."""
        return len(self.values)

    def world(self, world: World, number: int) -> World:
        """The world with set number `number` in the place of its own; raises ModelError for what none could have."""
        return changed(world, dict(zip(self.paths, self.values[number].tolist(), strict=True)))


def places(world: World, sets: Sets) -> Ints:
    """Where each number of the sets stands in `numbers`; raises ModelError for what no such world could have."""
    known = _places(world)
    for path in sets.paths:
        if path not in known:
            raise unknown_path(path, known)
    low, high = np.array([legal_range(path) for path in sets.paths]).T
    for number, column in np.argwhere(~(np.isfinite(sets.values) & (sets.values >= low) & (sets.values <= high))):
        raise illegal(sets, int(number), int(column), (low[column], high[column]))
    return np.array([known[path] for path in sets.paths], dtype=np.int64)


def unknown_path(path: str, known: Iterable[str]) -> ModelError:
    """Error for a path that leads to no number, with the nearest that does."""
    near = get_close_matches(path, sorted(known), n=1, cutoff=0.0)
    return ModelError(
        f"number '{path}' does not exist; did you mean '{near[0]}'? Only numbers of parameters, targets and militias "
        "can differ from set to set. Change the path in the sets."
    )


def illegal(sets: Sets, number: int, column: int, legal: tuple[float, float], rule: str = "its range") -> ModelError:
    """Error for a value of a set that is out of what a rule allows; sets are counted from 0."""
    low, high = legal
    allowed = f"{low:g} to {high:g}" if np.isfinite((low, high)).any() else "any finite number"
    return ModelError(
        f"number '{sets.paths[column]}' is {sets.values[number, column]} in set {number} (of {len(sets)}, counted from "
        f"0): {rule} allows {allowed}. Change it in the sets."
    )


def changed(world: World, values: Mapping[str, float]) -> World:
    """The world with numbers replaced by their path; raises ModelError for a path or a value it could not have."""
    known = set(paths(world))
    for path in values:
        if path not in known:
            raise unknown_path(path, known)
    parameters = {path.split(".")[1]: value for path, value in values.items() if path.startswith("parameters.")}
    return replace(
        world,
        parameters=world.parameters._replace(**parameters),
        targets=tuple(
            replace(one, **_fields(f"targets.{one.name}", targets.TRAITS, world.roles.key_of_trait, values))
            for one in world.targets
        ),
        militias=tuple(
            replace(one, **_fields(f"militias.{one.name}", actors.TRAITS, world.roles.key_of_stake, values))
            for one in world.militias
        ),
    )


def _fields(
    branch: str, fields: Iterable[str], key_of: Callable[[str], str], values: Mapping[str, float]
) -> dict[str, Any]:
    """The new numbers of one target or militia."""
    named = {field: f"{branch}.{key_of(field)}" for field in fields if key_of(field)}
    return {field: values[path] for field, path in named.items() if path in values}


def _column(path: str, found: ArrayLike) -> Floats:
    try:
        column = np.asarray(found, dtype=np.float64)
    except (TypeError, ValueError):
        raise ModelError(f"number '{path}' has the values {found!r}: give numbers only.") from None
    if column.ndim != 1:
        raise ModelError(f"number '{path}' has the values {found!r}: give a list, with one number for every set.")
    return column
