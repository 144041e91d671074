"""What was given, and what could have been: for errors that name the nearest valid thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from experiments.setup.compose import composed
from experiments.setup.keys import keys


@dataclass(frozen=True)
class Given:
    """The overrides that were given, and where configs were looked for (the user's folder last)."""

    overrides: tuple[str, ...]
    folders: tuple[Path, ...]
    config_name: str

    def options(self, group: str) -> set[str]:
        """The options of a config group."""
        return {file.stem for folder in self.folders for file in (folder / group).glob("*.yaml")}

    @cached_property
    def groups(self) -> set[str]:
        """Every group of the app that has options."""
        found = {file.name for folder in self.folders for file in folder.glob("*/")}
        return {group for group in found if self.options(group)}

    @cached_property
    def known(self) -> set[str]:
        """Every key of the config as it is without overrides, and every group."""
        return {*_keys(self.config_name), *self.groups}

    def place(self, key: str, text: str) -> str:
        """Where a key was given: on the command line, or in the file that Hydra's text names."""
        if any(key_of(override) == key for override in self.overrides):
            return "on the command line"
        file = re.search(r"In '([^']+)'", text)
        return f"in {file.group(1)}.yaml" if file else "on the command line or in a config file"

    def undecodable(self) -> str:
        """The config file that is no UTF-8 text."""
        files = (file for folder in self.folders for file in sorted(folder.rglob("*.yaml")))
        return next((str(file) for file in files if not _decodes(file)), "a config file")


def key_of(override: str) -> str:
    """The key that an override sets, adds or deletes."""
    return override.lstrip("+~").partition("=")[0]


@cache
def _keys(config_name: str) -> frozenset[str]:
    return frozenset(keys(composed(config_name=config_name)))


def _decodes(file: Path) -> bool:
    try:
        file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True
