"""Figures drawn by two processes: neither outlives the other, neither shows a traceback, and many drawers agree."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from experiments.results.read import Result
from experiments.results.store import replace_folder

DRAW = """
import sys
from experiments.figures.all import drawing, redrawn
from experiments.results.read import Result
from pathlib import Path

def main():
    with drawing(2) as beside:
        for _ in range(100):
            redrawn(Result(Path(sys.argv[1])), beside)

if __name__ == "__main__":
    main()
"""
DRAWERS, TURNS = 6, 40
PATIENCE = 120  # seconds, on a machine that has other things to do


@pytest.fixture
def begun(result: Result, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that draws a result with another beside it, for minutes; whoever is left of its group is ended."""
    script = tmp_path / "draw.py"
    script.write_text(DRAW, encoding="utf-8")
    started = subprocess.Popen(
        [sys.executable, str(script), str(result.folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    yield started
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.communicate()


@pytest.fixture
def drawer(begun: subprocess.Popen[str], result: Result) -> subprocess.Popen[str]:
    """The same once both processes draw."""
    of_both = {"trends.png", "scorecard.png"}
    wait(begun, lambda: of_both <= {path.name for path in result.folder.glob(".*.unfinished/*")})
    return begun


def wait(started: subprocess.Popen[str], come: Callable[[], bool]) -> None:
    """Wait until something has come, as long as the process lives."""
    deadline = time.monotonic() + PATIENCE
    while not come():
        assert started.poll() is None, started.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_drawer_that_is_killed_takes_the_other_with_it(drawer: subprocess.Popen[str], how: signal.Signals) -> None:
    """Whoever is left would hold the pipes, as it would the terminal."""
    os.kill(drawer.pid, how)
    said = drawer.communicate(timeout=PATIENCE)
    assert drawer.returncode == -how
    assert "Traceback" not in "".join(said)


@pytest.mark.slow
def test_ctrl_c_shows_one_traceback_of_a_script_and_none_of_its_worker(drawer: subprocess.Popen[str]) -> None:
    os.killpg(drawer.pid, signal.SIGINT)  # as a terminal does, to the whole group
    _, errors = drawer.communicate(timeout=PATIENCE)
    assert errors.count("KeyboardInterrupt") == 1, errors
    assert "Process Spawn" not in errors


@pytest.mark.slow
def test_ctrl_c_while_a_worker_starts_shows_nothing_of_it(begun: subprocess.Popen[str]) -> None:
    wait(begun, lambda: _members(begun.pid) >= 3)  # itself, the worker, and what keeps account of shared resources
    os.killpg(begun.pid, signal.SIGINT)
    _, errors = begun.communicate(timeout=PATIENCE)
    assert errors.count("KeyboardInterrupt") == 1, errors
    assert "Process Spawn" not in errors


def _members(group: int) -> int:
    """How many processes a group has."""
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            found += os.getpgid(int(folder.name)) == group
        except ProcessLookupError:
            continue
    return found


def test_many_may_replace_one_folder_at_once(tmp_path: Path) -> None:
    """Every turn puts a whole folder there; what is left is whole, and nothing lies beside it."""
    start = threading.Barrier(DRAWERS)

    def draw(who: int) -> None:
        start.wait()
        for turn in range(TURNS):
            files = replace_folder(tmp_path / "figures", lambda fresh, turn=turn: _two(fresh, f"{who} {turn}"))
            assert files == (tmp_path / "figures" / "a", tmp_path / "figures" / "b")

    with ThreadPoolExecutor(DRAWERS) as threads:
        for done in [threads.submit(draw, who) for who in range(DRAWERS)]:
            done.result()
    assert [path.name for path in tmp_path.iterdir()] == ["figures"]
    assert (tmp_path / "figures" / "a").read_text() == (tmp_path / "figures" / "b").read_text()


def _two(folder: Path, text: str) -> None:
    for name in "ab":
        (folder / name).write_text(text, encoding="utf-8")
