"""What CONTRIBUTING.md says of adding a mechanism is true: done to a copy of the sources, it works in both engines."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
STEP = re.compile(
    r"\*\*(?P<path>[\w/.]+)\*\*, (?:new|after\s`(?P<line>[^`\n]+)`):\n```\w+\n(?P<text>.*?)```\n", re.DOTALL
)
MEMORY = "### With a memory of its own"

STORY = """
import sys
from dataclasses import replace
from hashlib import sha256
from agents import Theatre
from experiments.setup.compose import world
from model.clock import Clock
from model.ensemble.runs import campaigns
from model.events import COLUMNS

def told(log):
    return sha256(b"".join(log[name].astype(int).tobytes() for name in COLUMNS)).hexdigest()

for switches in sys.argv[1:]:
    whole = world("estimate=prior", *switches.split())
    short = replace(whole, clock=Clock(whole.clock.start, 25), timeline=whole.timeline.each(lambda row: row[:25]))
    print(told(campaigns(short, range(1))[0]), told(Theatre(short).play()))
"""


class Step(NamedTuple):
    """A text that goes into a file after a line, or that is a new file."""

    path: str
    line: str | None
    text: str


def steps(part: int) -> list[Step]:
    """What CONTRIBUTING.md says before (0) and after (1) the memory of its own."""
    section = (ROOT / "CONTRIBUTING.md").read_text().partition("## Add a mechanism\n")[2]
    text = section.split(MEMORY)[part]
    found = [Step(*match.group("path", "line", "text")) for match in STEP.finditer(text)]
    assert len(found) == text.count("```") // 2, "a step is not written as the others are"
    return found


def take(checkout: Path, step: Step) -> None:
    """Take a step in a copy of the sources."""
    path = checkout / step.path
    if step.line is None:
        assert not path.exists()
        path.write_text(step.text)
        return
    before = path.read_text().splitlines(keepends=True)
    places = [number for number, line in enumerate(before) if line.rstrip("\n") == step.line]
    assert len(places) == 1, f"{step.path} has '{step.line}' {len(places)} times"
    path.write_text("".join([*before[: places[0] + 1], step.text, *before[places[0] + 1 :]]))


def stories(root: Path, *switches: str) -> list[list[str]]:
    """The ensemble's and the theatre's hash of a short campaign played uncompiled by the sources under `root`."""
    done = subprocess.run(
        [sys.executable, "-c", STORY, *switches],
        cwd=root,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A copy of the sources and the config."""
    for folder in ("model", "agents", "experiments", "conf"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_worked_example_fits_the_sources_as_they_are(checkout):
    for step in (*steps(0), *steps(1)):
        take(checkout, step)
        path = checkout / step.path
        text = path.read_text()
        assert ast.parse(text) if path.suffix == ".py" else yaml.safe_load(text)


@pytest.mark.slow
def test_the_worked_example_works_in_both_engines(checkout):
    (before,) = stories(checkout, "")
    told, files = [before[0]], set()
    for part, most in enumerate((5, 7)):
        for step in steps(part):
            take(checkout, step)
            files.add(step.path)
        (ensemble, theatre), off = stories(checkout, "", "mechanisms.fatigue=false")
        assert ensemble == theatre, "it is the same in both"
        assert off == before, "it does nothing when it is off"
        assert len(files) == most
        told.append(ensemble)
    assert len(set(told)) == 3, "and something when it is on, with its memory something more"
