"""Worlds that sets need apart: what no array can hold (switches, dates, drivers, scenarios, seeds) is set in a config.

Choices of a group, such as a scenario, are composed; any other key is set in what came of that, which takes a tenth of
the time and is the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

import numpy as np
from hydra.core.hydra_config import HydraConfig
from numpy.typing import NDArray

from experiments.files.checkout import CONF
from experiments.files.folders import visible
from experiments.results.request import VOLATILE
from experiments.setup import priors
from experiments.setup.compose import composed_beside, typed
from experiments.setup.keys import hint
from experiments.setup.lenses import lenses_of
from experiments.setup.read import read, shown
from experiments.setup.schema import Config
from experiments.setup.trail import TRAIL
from experiments.setup.words import SCHEMA, key_of
from experiments.setup.world import held_at_zero, quantities, world_of
from experiments.sweep.design import Cell, Design
from model.errors import ModelError, unknown
from model.lens import Lens
from model.numbers import legal_range, paths, unknown_path
from model.world import World

Floats = NDArray[np.float64]
Settled = Mapping[str, Any]
FIXED = ("replicates", "scenario_name", "estimate_name", "estimate_seen", "seen_through", "engine", *VOLATILE)
"""Keys of a run that are the same all through a sweep."""
SEED = "seed"
MOST_TRIED = 1000
"""Cells that are made before a sweep starts, to say at once what cannot be; twenty seconds."""
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
            content = _with(content, key.split("."), key, value)
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


def cells_of(design: Design, config: Config) -> Cells:
    """The cells of a design over a config that is being composed; raises ModelError for a key that there is not."""
    groups, own = _groups(), settled(config)
    _check_choices(design.cells, groups)
    _check_keys({key for cell in design.cells for key in cell}, groups, own)
    choices = [{key: value for key, value in cell.items() if key in groups} for cell in design.cells]
    leaves = [{key: value for key, value in cell.items() if key not in groups} for cell in design.cells]
    distinct = {tuple(one.items()): one for one in choices}
    bases = [own if not one else settled(_composed(one)) for one in distinct.values()]
    places = {key: place for place, key in enumerate(distinct)}
    return Cells(bases, [places[tuple(one.items())] for one in choices], leaves)


def faults_of(cells: Cells, design: Design) -> dict[int, str]:
    """Why cells cannot be played with the numbers of their sets, by cell; of very many cells some are tried."""
    order = np.argsort(design.cell, kind="stable")
    number, first = np.unique(design.cell[order], return_index=True)
    sets = np.split(order, first[1:])
    found = {}
    for place in range(0, len(number), -(-len(number) // MOST_TRIED)):
        try:
            check_numbers(cells.setting(int(number[place])), design, sets[place])
        except ModelError as fault:
            found[int(number[place])] = str(fault)
    return found


def check_numbers(setting: Setting, design: Design, sets: NDArray[np.int64]) -> None:
    """Raise ModelError for a number of these sets that is out of its range, with where it stands."""
    off, known, there = held_at_zero(setting.config), quantities(setting.config), set(paths(setting.world))
    for column, path in enumerate(design.paths):
        if path not in there:
            raise unknown_path(path, there)
        if path in off:
            continue
        low, high, rule = _legal(path, known)
        found = design.values[sets, column]
        outside = np.flatnonzero(~(np.isfinite(found) & (found >= low) & (found <= high)))
        if outside.size:
            place = design.place(int(sets[outside[0]]))
            raise ModelError(f"{place}: {path} is {found[outside[0]]:g}, and {rule} allows {low:g} to {high:g}.")


def _legal(path: str, known: Mapping[str, Any]) -> tuple[float, float, str]:
    low, high = legal_range(path)
    if path not in known:
        return low, high, "its range"
    prior = priors.parse(known[path].prior, path)
    least, most = prior.range
    narrower = least > low or most < high
    return max(low, least), min(high, most), f"its prior '{prior.family}'" if narrower else "its range"


def _groups() -> Mapping[str, Any]:
    """The groups that an option can be chosen of."""
    chosen = HydraConfig.get().runtime.choices
    return {str(key): value for key, value in chosen.items() if not str(key).startswith(("hydra", SCHEMA, "lens@"))}


def _check_choices(cells: Sequence[Cell], groups: Mapping[str, Any]) -> None:
    """Raise ModelError for an option that a group has not."""
    for key, value in dict.fromkeys((key, value) for cell in cells for key, value in cell.items() if key in groups):
        folders = [CONF, *([TRAIL.own] if TRAIL.own else [])]
        options = {file.stem for folder in folders for file in visible(folder / key, "*.yaml")}
        if value not in options:
            raise unknown(key, str(value), options, "vary, or add its file to a folder given by --config-dir")


def _composed(choices: Cell) -> Config:
    """The config with other options chosen, from the same words and files."""
    hydra = HydraConfig.get()
    shared = [word for word in hydra.overrides.task if key_of(word) not in (SCHEMA, *choices)]
    with TRAIL.aside():
        words = [f"{key}={value}" for key, value in choices.items()]
        return typed(composed_beside([*shared, *words], str(hydra.job.config_name), "sweep"))


def _check_keys(keys: Iterable[str], groups: Mapping[str, Any], own: Settled) -> None:
    """Raise ModelError for a key that the config has not, or that cannot differ from set to set."""
    for key in sorted(keys):
        if key in FIXED:
            raise ModelError(f"'{key}' is the same for all of a sweep: give it beside vary, as {key}=..., not in it.")
        if key not in groups:
            _with(own, key.split("."), key, None)


def _with(content: Any, path: Sequence[str], key: str, value: Any) -> dict[str, Any]:
    """Plain data with another value at a path; raises ModelError where there is nothing."""
    name, *rest = path
    if not isinstance(content, Mapping) or name not in content:
        raise ModelError(f"'{key}' is no key{hint(key, _keys_below(content, key, name))} `--cfg job` shows every key.")
    if rest:
        return {**content, name: _with(content[name], rest, key, value)}
    if isinstance(content[name], Mapping) and value is not None:
        raise ModelError(f"'{key}' is {shown(value)}: it is a branch with keys of its own. Name one of these.")
    return {**content, name: value}


def _keys_below(content: Any, key: str, name: str) -> list[str]:
    """The keys that could have been meant where a name is missing."""
    if not isinstance(content, Mapping):
        return []
    before, _, after = key.partition(name)
    return [f"{before}{one}{after}" for one in content]
