"""Config files as Hydra gets them: each is checked before Hydra makes anything of it, and remembered by the trail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hydra._internal.core_plugins.file_config_source import FileConfigSource
from hydra._internal.sources_registry import SourcesRegistry
from hydra._internal.utils import create_config_search_path
from hydra.core.config_search_path import ConfigSearchPath, SearchPathQuery
from hydra.core.object_type import ObjectType
from hydra.core.plugins import Plugins
from hydra.plugins.config_source import ConfigResult, ConfigSource

from experiments.files.checkout import CONF
from experiments.files.yaml_text import checked_text
from experiments.setup.copies import copied
from experiments.setup.parsed import parsed
from experiments.setup.trail import GLOBAL, TRAIL, Content, Loaded, named
from experiments.setup.words import OF_ESTIMATES, refuse_of_estimates
from model.errors import ModelError

SETTINGS = CONF / "settings.yaml"
"""The one file that may say how Hydra itself runs: a `hydra` node can name any code to be called."""


class CheckedFiles(FileConfigSource):
    """A folder of config files; loading one raises ModelError, with its name, for what none may hold."""

    def load_config(self, config_path: str) -> ConfigResult:
        """The content of a file; `config_path` is its path within the folder, without ending."""
        return self.made(*self.checked(config_path))

    def checked(self, config_path: str) -> tuple[Path, str]:
        """The file of a path and its text, as they are now; the trail remembers them."""
        file = Path(self.path, self._normalize_file_name(config_path))
        _refuse_hidden(file, config_path)
        text = file.read_text(encoding="utf-8") if file == SETTINGS else checked_text(file)
        content = parsed(text, str(file))[1]
        package = ConfigSource._get_header_dict(text[:512]).get("package")
        group = config_path.rpartition("/")[0]
        if file != SETTINGS:
            _check(file, group, package, content)
        whole = package == GLOBAL or (not group and not package)
        TRAIL.files.append(Loaded(file, group, whole, content))
        return file, text

    def made(self, file: Path, text: str) -> ConfigResult:
        """What Hydra gets of a text, and may write into."""
        header = ConfigSource._get_header_dict(text[:512])
        config = copied(parsed(text, str(file))[0])
        return ConfigResult(config=config, path=f"file://{self.path}", provider=self.provider, header=header)

    def list(self, config_path: str, results_filter: ObjectType | None) -> list[str]:
        """The options of a group, without what editors and systems leave hidden there."""
        return [name for name in super().list(config_path, results_filter) if not name.startswith(".")]


def use_checked_files() -> None:
    """Have Hydra read every file through CheckedFiles."""
    Plugins.instance()  # registers Hydra's own source first, and would not take another after it
    SourcesRegistry.instance().types["file"] = CheckedFiles


def search_path(own: Path | None) -> ConfigSearchPath:
    """Where configs are looked for: the checkout's, then the user's own."""
    folders = create_config_search_path(str(CONF))
    if own is not None:
        folders.prepend("command-line", f"file://{own.resolve()}", anchor=SearchPathQuery(provider="schema"))
    return folders


def _refuse_hidden(file: Path, config_path: str) -> None:
    """A file of the user's own that has the name of a shipped one would never be read."""
    if ".." in Path(config_path).parts or Path(config_path).is_absolute():
        raise ModelError(
            f"'{config_path}' leads out of its folder: an option is named by its file in the group's folder."
        )
    if TRAIL.own is None or not file.is_relative_to(CONF):
        return
    own = (TRAIL.own / file.relative_to(CONF)).absolute()
    if own.is_file() and own.resolve() != file.resolve():
        raise ModelError(f"{own} is never read: {named(file)} has the same name and wins. Give yours another name.")


def _check(file: Path, group: str, package: str | None, content: Content) -> None:
    if "defaults" in content and not _is_defaults(content["defaults"]):
        raise ModelError(
            f"{named(file)} has defaults that are no list of other configs: write them as in "
            "'defaults: [config, _self_]', or leave them out."
        )
    for mention in _of_hydra(group, package, content):
        raise ModelError(
            f"{named(file)} says how Hydra itself is to run ({mention}), which could call any code: only the project's "
            "own conf/settings.yaml may. Take it out."
        )
    if group != "estimate":
        for key in OF_ESTIMATES:
            if key in content:
                refuse_of_estimates(key, f"of {named(file)}")


def _of_hydra(group: str, package: str | None, content: Content) -> Iterator[str]:
    if _names_hydra(group):
        yield f"group {group}"
    if package and re.search(r"\bhydra\b", package):
        yield f"@package {package}"
    yield from (f"key {key}" for key in content if str(key).partition(".")[0] == "hydra")
    for entry in content.get("defaults") or ():
        group_of = next(iter(entry), "") if hasattr(entry, "items") else entry
        if _names_hydra(str(group_of)):
            yield f"defaults entry {group_of}"


def _is_defaults(entries: Any) -> bool:
    """Whether a defaults list is one: names, and groups with a name of their options."""
    if not isinstance(entries, list):
        return False
    groups = [entry for entry in entries if isinstance(entry, dict)]
    values = [value for entry in groups for value in (*entry, *entry.values())]
    names = [*(entry for entry in entries if not isinstance(entry, dict)), *values]
    return all(len(entry) == 1 for entry in groups) and all(isinstance(name, str) and name for name in names)


def _names_hydra(entry: str) -> bool:
    """Whether an entry of a defaults list speaks of Hydra's own groups or package."""
    return re.search(r"(^|[\s/@.:])hydra($|[/@.:])", entry) is not None
