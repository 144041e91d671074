"""Compose the config without the command line: for notebooks, tests and worker processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.core.singleton import Singleton
from hydra.version import VersionBase
from omegaconf import DictConfig, OmegaConf

from experiments.files.checkout import CONF
from experiments.setup.apps import apps, keys_of
from experiments.setup.schema import Config
from model.errors import ModelError

if TYPE_CHECKING:
    from model.world import World


def register() -> None:
    """Make the keys of every app known to Hydra: a config that starts from another says `override schema: <app>`."""
    for name in apps():
        ConfigStore.instance().store(group="schema", name=name, node=keys_of(name), package="_global_")


def composed(overrides: Sequence[str] = (), config_dir: Path | None = None, config_name: str = "run") -> DictConfig:
    """The config that the command line would compose from the same overrides; `config_dir` is a folder of one's own.

    A Hydra app may call it: that app's own Hydra is put back as it was.
    """
    if config_dir is not None and not config_dir.is_dir():
        raise ModelError(f"config_dir '{config_dir}' is no folder: give the one that holds scenario/ or other groups.")
    own = [f"hydra.searchpath=['file://{config_dir.resolve()}']"] if config_dir else []
    with _hydra_of_our_own(), initialize_config_dir(str(CONF), version_base="1.3"):
        return compose(config_name, overrides=[*overrides, *own])


@contextmanager
def _hydra_of_our_own() -> Iterator[None]:
    """A Hydra that knows our configs and nobody else's; whoever's was there before is there after."""
    store, theirs = ConfigStore.instance(), dict(Singleton._instances)
    repo, store.repo = store.repo, {name: node for name, node in store.repo.items() if name.startswith(("hydra", "_"))}
    for kind in (GlobalHydra, VersionBase):
        Singleton._instances.pop(kind, None)
    try:
        register()
        yield
    finally:
        store.repo = repo
        for kind in (GlobalHydra, VersionBase):
            Singleton._instances.pop(kind, None)
            Singleton._instances.update({kind: theirs[kind]} if kind in theirs else {})


def typed(config: DictConfig) -> Config:
    """The same config as plain typed objects."""
    return cast(Config, OmegaConf.to_object(config))


def world(*overrides: str, config_dir: str | Path | None = None) -> World:
    """A checked world, e.g. `world("scenario=no_truce")`; scenarios of your own are looked for in `config_dir`.

    Raises ModelError, in the words of the command line, for whatever cannot be composed or played.
    """
    from experiments.setup.given import Given
    from experiments.setup.refusals import INPUT, refusal
    from experiments.setup.world import world_of  # imports Numba: not for --help

    own = (Path(config_dir),) if config_dir else ()
    try:
        return world_of(typed(composed(overrides, *own)))
    except INPUT as fault:
        raise ModelError(refusal(fault, Given(overrides, (CONF, *own), "run"))) from None
