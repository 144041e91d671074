"""Hydra's loader, with what it made of the same content kept: one process composes many configs.

Every file is read and checked every time; what was made of it serves again while its text is the same to the letter.
Kept is what no word but the choice of options decides. Words that set values change a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from hydra._internal.config_loader_impl import ConfigLoaderImpl
from hydra._internal.config_repository import ConfigRepository, IConfigRepository
from hydra.core.config_search_path import ConfigSearchPath
from hydra.core.config_store import ConfigStore
from hydra.core.default_element import ResultDefault
from hydra.core.object_type import ObjectType
from hydra.plugins.config_source import ConfigResult, ConfigSource
from omegaconf import DictConfig, ListConfig

from experiments.setup.copies import copied
from experiments.setup.sources import CheckedFiles

STORE = "structured"  # the scheme of what is no file: Hydra imports the class of such sources once more, as another
CHOSEN = ("estimate", "scenario")  # groups of which one process composes with many options; they come last
Value = TypeVar("Value")


class Kept(Generic[Value]):
    """What was made, by key; when it is too much, what nobody asked for longest goes."""

    def __init__(self, most: int) -> None:
        self.most, self.values = most, dict[Hashable, Value]()

    def of(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made if it is not there."""
        value = self.values.pop(key) if key in self.values else make()
        self.values[key] = value
        if len(self.values) > self.most:
            del self.values[next(iter(self.values))]
        return value


@dataclass
class Lent(ConfigResult):
    """A config that serves again, so that nobody may change it, and apart from it the list of defaults that it had."""

    entries: ListConfig | None = None
    origin: object = None  # what it was made of: as long as it lives, nothing else has its identity


@dataclass(frozen=True)
class Merged:
    """What configs are merged to, and they themselves: as long as they live, nothing else has their identity."""

    config: DictConfig
    of: list[ConfigResult | None]


LENT, MERGED = Kept[Lent](256), Kept[Merged](24)


class Repository(ConfigRepository):
    """Where Hydra looks for configs; of the same text, or the same node of its store, a config is made once."""

    def __deepcopy__(self, _: object) -> Repository:
        """Hydra copies it for every composition, to give it other sources; with them it would copy its whole store."""
        return copy(self)

    def load_config(self, config_path: str) -> Lent | None:
        """The config of a path, or None."""
        source = self._find_object_source(config_path, ObjectType.CONFIG)
        if source is None:
            return None
        found = copy(self._lent(source, config_path))
        assert found.entries is not None
        found.defaults_list = self._create_defaults_list(config_path, found.entries)
        return found

    def _lent(self, source: ConfigSource, config_path: str) -> Lent:
        place = (type(source), source.provider, source.path, config_path)
        if isinstance(source, CheckedFiles):
            file, text = source.checked(config_path)
            return LENT.of((*place, text), lambda: self._made(source, config_path, source.made(file, text)))
        node = _node(source, config_path)
        return LENT.of(
            (*place, id(node)), lambda: self._made(source, config_path, source.load_config(config_path), node)
        )

    def _made(self, source: ConfigSource, config_path: str, result: ConfigResult, origin: object = None) -> Lent:
        whole = source.scheme() == STORE and source.provider == "schema"
        entries = self._extract_defaults_list(config_path, result.config)
        return Lent(result.provider, result.path, result.config, result.header, None, whole, entries, origin)


def _node(source: ConfigSource, config_path: str) -> object:
    """The node of Hydra's store that stands behind a path; None for a file of Hydra's own, which stays as it is."""
    if source.scheme() != STORE:
        return None
    return ConfigStore.instance()._load(source._normalize_file_name(config_path))


@dataclass
class Before(ResultDefault):
    """The first configs of a list, merged already, in their place."""

    merged: Any = None


class Loader(ConfigLoaderImpl):
    """Hydra's loader on such a repository; the same configs are merged once."""

    def __init__(self, config_search_path: ConfigSearchPath) -> None:
        super().__init__(config_search_path)
        self.repository = Repository(config_search_path)

    def _compose_config_from_defaults_list(self, defaults: list[ResultDefault], repo: IConfigRepository) -> DictConfig:
        return copied(self._merged(defaults, repo))

    def _merged(self, defaults: list[ResultDefault], repo: IConfigRepository) -> DictConfig:
        lent = [repo.load_config(str(one.config_path)) for one in defaults]
        steps = tuple((one.config_path, one.package, one.primary) for one in defaults)
        key = (steps, tuple(id(one and one.config) for one in lent))
        return MERGED.of(key, lambda: Merged(self._merge(defaults, repo), lent)).config

    def _merge(self, defaults: list[ResultDefault], repo: IConfigRepository) -> DictConfig:
        """As Hydra merges; what stands before an option that is often another is kept by itself."""
        places = [place for place, one in enumerate(defaults) if str(one.config_path).partition("/")[0] in CHOSEN]
        if places and places[-1]:
            before = Before(merged=self._merged(defaults[: places[-1]], repo))
            defaults = [before, *defaults[places[-1] :]]
        return super()._compose_config_from_defaults_list(defaults, repo)

    def _load_single_config(self, default: ResultDefault, repo: IConfigRepository) -> ConfigResult:
        if isinstance(default, Before):
            return ConfigResult("", "", copied(default.merged), {})
        return super()._load_single_config(default, repo)

    @staticmethod
    def _embed_result_config(ret: ConfigResult, package_override: str | None) -> ConfigResult:
        """A config below its package: of a copy, since merging takes it to pieces."""
        found = copy(ret)
        found.config = copied(ret.config)
        return ConfigLoaderImpl._embed_result_config(found, package_override)
