"""From the cells of a design to configs: choices of a group, such as a scenario, are composed.

Any other key is set in what came of that, which takes a tenth of the time and is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hydra.core.hydra_config import HydraConfig

from experiments.files.checkout import CONF
from experiments.files.folders import visible
from experiments.results.request import VOLATILE
from experiments.setup.compose import composed_beside, typed
from experiments.setup.schema import Config
from experiments.setup.trail import TRAIL
from experiments.setup.words import SCHEMA, key_of
from experiments.sweep.cells import Cells, Settled, settled, with_value
from experiments.sweep.design import Cell, Design
from model.errors import ModelError, unknown

FIXED = ("replicates", "scenario_name", "estimate_name", "estimate_seen", "seen_through", "engine", *VOLATILE)
"""Keys of a run that are the same all through a sweep."""


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
            with_value(own, key.split("."), key, None)
