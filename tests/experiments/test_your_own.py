"""Every file that docs/your_own.md has a reader write is read, and every command and snippet there runs on them."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiments.files.checkout import ROOT

Call = Callable[..., Any]
TEXT = (ROOT / "docs" / "your_own.md").read_text(encoding="utf-8")
FILES = re.findall(r"^\*\*(mine/\S+)\*\*:\n```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^\.venv/bin/targetshift (.+)$", TEXT, re.MULTILINE)
SNIPPETS = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
PLAYS = ("run", "compare")


@pytest.fixture
def mine(tmp_path: Path) -> None:
    """A folder of one's own, as the document has it."""
    for path, text in FILES:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("mine")
def test_all_that_is_shown_runs(call: Call, tmp_path: Path) -> None:
    said = {}
    for command in COMMANDS:
        words = shlex.split(command)
        ended = call(*words, *(("replicates=3", "figures=false") if words[0] in PLAYS else ()))
        assert (ended.code, bool(ended.out)) == (0, True), f"{command}: {ended.err}"
        said[command] = ended.out
    assert [
        name for name in ("KSS", "Saraya al-Mithal", "embassy", "M01") if not any(name in one for one in said.values())
    ] == []
    for snippet in SNIPPETS:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", snippet], cwd=tmp_path, capture_output=True, text=True
        )
        assert (done.returncode, "embassy" in done.stdout) == (0, True), done.stderr


@pytest.mark.usefixtures("mine")
def test_a_pattern_of_ones_own_names_what_its_world_has(call: Call) -> None:
    ended = call("patterns", "pattern_folder=mine/patterns")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "target 'embassy' does not exist" in ended.err
    assert "world=['scenario=...']" in ended.err
    ended = call("patterns", "--config-dir", "mine", "pattern_folder=mine/patterns", "world=['scenario=embassy']")
    assert "1 pattern, 1 counted" in ended.out
    assert "only=[M01]" in ended.out
