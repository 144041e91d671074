"""The console script: `targetshift APP [overrides]` starts experiments/apps/APP.py."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from experiments.command import app
from experiments.command.flags import MULTIRUN
from experiments.setup.apps import apps, folder_key
from model.errors import ModelError, unknown

COMPLETION = ("-sc", "--shell-completion")
USAGE = """Usage: targetshift APP [key=value ...] [flags]
       targetshift APP --help

Apps:
{apps}

Shell completion: eval "$(targetshift -sc install=bash)"  (also zsh, fish)"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Start the app that the first word names; ends with its exit code."""
    words = _app_first(list(sys.argv[1:] if arguments is None else arguments))
    if not words or words[0] in ("--help", "-h"):
        print(USAGE.format(apps="\n".join(f"  {name:<12}{line}" for name, line in apps().items())))
        return
    if words[0] in COMPLETION:
        _complete(words)
        return
    try:
        name = _known(words[0])
    except ModelError as fault:
        sys.exit(app.refuse(str(fault)))
    _start(name, words[1:])


def _app_first(words: list[str]) -> list[str]:
    """`targetshift -m run ...` is `targetshift run -m ...`."""
    return [words[1], words[0], *words[2:]] if words[:1] and words[0] in MULTIRUN and len(words) > 1 else words


def _folder_named(name: str, words: list[str]) -> list[str]:
    """`targetshift status FOLDER` is `targetshift status sweep=FOLDER`: a first word alone names the app's folder."""
    key = folder_key(name)
    if not key or not words or words[0].startswith("-") or "=" in words[0]:
        return words
    escaped = words[0].replace("\\", "\\\\").replace("'", "\\'")
    return [f"{key}='{escaped}'", *words[1:]]


def _known(name: str) -> str:
    if name not in apps():
        raise unknown("app", name, apps(), "the command line, as targetshift APP [key=value ...]")
    return name


def _start(name: str, words: list[str]) -> None:
    sys.argv = [sys.argv[0], *_folder_named(name, words)]
    sys.exit(app.start(name))


def _complete(words: list[str]) -> None:
    """Answer the shell: app names for the first word, Hydra's own completion without it for the rest."""
    typed = os.environ.get("COMP_LINE", "").split(" ")
    if any(word.startswith("query=") for word in words):
        if len(typed) < 3:
            print(" ".join(name for name in apps() if name.startswith("".join(typed[1:]))))
            return
        if typed[1] not in apps():
            return
        os.environ["COMP_LINE"] = " ".join([typed[0], *typed[2:]])
    _start(_known(typed[1] if len(typed) > 2 else "run"), words)
