"""Compose the config without the command line: for notebooks, tests and worker processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import hydra
from hydra._internal.hydra import Hydra
from hydra.core.config_store import ConfigNode, ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.core.singleton import Singleton
from hydra.version import VersionBase, setbase
from omegaconf import DictConfig, OmegaConf

from experiments.files.checkout import CONF
from experiments.setup import words
from experiments.setup.apps import apps, keys_of
from experiments.setup.keys import refuse_unknown, with_defaults
from experiments.setup.loader import Loader
from experiments.setup.loose import loose, strict
from experiments.setup.read import read
from experiments.setup.schema import Config
from experiments.setup.sources import search_path, use_checked_files
from experiments.setup.trail import TRAIL
from model.errors import ModelError

if TYPE_CHECKING:
    from model.world import World


Task = Callable[[DictConfig], None]


def register() -> None:
    """Make the keys of every app known to Hydra: a config that starts from another says `override schema: <app>`."""
    use_checked_files()
    ConfigStore.instance().repo["schema"] = dict(_schemas())


@cache
def _schemas() -> dict[str, ConfigNode]:
    """The keys of each app, as Hydra's store holds them under schema/; made once, and copied whenever they are read."""
    nodes = {f"{name}.yaml": OmegaConf.structured(loose(keys_of(name))) for name in apps()}
    return {name: ConfigNode(name, node, "schema", "_global_", None) for name, node in nodes.items()}


def composed(overrides: Sequence[str] = (), config_dir: Path | None = None, config_name: str = "run") -> DictConfig:
    """The config that the command line would compose from the same overrides; `config_dir` is a folder of one's own.

    A Hydra app may call it: that app's own Hydra is put back as it was. Raises ModelError for what the line refuses.
    """
    if config_dir is not None and not config_dir.is_dir():
        raise ModelError(f"config_dir '{config_dir}' is no folder: give the one that holds scenario/ or other groups.")
    TRAIL.begin(overrides, config_dir)
    with _hydra_of_our_own(config_dir):
        return hydra.compose(config_name, overrides=[*_words(overrides), *schema_of("run", config_name)])


def run_on(task: Task, overrides: Sequence[str], config_dir: Path | None, config_name: str) -> None:
    """Run a task on the config that overrides give, as one Hydra job.

    Hydra's own front would compose the config once more to see whether it asks for several jobs: here a flag does.
    """
    TRAIL.begin(overrides, config_dir)
    with _hydra_of_our_own(config_dir) as ours:
        ours.run(config_name, task, with_defaults(Config, overrides))


@contextmanager
def _hydra_of_our_own(config_dir: Path | None) -> Iterator[Hydra]:
    """A Hydra that knows our configs and nobody else's; whoever's was there before is there after."""
    store, theirs = ConfigStore.instance(), dict(Singleton._instances)
    repo, store.repo = store.repo, {name: node for name, node in store.repo.items() if name.startswith(("hydra", "_"))}
    for kind in (GlobalHydra, VersionBase):
        Singleton._instances.pop(kind, None)
    try:
        register()
        setbase("1.3")
        ours = Hydra("targetshift", Loader(search_path(config_dir)))
        GlobalHydra.instance().initialize(ours)
        yield ours
    finally:
        store.repo = repo
        for kind in (GlobalHydra, VersionBase):
            Singleton._instances.pop(kind, None)
            Singleton._instances.update({kind: theirs[kind]} if kind in theirs else {})


def composed_beside(overrides: Sequence[str], config_name: str, app: str = "run") -> DictConfig:
    """Another config of an app, composed while one runs, from the same folders."""
    TRAIL.begin(overrides, TRAIL.own)
    return hydra.compose(config_name, overrides=[*_words(overrides), *schema_of(app, config_name)])


def _words(overrides: Sequence[str]) -> list[str]:
    return with_defaults(Config, words.checked(overrides))


def schema_of(app: str, config_name: str) -> list[str]:
    """The word that gives a primary config of the user's own the keys of an app; the shipped ones have them."""
    return [] if (CONF / f"{config_name}.yaml").is_file() else [f"{words.SCHEMA}={app}"]


def typed(config: DictConfig) -> Config:
    """The same config as plain typed objects; raises ModelError for a key or value that none may have."""
    kind = OmegaConf.get_type(config)
    if kind is None or not is_dataclass(kind):
        raise ModelError(
            "the config has no keys of an app: begin the defaults of its file with one of "
            f"{', '.join(['config', *sorted(apps())])}, as in 'defaults: [run, _self_]'."
        )
    refuse_unknown(strict(kind), config)
    TRAIL.refuse_vain(cast(Mapping[str, Any], OmegaConf.to_container(config, resolve=False)))
    found = read(strict(kind), OmegaConf.to_container(config, resolve=True))
    return cast(Config, found)


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
