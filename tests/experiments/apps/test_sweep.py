"""`targetshift sweep` and what comes after it, as a user types it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

Call = Callable[..., Any]
SMALL = ("replicates=2", "estimate=prior", "quiet=true", "workers=1")


WORDS = ("sweep", "vary.scenario=[baseline,no_truce]", "vary.parameters.feud=[1,2]", *SMALL)


def test_a_sweep_and_its_table(call: Call, tmp_path: Path) -> None:
    ended = call(*WORDS)
    assert (ended.code, ended.err) == (0, "")
    assert "8 runs (4 sets x 2 replicates) of 4 sets: 2 worlds, 1 number; 1 chunk." in ended.out
    root = next(tmp_path.glob("results/sweep-baseline-*"))
    assert f"As one table: targetshift export {root.relative_to(tmp_path)}" in ended.out
    said = call("export", str(root), "format=csv")
    assert said.code == 0, said.err
    table = pd.read_csv(root / "export" / "sets.csv")
    assert table["scenario"].tolist() == ["baseline", "baseline", "no_truce", "no_truce"]
    assert table["parameters.feud"].tolist() == [1.0, 2.0, 1.0, 2.0]
    book = pd.read_csv(root / "export" / "sets_codebook.csv")
    assert book["column"].tolist() == list(table.columns)
    assert not book["what"].isna().any()


OWN_PHASES = """# @package _global_
scenario_name: mine
record: {folder: null}
phases:
  phase1: null
  phase2: null
  phase3: null
  opening: {start: 2019-06-03, end: 2020-12-31, source: mine}
  long_calm: {start: 2021-01-01, end: 2023-04-02, source: mine}
