"""What docs/sweeps.md has a reader type runs, one after the other, when it plays little."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from experiments.files.checkout import ROOT
from experiments.sweep.outputs import OUTPUTS

TEXT = (ROOT / "docs" / "sweeps.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^\.venv/bin/targetshift (.+)$", re.MULTILINE)
SMALL = {
    "sweep": ("samples=4", "replicates=2", "quiet=true", "estimate=prior"),
    "expand": ("samples=8", "replicates=3", "quiet=true"),
    "resume": ("quiet=true",),
}
FORMS = re.compile(r"^\| `'?(vary\.[^`']+)'?` \|", re.MULTILINE)


def small(command: str, folder: Path) -> list[str]:
    """A command with the sweep that is there, and little to play."""
    words = shlex.split(command)
    found = sorted(folder.glob("results/sweep-*"), key=lambda path: path.stat().st_mtime)
    return [
        *(word.replace("results/<sweep>", str(found[0]) if found else "") for word in words),
        *SMALL.get(words[0], ()),
    ]


def test_every_output_and_design_is_told() -> None:
    assert all(f"`{name}`" in TEXT for name in (*OUTPUTS, "grid", "latin", "sobol", "morris"))


@pytest.mark.slow
def test_every_command_runs(call: Callable[..., Any], tmp_path: Path) -> None:
    (design,) = re.findall(r"^cat > design\.csv.*?^END$", TEXT, re.MULTILINE | re.DOTALL)
    subprocess.run(["bash", "-e", "-c", design], cwd=tmp_path, check=True)
    commands = COMMAND.findall(TEXT)
    assert {shlex.split(one)[0] for one in commands} == {"sweep", "status", "resume", "expand", "export", "gc"}
    for command in commands:
        ended = call(*small(command, tmp_path))
        assert (ended.code, bool(ended.out)) == (0, True), f"{command}: {ended.err}"
    first = min(tmp_path.glob("results/sweep-*/export"))
    assert len(pd.read_parquet(first / "sets.parquet")) == 16
    assert len(pd.read_csv(first / "runs.csv")) == 48


@pytest.mark.slow
def test_a_study_of_ones_own_runs(call: Callable[..., Any], tmp_path: Path) -> None:
    (study,) = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "study.yaml").write_text(study)
    assert yaml.safe_load(study)["vary"]
    own = ("--config-dir", "mine", "--config-name", "study")
    ended = call("sweep", *own, "samples=3", "replicates=2", "quiet=true")
    assert ended.code == 0, ended.err
    assert "(6 sets x 2 replicates) of 6 sets: 2 worlds, 2 numbers" in ended.out


@pytest.mark.slow
@pytest.mark.parametrize("word", FORMS.findall(TEXT))
def test_every_form_of_vary_is_taken(word: str, call: Callable[..., Any]) -> None:
    ended = call("sweep", word, "design=latin", "samples=2", "replicates=1", "dry=true", "estimate=prior")
    assert ended.code == 0, ended.err
