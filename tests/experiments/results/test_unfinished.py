"""A killed process leaves a hidden folder until the next start, which sweeps it; what somebody still fills stays."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from experiments.files.checkout import ROOT
from experiments.results import unfinished
from experiments.results.store import Store, replace_folder
from experiments.results.unfinished import MACHINE, sweep
from model.errors import ModelError

WRITER = """
import sys, time
from pathlib import Path
from experiments.results.store import Store, replace_folder

def slow(folder):
    (folder / "a.csv").write_text("a")
    (folder / "inner").mkdir()
    print(folder, flush=True)
    time.sleep(60)

root = Path(sys.argv[1])
Store(root).keep("one", slow) if sys.argv[2] == "keep" else replace_folder(root / "result" / "figures", slow)
"""
WAYS = ("keep", "replace")


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Callable[[str], tuple[subprocess.Popen[str], Path]]]:
    """`writer("keep")`: a process that is in the middle of filling a hidden folder, and that folder."""
    (tmp_path / "result").mkdir()
    begun: list[subprocess.Popen[str]] = []

    def start(way: str) -> tuple[subprocess.Popen[str], Path]:
        command = [sys.executable, "-c", WRITER, str(tmp_path), way]
        begun.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT))
        assert begun[-1].stdout is not None
        return begun[-1], Path(begun[-1].stdout.readline().strip())

    yield start
    for process in begun:
        process.kill()
        process.communicate()


def hidden(root: Path) -> list[Path]:
    return [path for path in root.rglob(".*") if path.is_dir()]


@pytest.mark.parametrize("way", WAYS)
def test_what_a_killed_writer_left_goes_and_what_a_living_one_fills_stays(
    way: str, writer: Callable[[str], Any], tmp_path: Path
) -> None:
    (dead, left), (living, filled) = writer(way), writer(way)
    sweep(tmp_path)
    assert {left, filled} <= set(hidden(tmp_path))
    dead.send_signal(signal.SIGKILL)
    dead.wait()
    assert left.is_dir()
    sweep(tmp_path)
    assert (left.exists(), (filled / "a.csv").exists(), living.poll()) == (False, True, None)


def test_the_next_start_sweeps(writer: Callable[[str], Any], tmp_path: Path, call: Callable[..., Any]) -> None:
    for way in WAYS:
        process, _ = writer(way)
        process.kill()
        process.wait()
    assert len(hidden(tmp_path)) == 2
    call("run", "replicates=1", "figures=false", "estimate=prior", f"results={tmp_path}")
    assert hidden(tmp_path) == []


@pytest.mark.parametrize(
    "words",
    [["run"], ["compare"], ["fit"], ["reconcile"], ["plot", "run=results/baseline-0"]],
    ids=lambda words: words[0],
)
def test_every_app_that_opens_a_store_begins_with_it(
    words: list[str], call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "results" / "baseline-0").mkdir(parents=True)

    def swept(root: Path) -> None:
        raise ModelError(f"swept {root}")

    monkeypatch.setattr("experiments.results.store.sweep", swept)
    ended = call(*words, "estimate=prior") if words[0] in ("run", "compare", "fit") else call(*words)
    assert ended.err == "targetshift: swept results\n"


def named(parent: Path, machine: str = MACHINE, age: float = 0.0) -> Path:
    folder = parent / f".{machine}-{'0123456789abcdef'}.unfinished"
    folder.mkdir()
    (folder / "a").touch()
    for path in (folder / "a", folder):
        os.utime(path, (time.time() - age,) * 2)
    return folder


def test_a_folder_of_another_machine_has_a_day(tmp_path: Path) -> None:
    folder = named(tmp_path, "0" * 8, age=23 * 3600)
    sweep(tmp_path)
    assert folder.exists()
    os.utime(folder, (time.time() - 25 * 3600,) * 2)
    sweep(tmp_path)
    assert folder.exists()  # a file in it is younger
    os.utime(folder / "a", (time.time() - 25 * 3600,) * 2)
    os.utime(folder, (time.time() - 25 * 3600,) * 2)
    sweep(tmp_path)
    assert not folder.exists()


def test_where_the_disk_knows_no_lock_only_time_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError("no locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    Store(tmp_path).keep("one", lambda folder: (folder / "a").touch())
    young = named(tmp_path)
    sweep(tmp_path)
    assert young.exists()
    monkeypatch.setattr(unfinished, "PATIENCE", -1)
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_nothing_else_that_is_hidden_is_touched(tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    for name in (".git", ".ipynb_checkpoints", ".unfinished", f".{MACHINE}-short.unfinished", ".cache-x.unfinished"):
        (tmp_path / name).mkdir()
    link = tmp_path / f".{MACHINE}-0123456789abcdee.unfinished"
    link.symlink_to(tmp_path / "elsewhere")
    file = tmp_path / f".{MACHINE}-0123456789abcded.unfinished"
    file.touch()
    before = sorted(tmp_path.rglob("*"))
    sweep(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_is_swept_before_it_is_locked_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, swept = fcntl.flock, iter([True])

    def sweeping(handle: int, how: int) -> None:
        if next(swept, False):
            sweep(tmp_path)
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", sweeping)
    assert Store(tmp_path).keep("one", lambda folder: (folder / "a").touch()).is_dir()
    assert [path.name for path in tmp_path.rglob("*")] == ["one", "a"]


def test_a_store_that_is_not_there_or_may_not_be_read_is_swept_without_a_word(tmp_path: Path) -> None:
    sweep(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    sweep(tmp_path / "file")


def test_figures_are_replaced_whatever_stood_there(tmp_path: Path) -> None:
    figures = tmp_path / "figures"
    figures.symlink_to(tmp_path / "nowhere")
    for name in ("a", "b"):
        replace_folder(figures, lambda folder, name=name: (folder / name).touch())  # type: ignore[misc]
        assert [path.name for path in figures.iterdir()] == [name]
    assert list(tmp_path.iterdir()) == [figures]
