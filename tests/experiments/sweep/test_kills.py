"""kill -9 at any moment loses no row, plays none twice but those in flight, and the end is the same to the byte."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from experiments.files.checkout import ROOT
from experiments.sweep.asked import expanded
from experiments.sweep.plan import Plan
from experiments.sweep.sealed import FILE, read_plan, write_plan
from experiments.sweep.store import state
from experiments.sweep.work import Work

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc")
AT_WORK = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from experiments.sweep.sealed import read_plan
from experiments.sweep.work import Work
folder = Path(sys.argv[1])
plan = read_plan(folder)
plan.cells.setting(0), plan.cells.setting(1), plan.chunks
work = Work(folder, plan, 2, False, lambda *_: None)
print("ready", flush=True)
work.do()
print("done", flush=True)
"""


def content(root: Path) -> dict[str, bytes]:
    """Every file of a sweep's folder but its plan, which says when it was made."""
    files = (file for file in sorted(root.rglob("*")) if file.is_file() and file.name != FILE)
    return {str(file.relative_to(root)): file.read_bytes() for file in files}


def at_work(root: Path) -> subprocess.Popen[str]:
    """A process that plays what is left, from the moment at which it begins."""
    command = [sys.executable, "-c", AT_WORK.format(root=str(ROOT)), str(root)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def killed(root: Path, after: float, others: int = 0) -> bool:
    """Whether a process, beside `others`, was still at work when it was killed."""
    all_ = [at_work(root) for _ in range(1 + others)]
    time.sleep(after)
    for one in all_:
        one.send_signal(signal.SIGKILL)
    said = [one.communicate(timeout=60)[0] for one in all_]  # of all: one that is not reaped is no test of the next
    return not any("done" in one for one in said)


def trials(root: Path, plan: Plan, right: dict[str, bytes], kills: int, seed: int) -> int:
    """So many kills, each followed by more work on what is left; how many came while there was work."""
    dice, hits, empty = Random(seed), 0, content(root)
    assert empty.keys() < right.keys()
    for number in range(kills):
        hits += killed(root, dice.uniform(0.0, 0.5), others=number % 5 == 4)
        left, told = sum(chunk.runs for chunk in state(root, plan).left(plan)), [0]
        assert not state(root, plan).damaged
        if left < plan.runs / 3 or number == kills - 1:

            def playing(runs: int, _failures: int, told: list[int] = told) -> None:
                told[0] += runs

            Work(root, plan, 2, False, playing).do()
            assert told[0] == left, "something was played twice, or not at all"
            assert content(root) == right
            for file in root.glob("pack*/*"):
                file.unlink()
    return hits


@pytest.fixture
def larger(empty: Path, tmp_path: Path, plan: Plan) -> tuple[Path, Plan, dict[str, bytes]]:
    """A sweep that takes a while, and what it comes to undisturbed."""
    write_plan(empty, expanded(plan, 64, None, 12))
    found = read_plan(empty)
    copy = tmp_path / "undisturbed"
    write_plan(copy, found) if copy.mkdir() is None else None
    Work(copy, found, 1, False, lambda _runs, _failures: None).do()
    return empty, found, content(copy)


@pytest.mark.slow
def test_a_few_kills(larger: tuple[Path, Plan, dict[str, bytes]]) -> None:
    assert trials(*larger, kills=6, seed=1) >= 2


@pytest.mark.slow
def test_a_hundred_kills(
    larger: tuple[Path, Plan, dict[str, bytes]], record_property: Callable[[str, Any], None]
) -> None:
    hits = trials(*larger, kills=100, seed=2)
    record_property("counted", f"100 kills, {hits} of them while there was work")
    assert hits >= 50


@pytest.mark.slow
def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    words = ("sweep", "vary.parameters.feud=0..4", "design=sobol", "samples=4096", "workers=1", f"results={tmp_path}")
    run = subprocess.Popen(
        [sys.executable, "-m", "experiments", *words], cwd=ROOT, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert run.stdout is not None
    while "To be played" not in run.stdout.readline():
        pass
    time.sleep(1.0)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    root = next(tmp_path.glob("sweep-*"))
    assert run.returncode == 130
    assert f"To go on: targetshift resume {root}" in said
    assert "Traceback" not in said
    plan = read_plan(root)
    assert 0 < len(state(root, plan).left(plan)) < len(plan.chunks)
    assert not (root / "claims").exists()
