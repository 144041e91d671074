"""Compose the config without the command line: for notebooks, tests and worker processes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from omegaconf import DictConfig, OmegaConf

from experiments import border
from experiments.schema import Config
from model.world import World

CONF = Path(__file__).resolve().parents[1] / "conf"


def register() -> None:
    """Make the typed schema known to Hydra."""
    ConfigStore.instance().store(name="schema", node=Config)


def composed(overrides: Sequence[str] = (), config_dir: Path | None = None) -> DictConfig:
    """The config that the command line would compose from the same overrides."""
    register()
    GlobalHydra.instance().clear()
    extra = [f"hydra.searchpath=[file://{config_dir.resolve()}]"] if config_dir else []
    with initialize_config_dir(str(CONF), version_base="1.3"):
        return compose("config", overrides=[*overrides, *extra])


def typed(config: DictConfig) -> Config:
    """The same config as plain typed objects."""
    return cast(Config, OmegaConf.to_object(config))


def world(*overrides: str) -> World:
    """A checked world, e.g. `world("scenario=no_truce")`."""
    return border.world(typed(composed(overrides)))
