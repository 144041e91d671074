"""What was given, and what could have been: for errors that name the nearest valid thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from experiments.files.folders import is_file, visible
from experiments.setup.compose import composed
from experiments.setup.keys import keys
from experiments.setup.trail import TRAIL
from experiments.setup.words import key_of


@dataclass(frozen=True)
class Given:
    """The overrides that were given, and where configs were looked for (the user's folder last)."""

    overrides: tuple[str, ...]
    folders: tuple[Path, ...]
    config_name: str

    def options(self, group: str) -> set[str]:
        """The options of a config group."""
        return {file.stem for folder in self.folders for file in visible(folder / group, "*.yaml")}

    def misnamed(self, group: str, name: str) -> Path | None:
        """A file of that name whose ending is not read."""
        found = (folder / group / f"{name}.yml" for folder in self.folders)
        return next((file for file in found if is_file(file)), None)

    @cached_property
    def groups(self) -> set[str]:
        """Every group of the app that has options."""
        found = {file.name for folder in self.folders for file in visible(folder, "*") if file.is_dir()}
        return {group for group in found if self.options(group)}

    @cached_property
    def known(self) -> set[str]:
        """Every key of the config as it is without overrides, and every group."""
        return {*_keys(self.config_name), *self.groups}

    def branch_set_to(self, value: str) -> str:
        """The key that a file sets to a value, although it is a branch with keys of its own."""
        leaves = [(".".join(path), leaf) for loaded in TRAIL.files for path, leaf in loaded.leaves().items()]
        found = [key for key, leaf in leaves if str(leaf) == value]
        return next((key for key in found if any(one.startswith(f"{key}.") for one in self.known)), "a branch")

    def place(self, key: str, text: str) -> str:
        """Where a key was given: on the command line, or in the file that Hydra's text names."""
        if any(key_of(override) == key for override in self.overrides):
            return "on the command line"
        file = re.search(r"In '([^']+)'", text)
        return f"in {file.group(1)}.yaml" if file else TRAIL.place(key)


@cache
def _keys(config_name: str) -> frozenset[str]:
    return frozenset(keys(composed(config_name=config_name)))
