"""The ledger of looks: added to and never rewritten, whole lines whoever writes at once, counted in every report."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiments.files.checkout import CONF, ROOT
from experiments.judge.patterns import pattern_hash
from experiments.report import standing
from experiments.results import look_log
from experiments.results.look_log import FILE, Look
from experiments.results.read import Result
from model.errors import ModelError

Call = Callable[..., Any]
RUN = ("run", "replicates=3", "figures=false", "--config-dir", "mine", "estimate=e3")
WRITER = """
import sys
from pathlib import Path
from experiments.results.look_log import Look, add
for number in range(25):
    add(Path(sys.argv[1]), [Look("now", "run", sys.argv[2] + "-" * 3000, "e", "phase3", str(number), None)])
"""


def look(phase: str = "phase3", estimate: str = "e3") -> Look:
    return Look("2026-11-22T10:00:00+00:00", "run", "baseline-1", estimate, phase, "67c3", None)


@pytest.fixture
def e3(tmp_path: Path) -> Path:
    """A folder of one's own with an estimate that held out phase 3."""
    file = tmp_path / "mine" / "estimate" / "e3.yaml"
    file.parent.mkdir(parents=True)
    whole = (CONF / "estimate" / "prior.yaml").read_text(encoding="utf-8")
    named = whole.replace("estimate_name: prior", "estimate_name: e3").replace("seen: []", "seen: [phase1, phase2]")
    file.write_text(named, encoding="utf-8")
    return tmp_path


def test_looks_are_added_behind_those_before(tmp_path: Path) -> None:
    look_log.add(tmp_path, [look()])
    before = (tmp_path / FILE).read_bytes()
    held = look_log.add(tmp_path, [look("phase1"), look()])
    assert (tmp_path / FILE).read_bytes().startswith(before)
    assert held.looks == (look(), look("phase1"), look())
    assert len(held.at("phase3")) == 2
    assert held.unreadable == ()


def test_many_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, str(name)], cwd=ROOT) for name in range(4)]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    lines = [json.loads(line) for line in (tmp_path / FILE).read_text(encoding="utf-8").splitlines()]
    written = {(line["result"].strip("-"), int(line["patterns"])) for line in lines}
    assert len(lines) == 100
    assert written == {(str(name), number) for name in range(4) for number in range(25)}


@pytest.mark.parametrize("bad", [b"{cut sh", b"[]\n", b'{"when": "x"}\n', b"\xff\xfe\n", b"12\n"])
def test_a_line_that_cannot_be_read_is_told_and_kept(bad: bytes, tmp_path: Path) -> None:
    look_log.add(tmp_path, [look()])
    with (tmp_path / FILE).open("ab") as file:
        file.write(bad)
    held = look_log.add(tmp_path, [look()])
    assert (len(held.looks), held.unreadable) == (2, (2,))
    assert bad in (tmp_path / FILE).read_bytes()


