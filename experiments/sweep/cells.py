"""Worlds that sets need apart: switches, dates, drivers, scenarios and seeds are set in a config, not in an array."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.results.request import VOLATILE
from experiments.setup.keys import hint
from experiments.setup.lenses import lenses_of
from experiments.setup.read import read, shown
from experiments.setup.schema import Config
from experiments.setup.world import held_at_zero, world_of
from experiments.sweep.design import Cell
from model.errors import ModelError
from model.lens import Lens
from model.world import World

Floats = NDArray[np.float64]
Settled = Mapping[str, Any]
SEED = "seed"
KEPT = 64
"""Worlds that are kept at hand: sets come cell by cell."""


@dataclass(frozen=True)
class Setting:
    """What one cell plays: its config, world and lenses."""

    config: Config
    world: World
    lenses: Mapping[str, Lens]

    def numbers(self, paths: Sequence[str], values: Floats) -> Floats:
        """Values as this config would have them: a strength of a mechanism that is off is none."""
        off = held_at_zero(self.config)
        return np.where([path in off for path in paths], 0.0, values) if len(paths) else values


@dataclass
class Cells:
    """The settings of a sweep's cells, each made when it is needed from its base and what is set in that."""

    bases: Sequence[Settled]
    base: Sequence[int]  # of each cell
    leaves: Sequence[Cell]  # of each cell
    made: OrderedDict[int, Setting] = field(default_factory=OrderedDict)
    last: tuple[tuple[int, Cell], Setting] | None = None  # without its seed
    guard: threading.Lock = field(default_factory=threading.Lock)

    def setting(self, number: int) -> Setting:
        """The setting of a cell; raises ModelError for one that cannot be."""
        with self.guard:
            if number not in self.made:
                self.made[number] = self._make(number)
            while len(self.made) > KEPT:
                self.made.popitem(last=False)
            return self.made[number]

    def settled(self, number: int) -> Settled:
        """The whole config of a cell, as plain data."""
        content = self.bases[self.base[number]]
        for key, value in self.leaves[number].items():
            content = with_value(content, key.split("."), key, value)
        return content

    def _make(self, number: int) -> Setting:
        """A setting made anew; of one that differs by its dice alone from the one before only these."""
        rest = {key: value for key, value in self.leaves[number].items() if key != SEED}
        base, seed = self.base[number], self.leaves[number].get(SEED, self.bases[self.base[number]][SEED])
        if self.last is None or self.last[0] != (base, rest):
            self.last = (base, rest), self._read(number)
        known = self.last[1]
        if isinstance(seed, bool) or not isinstance(seed, int):
            return self._read(number)  # which says what is wrong with it
        return Setting(replace(known.config, seed=seed), replace(known.world, seed=seed), known.lenses)

    def _read(self, number: int) -> Setting:
        config = read(Config, {**self.settled(number), **UNUSED})
        return Setting(config, world_of(config), lenses_of(config))


UNUSED = {one.name: "" if one.name == "results" else one.default for one in fields(Config) if one.name in VOLATILE}
"""Keys of a run that a sweep decides by itself."""


def settled(config: Config) -> Settled:
    """What of a config decides a run, as plain data."""
    names = [one.name for one in fields(Config) if one.name not in VOLATILE]
    whole = asdict(config)
    return {name: whole[name] for name in names}


def with_value(content: Any, path: Sequence[str], key: str, value: Any) -> dict[str, Any]:
    """Plain data with another value at a path; raises ModelError where there is nothing."""
    name, *rest = path
    if not isinstance(content, Mapping) or name not in content:
        raise ModelError(f"'{key}' is no key{hint(key, _keys_below(content, key, name))} `--cfg job` shows every key.")
    if rest:
        return {**content, name: with_value(content[name], rest, key, value)}
    if isinstance(content[name], Mapping) and value is not None:
        raise ModelError(f"'{key}' is {shown(value)}: it is a branch with keys of its own. Name one of these.")
    return {**content, name: value}


def _keys_below(content: Any, key: str, name: str) -> list[str]:
    """The keys that could have been meant where a name is missing."""
    if not isinstance(content, Mapping):
        return []
    before, _, after = key.partition(name)
    return [f"{before}{one}{after}" for one in content]
