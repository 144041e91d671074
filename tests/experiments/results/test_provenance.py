"""Since when patterns have stood: the date of their commit, or a word that there is none."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from experiments.figures import all as every
from experiments.figures import scorecard
from experiments.judge.patterns import pattern_hash
from experiments.judge.patterns.load import SHIPPED
from experiments.results.commits import patterns_fixed
from experiments.results.provenance import pattern_line
from experiments.results.read import Result

Call = Callable[..., Any]
DAY = "2026-11-20T08:00:00+00:00"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder of patterns in a repository of its own, committed."""
    folder = tmp_path / "own" / "patterns"
    shutil.copytree(SHIPPED, folder)
    git(folder.parent, "init", "--quiet")
    git(folder.parent, "add", "patterns")
    git(folder.parent, "commit", "--quiet", "-m", "patterns")
    return folder


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    dates = {"GIT_COMMITTER_DATE": DAY, "GIT_AUTHOR_DATE": DAY, "PATH": "/usr/bin:/bin:/usr/local/bin"}
    subprocess.run(["git", *who, *words], cwd=folder, env=dates, check=True, capture_output=True)


def test_patterns_that_are_committed_have_a_date(mine: Path) -> None:
    assert patterns_fixed(mine) == f"committed {DAY}"
    (mine / "README.md").write_text("words about patterns\n", encoding="utf-8")
    assert patterns_fixed(mine) == f"committed {DAY}"


@pytest.mark.parametrize("name", ["bases.yaml", "mine.yaml"])
def test_patterns_that_were_changed_since_say_so(mine: Path, name: str) -> None:
    with (mine / name).open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    assert patterns_fixed(mine) == f"changed since the commit of {DAY}"


def test_patterns_that_git_ignores_are_changes_too(mine: Path) -> None:
    (mine / ".gitignore").write_text("mine.yaml\n", encoding="utf-8")
    (mine / "mine.yaml").write_text("patterns: []\n", encoding="utf-8")
    assert patterns_fixed(mine).startswith("changed since")


def test_patterns_outside_git_are_not_committed(mine: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(SHIPPED, tmp_path / "bare")
    assert patterns_fixed(bare) == "not committed: git knows nothing of the folder"
    assert patterns_fixed(shutil.copytree(SHIPPED, mine.parent / "new")) == "not committed"


def test_every_report_names_the_patterns_it_used(mine: Path, call: Call, tmp_path: Path) -> None:
    with (mine / "mine.yaml").open("w", encoding="utf-8") as file:
        file.write("patterns: []\n")
    line = pattern_line(pattern_hash(mine), f"changed since the commit of {DAY}")
    assert line == f"Pattern files {pattern_hash(mine)[:12]}, changed since the commit of {DAY}."
    small = (f"pattern_folder={mine}", "replicates=2", "figures=false", "estimate=prior")
    assert line in call("patterns", f"pattern_folder={mine}").out
    assert line in call("run", *small).out
    assert line in call("compare", *small, "graded=true").out
    for folder in (tmp_path / "results").iterdir():
        about = Result(folder).provenance
        assert (about["patterns"], about["patterns_fixed"]) == (
            pattern_hash(mine),
            f"changed since the commit of {DAY}",
        )


def test_the_shipped_patterns_are_named_by_default(call: Call) -> None:
    named = f"Pattern files {pattern_hash()[:12]}"
    assert re.search(rf"\n{named}, (committed|changed since|not committed).*\.\n", call("patterns").out)
    assert named in call("patterns", "only=[S01]").out


def test_the_scorecard_names_its_patterns_and_what_was_fitted(
    result: Result, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    labels: dict[str, str] = {}
    monkeypatch.setattr(every, "save", lambda figure, path: labels.update({path.name: figure.get_label()}))
    every.draw_half(every.JUDGEMENT, result.folder, tmp_path)
    assert pattern_line(pattern_hash(), result.provenance["patterns_fixed"]) in labels["scorecard"]
    assert labels["scorecard"].endswith("Estimate 'prior' is not fitted to any phase.")


def test_held_out_patterns_stand_in_groups_of_their_own(result: Result) -> None:
    row = result.patterns()[0]
    hidden = replace(row, exposure="held out")
    assert [group.heading for group in scorecard.groups([hidden, row])] != [scorecard.groups([row])[0].heading]
    assert len(scorecard.groups([hidden, row])) == 2