@pytest.mark.parametrize("stop", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_what_cannot_be_written_leaves_the_ledger_as_it_was(
    stop: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_log.add(tmp_path, [look()])
    before = (tmp_path / FILE).read_bytes()
    write = os.write
    pieces = iter([10])

    def short(handle: int, text: bytes) -> int:
        for size in pieces:
            return write(handle, text[:size])
        raise stop

    monkeypatch.setattr(os, "write", short)
    with pytest.raises((ModelError, KeyboardInterrupt)):
        look_log.add(tmp_path, [look()])
    assert (tmp_path / FILE).read_bytes() == before


def test_each_look_is_counted_read_again_or_not(e3: Path, call: Call) -> None:
    first, again, other = call(*RUN), call(*RUN), call(*RUN, "seed=9")
    assert "e3' is fitted to phase1 and phase2; phase3 held out." in first.out
    assert "Held-out scores on phase3: looked at once, this one included; 1 of this estimate." in first.out
    assert "Read, not played again" in again.out
    assert "looked at twice" in again.out
    assert "looked at 3 times" in other.out
    held = look_log.entries(e3 / "results").looks
    assert [(one.app, one.estimate, one.phase) for one in held] == [("run", "e3", "phase3")] * 3
    assert len({one.result for one in held}) == 2
    assert held[0].patterns == pattern_hash()


def test_looks_at_other_estimates_without_the_phase_count_too(e3: Path, call: Call) -> None:
    look_log.add(e3 / "results", [look(estimate="older"), look("phase1", "older")])
    assert "looked at twice, this one included; 1 of this estimate." in call(*RUN).out


def test_a_comparison_that_grades_is_a_look(e3: Path, call: Call) -> None:
    plain = call("compare", *RUN[1:], "scenarios=[baseline,no_rivalry]")
    assert "Held-out" not in plain.out
    assert look_log.entries(e3 / "results").looks == ()
    ended = call("compare", *RUN[1:], "scenarios=[baseline,no_rivalry]", "graded=true")
    assert "Held-out scores on phase3: looked at once" in ended.out
    assert [one.app for one in look_log.entries(e3 / "results").looks] == ["compare"]


@pytest.mark.parametrize("estimate", ["prior", "first"])
def test_where_nothing_is_held_out_nothing_is_counted(estimate: str, call: Call, tmp_path: Path) -> None:
    ended = call("run", "replicates=3", "figures=false", f"estimate={estimate}")
    said = {"prior": "is not fitted to any phase.", "first": "phase1, phase2 and phase3: no score is a prediction."}
    assert said[estimate] in ended.out
    assert ("held out" in ended.out) is False
    assert not (tmp_path / "results" / FILE).exists()


def test_the_tables_say_which_phases_and_patterns_were_held_out(e3: Path, call: Call) -> None:
    ended = call(*RUN, "details=true")
    result = Result(next((e3 / "results").glob("baseline-*")))
    words = {row.period: row.exposure for row in (*result.phases(), *result.years())}
    assert words == {"phase1": "fitted", "phase2": "fitted", "phase3": "held out", "2019": "fitted"} | {
        "2020": "fitted", "2021": "held out", "2022": "held out", "2023": "held out"
    }  # fmt: skip
    assert {row.id for row in result.patterns() if row.counted and row.exposure == "fitted"} >= {"S12", "S57"}
    headline = [row.exposure for row in result.patterns() if row.headline]
    assert f"Fitted. Of {headline.count('fitted')} counted patterns:" in ended.out
    assert f"Held out. Of {headline.count('held out')} counted patterns:" in ended.out


def test_a_ledger_that_cannot_be_read_says_so_and_goes_on(e3: Path, call: Call) -> None:
    (e3 / "results").mkdir()
    (e3 / "results" / FILE).write_text("spoilt\n", encoding="utf-8")
    ended = call(*RUN)
    assert ended.code == 0
    assert "looked at twice, this one included; 1 of this estimate." in ended.out
    assert "ledger.jsonl, line 1: cannot be read, and counts as a look at every phase." in ended.out


def test_no_ledger_no_look(e3: Path, call: Call) -> None:
    call(*RUN)
    (e3 / "results" / FILE).unlink()
    (e3 / "results" / FILE).mkdir()
    ended = call(*RUN)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert "cannot be written" in ended.err


def test_a_redrawn_figure_is_a_look(e3: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    call(*RUN)
    folder = next((e3 / "results").glob("baseline-*"))
    monkeypatch.setattr("experiments.apps.plot.redrawn", lambda _result, **_: (folder,))  # it would take seconds
    ended = call("plot", f"run={folder}")
    assert (ended.code, ended.out) == (0, f"{folder}\n")
    assert "looked at twice" in ended.err
    shutil.rmtree(folder)


def test_counts_in_words() -> None:
    held = look_log.Entries((look(), look("phase1"), look(estimate="other")), (4,))
    assert standing.counted(held, "phase3", "e3") == (
        "Held-out scores on phase3: looked at 3 times, this one included; 1 of this estimate."
    )


def test_a_comparison_of_two_estimates_is_a_look_at_both() -> None:
    held = look_log.Entries((look(), look(estimate="e3 / e4"), look(estimate="e4")), ())
    assert standing.counted(held, "phase3", "e3").endswith("looked at 3 times, this one included; 2 of this estimate.")
