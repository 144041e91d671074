"""Compose the config without the command line: for notebooks, tests and worker processes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from omegaconf import DictConfig, OmegaConf

from experiments.schema import Comparison, Config, Fit, Patterns, Plot, Reconcile

if TYPE_CHECKING:
    from model.world import World

CONF = Path(__file__).resolve().parents[1] / "conf"

SCHEMAS = {"run": Config, "compare": Comparison, "fit": Fit, "plot": Plot, "patterns": Patterns, "reconcile": Reconcile}
"""The schema of each app's config; one that starts from config.yaml says `override schema: <app>`."""


def register() -> None:
    """Make the typed schemas known to Hydra."""
    for name, node in SCHEMAS.items():
        ConfigStore.instance().store(group="schema", name=name, node=node, package="_global_")


def composed(overrides: Sequence[str] = (), config_dir: Path | None = None, config_name: str = "config") -> DictConfig:
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
    from experiments import border  # imports Numba: not for --help

    return border.world(typed(composed(overrides)))
