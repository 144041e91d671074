"""Every command and every Python snippet of README runs as it stands, in an empty folder, one after the other."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^\.venv/bin/targetshift (.+?)\s*(?:#.*)?$", re.MULTILINE)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SMALL = ("replicates=3", "figures=false", "quiet=true")
PLAYS = ("run", "compare", "sweep")
SHELL = re.compile(r"^mkdir .*?^END$", re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """The words after `targetshift` of every command that README shows."""
    return [found.group(1) for found in COMMAND.finditer(TEXT)]


def snippets() -> Iterator[str]:
    """README's Python."""
    yield from (body for language, body in BLOCK.findall(TEXT) if language == "python")


def app_of(command: str) -> str:
    """The app that a command starts."""
    return next(word for word in shlex.split(command) if not word.startswith("-"))


def stored(folder: Path) -> str:
    """The name of a run that is stored there."""
    return next(path.name for path in sorted(folder.glob("results/*")) if (path / "phases.csv").is_file())


def the_readers_own(folder: Path) -> None:
    """Write what README has a reader write."""
    for lines in SHELL.findall(TEXT):
        subprocess.run(["bash", "-e", "-c", lines], cwd=folder, check=True)


def test_readme_shows_apps_that_there_are() -> None:
    apps = {path.stem for path in (ROOT / "experiments" / "apps").glob("*.py")} - {"__init__"}
    assert {"run", "compare", "plot"} <= {app_of(command) for command in commands()} <= apps


def test_every_command_is_understood(call: Callable[..., Any], tmp_path: Path) -> None:
    the_readers_own(tmp_path)
    for command in commands():
        shown = call(*shlex.split(command.replace("<folder>", "one")), "--cfg", "job")
        assert (shown.code, bool(shown.out)) == (0, True), f"{command}: {shown.err}"


@pytest.mark.slow
def test_every_command_runs_when_it_plays_little(call: Callable[..., Any], tmp_path: Path) -> None:
    the_readers_own(tmp_path)
    for command in commands():
        app, words = app_of(command), shlex.split(command)
        if app == "fit":
            words += ["fit.by_slopes=0", "fit.by_moments=1", "replicates=2", "--cfg", "job"]
        if "run=results/<folder>" in words:
            words = [word.replace("<folder>", stored(tmp_path)) for word in words]
        ended = call(*words, *(SMALL if app in PLAYS else ()))
        assert (ended.code, bool(ended.out)) == (0, True), f"{command}: {ended.err}"


@pytest.mark.slow
def test_every_command_runs_as_it_stands(tmp_path: Path) -> None:
    the_readers_own(tmp_path)
    for command in commands():
        words = [word.replace("<folder>", stored(tmp_path) if "<" in word else "") for word in shlex.split(command)]
        if app_of(command) == "fit":  # minutes: until it has found a first point
            assert "trial" in first_words(words, tmp_path)
            continue
        done = subprocess.run(started(words), cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert done.stdout


def started(words: list[str]) -> list[str]:
    """The command line of an app of this checkout."""
    script = "import sys; from experiments.command.cli import main; main(sys.argv[1:])"
    return [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {script}", *words]


def first_words(words: list[str], folder: Path) -> str:
    """What a search prints until its first trial; then it is interrupted, which leaves nothing behind."""
    run = subprocess.Popen(started(words), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout is not None
    said, late = "", time.monotonic() + 300
    while "trial" not in said and time.monotonic() < late and (line := run.stdout.readline()):
        said += line
    os.kill(run.pid, signal.SIGINT)
    run.communicate(timeout=60)
    return said


@pytest.mark.parametrize("snippet", list(snippets()), ids=lambda snippet: snippet.strip().splitlines()[-1][:40])
def test_every_snippet_runs(snippet: str, tmp_path: Path) -> None:
    the_readers_own(tmp_path)
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{snippet}"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
