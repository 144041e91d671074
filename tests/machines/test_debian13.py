"""The check on a bare Debian 13 says where it could not be made, and leaves nothing behind, not even on Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("debian13.sh")
AS_ROOT = {"id": "echo 0", "unshare": 'while [[ "$1" == --* ]]; do shift; done; exec "$@"', "df": "echo 9999999M"}
Start = Callable[[dict[str, str]], subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """`start({"id": "echo 0"})`: the script, with some of the commands that it calls replaced by others."""

    def started(commands: dict[str, str]) -> subprocess.Popen[str]:
        for name, body in commands.items():
            (tmp_path / "bin").mkdir(exist_ok=True)
            (tmp_path / "bin" / name).write_text(f"#!/bin/bash\n{body}\n", encoding="utf-8")
            (tmp_path / "bin" / name).chmod(0o755)
        (tmp_path / "tmp").mkdir()
        env = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "TMPDIR": str(tmp_path / "tmp")}
        return subprocess.Popen(
            ["bash", SCRIPT],
            env=env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    return started


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ({"id": "echo 1000"}, "can only be made by root"),
        ({"id": "echo 0", "unshare": "exit 1"}, "lets nobody mount"),
        ({**AS_ROOT, "df": "echo 12M"}, "less than 4000 MiB free"),
        ({**AS_ROOT, "mmdebstrap": "echo 'E: no route to host'; exit 1"}, "could be made (E: "),
    ],
)
def test_where_it_cannot_be_made_it_says_so(
    commands: dict[str, str], reason: str, start: Start, tmp_path: Path
) -> None:
    script = start(commands)
    said, _ = script.communicate(timeout=60)
    assert script.returncode == 0, said
    (line,) = [line for line in said.splitlines() if line.startswith("NOT RUN: ")]
    assert reason in line
    assert list((tmp_path / "tmp").iterdir()) == []


def test_ctrl_c_leaves_nothing(start: Start, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    script = start({**AS_ROOT, "mmdebstrap": f"touch {begun}; sleep 100", "cat": "echo http://deb.example.org/debian"})
    deadline = time.monotonic() + 60
    while not begun.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert len(list((tmp_path / "tmp").iterdir())) == 1
    os.killpg(script.pid, signal.SIGINT)
    script.communicate(timeout=60)
    assert script.returncode == 130
    assert list((tmp_path / "tmp").iterdir()) == []
