"""Compose the config without the command line: for notebooks, tests and worker processes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from omegaconf import DictConfig, OmegaConf

from experiments.files.checkout import CONF
from experiments.setup.apps import apps, keys_of
from experiments.setup.schema import Config

if TYPE_CHECKING:
    from model.world import World


def register() -> None:
    """Make the keys of every app known to Hydra: a config that starts from another says `override schema: <app>`."""
    for name in apps():
        ConfigStore.instance().store(group="schema", name=name, node=keys_of(name), package="_global_")


def composed(overrides: Sequence[str] = (), config_dir: Path | None = None, config_name: str = "run") -> DictConfig:
    """The config that the command line would compose from the same overrides."""
    register()
    GlobalHydra.instance().clear()
    extra = [f"hydra.searchpath=[file://{config_dir.resolve()}]"] if config_dir else []
    with initialize_config_dir(str(CONF), version_base="1.3"):
        return compose(config_name, overrides=[*overrides, *extra])


def typed(config: DictConfig) -> Config:
    """The same config as plain typed objects."""
    return cast(Config, OmegaConf.to_object(config))


def world(*overrides: str) -> World:
    """A checked world, e.g. `world("scenario=no_truce")`."""
    from experiments.setup.world import world_of  # imports Numba: not for --help

    return world_of(typed(composed(overrides)))
