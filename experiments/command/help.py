"""What `targetshift APP --help` says; Hydra's own text would take seconds to gather the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import yaml

from experiments.files.checkout import CONF
from experiments.files.folders import visible
from experiments.setup.apps import folder_key, keys_of

TEXT = """{sentence}

Usage: targetshift {name} [key=value ...] [flags]{folder}

Groups (group=option; the one in use, then the others):
{groups}

Keys (key=value, with dots for what lies inside; `--cfg job` shows all with their values):
  {keys}

Flags:
  --cfg job             show the config that would be used, and stop
  -m, --multirun        run once for each of several values, as in -m seed=1,2
  --config-dir FOLDER   look for options in a folder of your own too: FOLDER/scenario/mine.yaml is scenario=mine
  --info defaults       where each part of the config comes from (also searchpath, config, plugins)
  -sc install=bash      shell completion: eval "$(targetshift -sc install=bash)" (also zsh, fish)
  --hydra-help          all that Hydra itself can do"""


def help_text(name: str, sentence: str, own: Path | None) -> str:
    """The help of one app; `own` is the user's config folder."""
    folders = [CONF] if own is None else [CONF, own]
    groups = dict(_groups(name))
    lines = [f"  {group + '=' + used:<20} {_others(group, used, folders)}".rstrip() for group, used in groups.items()]
    keys = ", ".join(field.name for field in fields(keys_of(name)) if field.name not in groups)
    key = folder_key(name)
    folder = f"\n       targetshift {name} FOLDER [key=value ...] [flags]  (FOLDER is the key '{key}')" if key else ""
    return TEXT.format(sentence=sentence, name=name, folder=folder, groups="\n".join(lines) or "  none", keys=keys)


def _groups(config_name: str) -> Iterator[tuple[str, str]]:
    """The groups that a config takes an option of, and which."""
    for entry in yaml.safe_load((CONF / f"{config_name}.yaml").read_text(encoding="utf-8"))["defaults"]:
        if isinstance(entry, dict):
            group, used = next(iter(entry.items()))
            if "@" not in group and group.split()[-1] != "schema":
                yield group, used
        elif (CONF / f"{entry}.yaml").is_file() and entry != "settings":
            yield from _groups(entry)


def _others(group: str, used: str, folders: list[Path]) -> str:
    found = {file.stem for folder in folders for file in visible(folder / group, "*.yaml")} - {used}
    return ", ".join(sorted(found))
