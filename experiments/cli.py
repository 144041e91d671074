"""The console script: `targetshift APP [overrides]` starts experiments.APP, as `python -m experiments.APP` does."""

from __future__ import annotations

import ast
import importlib
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from experiments import front
from model.errors import ModelError, unknown

HERE = Path(__file__).resolve().parent
GUARD = re.compile(r'^if __name__ == "__main__":$', re.MULTILINE)
COMPLETION = ("-sc", "--shell-completion")
USAGE = """Usage: targetshift APP [key=value ...] [flags]
       targetshift APP --help

Apps:
{apps}

Shell completion: eval "$(targetshift -sc install=bash)"  (also zsh, fish)"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Start the app that the first word names; ends with its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in ("--help", "-h"):
        print(USAGE.format(apps="\n".join(f"  {name:<12}{line}" for name, line in apps().items())))
        return
    if words[0] in COMPLETION:
        _complete(words)
        return
    try:
        module = _module(words[0])
    except ModelError as fault:
        sys.exit(front.refuse(str(fault)))
    _start(module, words[1:])


def apps() -> dict[str, str]:
    """Every app and its sentence: a module of this package, or a package in it, that can be started."""
    found = {file.parent.name: file for file in HERE.glob("*/__main__.py")}
    found |= {file.stem: file for file in HERE.glob("*.py") if GUARD.search(file.read_text(encoding="utf-8"))}
    return {name: _sentence(found[name]) for name in sorted(found)}


def _sentence(file: Path) -> str:
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def _module(name: str) -> str:
    if name not in apps():
        raise unknown("app", name, apps(), "the command line, as targetshift APP [key=value ...]")
    return f"experiments.{name}.__main__" if (HERE / name).is_dir() else f"experiments.{name}"


def _start(module: str, words: list[str]) -> None:
    sys.argv = [sys.argv[0], *words]
    importlib.import_module(module).main()


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
    asked = typed[1] if len(typed) > 2 else "run"
    _start(_module(asked), words)