"""


def test_a_sweep_counts_by_the_phases_of_what_it_plays(call: Call, own: Callable[[str], str], tmp_path: Path) -> None:
    words = ("sweep", "--config-dir", own(OWN_PHASES), "scenario=mine", "vary.parameters.feud=[1,2]", *SMALL)
    ended = call(*words, "outputs=[phases]")
    assert ended.code == 0, ended.err
    root = next(tmp_path.glob("results/sweep-mine-*"))
    assert call("export", str(root), "format=csv").code == 0
    columns = list(pd.read_csv(root / "export" / "sets.csv").columns)
    assert any(name.startswith("attacks.opening.us_base") for name in columns)
    assert any(name.startswith("attacks.long_calm.us_base") for name in columns)
    assert not any("phase1" in name for name in columns)


@pytest.mark.slow
def test_what_comes_before_and_after_a_sweep(call: Call, tmp_path: Path) -> None:
    dry = call(*WORDS, "dry=true")
    assert (dry.code, list(tmp_path.iterdir())) == (0, [])
    assert "ms a run in a trial" in dry.out
    assert call(*WORDS).code == 0
    root = next(tmp_path.glob("results/sweep-baseline-*"))
    assert str(root.relative_to(tmp_path)) in dry.out
    assert "goes on" in call(*WORDS).out
    assert "Played: 8 of 8 runs" in call("status", str(root)).out
    more = call("expand", f"sweep={root}", "replicates=3", "quiet=true", "workers=1")
    assert (more.code, "To be played: 4 runs" in more.out) == (0, True)
    assert call("resume", str(root), "quiet=true").code == 0
    assert call("gc", str(root)).out == "0 files left over.\n"


def test_a_world_that_cannot_be_made_is_said_before_and_fails_alone(call: Call, tmp_path: Path) -> None:
    ended = call("sweep", "vary.timeline.spells.truce.end=[2021-10-09,2020-01-01]", *SMALL)
    assert ended.code == 2
    before, after = ended.err.strip().splitlines()
    assert before.startswith("A world cannot be made, and its sets will fail: ")
    assert "'truce' ends 2020-01-01 before it starts 2020-10-10" in after
    assert "set 1 failed, all others are whole" in after
    root = next(tmp_path.glob("results/sweep-*"))
    said = call("status", str(root)).out
    assert "Played: 2 of 4 runs" in said
    assert "Failed: 1 set," in said
    command = next(line.strip() for line in said.splitlines() if line.strip().startswith("targetshift run"))
    assert "timeline.spells.truce.end=2020-01-01" in command
    again = call(*shlex.split(command)[1:], "figures=false")
    assert (again.code, "ends 2020-01-01" in again.err) == (2, True)


FILE = ("sweep", "design=file", "file=design.csv", *SMALL)


def test_a_design_of_ones_own_says_row_and_rule(refused: Call, tmp_path: Path) -> None:
    (tmp_path / "design.csv").write_text("parameters.risk_calm\n0.5\n1.5\n")
    assert "row 2 of design.csv: parameters.risk_calm is 1.5" in refused(*FILE).err


@pytest.mark.slow
def test_a_design_of_ones_own_is_played_or_refused(call: Call, refused: Call, tmp_path: Path) -> None:
    file = tmp_path / "design.csv"
    for text, said in (
        ("parameters.risk_clam\n0.5\n", "'parameters.risk_clam' is no key; did you mean 'parameters.risk_calm'?"),
        ("replicates\n3\n", "'replicates' is the same for all of a sweep"),
        ("scenario\nno_truc\n", "did you mean 'no_truce'?"),
        ("parameters.risk_calm\nhigh\n", "row 1: parameters.risk_calm is 'high'"),
    ):
        file.write_text(text)
        assert said in refused(*FILE).err
    file.write_text("parameters.risk_calm,seed\n0.5,3\n0.6,4\n")
    assert call(*FILE).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sweep", "vary.parameters.feud=[-1]", *SMALL), "set 0: parameters.feud is -1"),
        (("sweep", "vary.forces=[1]", *SMALL), "forces '1' does not exist"),
        (("status", "nowhere"), "'nowhere' holds no sweep"),
        (("status",), "'sweep' has no value"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(words: tuple[str, ...], said: str, refused: Call) -> None:
    assert said in refused(*words).err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sweep",), "nothing is varied"),
        (("sweep", "vary.parameters.feud=[1]", "outputs=[phase]"), "did you mean 'phases'?"),
        (("sweep", "vary.parameters.feud=[1]", "outputs=[]"), "outputs is empty"),
        (("sweep", "vary.parameters.feud=[1]", "windows.truce=2020-10-10"), "windows.truce is '2020-10-10'"),
        (("sweep", "vary.parameters.feud=[1]", "windows.w=2020-01-01/2021-01-01"), "add windows to outputs"),
        (("sweep", "vary.parameters.feud=[1]", "on_error=go"), "did you mean"),
        (("sweep", "vary.parameters.feud=[1]", "chunk=-1"), "chunk is -1"),
        (("resume", "nowhere", "on_error=go"), "on_error 'go'"),
        (("export", "nowhere"), "holds no sweep"),
    ],
)
def test_many_more_are_refused_in_a_line(words: tuple[str, ...], said: str, refused: Call) -> None:
    assert said in refused(*words).err


@pytest.mark.slow
def test_own_windows_and_patterns_are_columns(call: Call, tmp_path: Path) -> None:
    asked = ("outputs=[windows,patterns,months]", "windows.truce=2020-10-10/2020-11-17")
    assert call("sweep", "vary.seed=[1,2]", *asked, *SMALL).code == 0
    root = next(tmp_path.glob("results/sweep-*"))
    assert call("export", str(root)).code == 0
    table = pd.read_parquet(root / "export" / "sets.parquet")
    assert {"attacks.truce.us_base.mean", "share.truce.us_base.mean", "pattern.S01.support"} <= set(table.columns)
    assert table["pattern.S02.support"].between(0, 1).all()
    months = sum(table[f"attacks.2020-{month:02d}.mean"] for month in range(1, 13))
    assert (months > table["attacks.truce.mean"]).all()
    plan = json.loads((root / "sweep.json").read_text())
    assert plan["hashes"]["patterns"]
