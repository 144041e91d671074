"""Trials of `targetshift run` that are killed or interrupted at a random moment; what is then found is checked."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from experiments.files.checkout import ROOT

WORDS = ("run", "replicates=2", "estimate=prior", "workers=1")
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") and name != "MPLBACKEND"}
CODES = {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}
Read = Callable[[Path], Any]


def start(root: Path, figures: bool) -> subprocess.Popen[str]:
    """A run in a session of its own, so that what it started can be found."""
    command = [sys.executable, "-m", "experiments", *WORDS, f"figures={str(figures).lower()}", f"results={root}"]
    return subprocess.Popen(
        command, cwd=ROOT, env=PLAIN, text=True, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def ready(run: subprocess.Popen[str]) -> None:
    """Wait until a run handles SIGTERM: before, it is the interpreter that starts, and answers for itself."""
    status, deadline = Path(f"/proc/{run.pid}/status"), time.monotonic() + 60
    while run.poll() is None and not (handled(status.read_text()) >> (signal.SIGTERM - 1)) & 1:
        assert time.monotonic() < deadline, "it never handled SIGTERM"
        time.sleep(0.01)


def handled(status: str) -> int:
    """The signals that a process handles, as bits."""
    return next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("SigCgt"))


def in_session(session: int) -> list[int]:
    """Processes that live in a session."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def hidden(root: Path) -> list[Path]:
    """What is unfinished in a store."""
    return [path for path in root.rglob("*.unfinished") if path.is_dir()] if root.exists() else []


def trial(dice: Random, root: Path, how: signal.Signals, longest: float, figures: bool, read: Read, right: Any) -> str:
    """One run that is ended at a random moment; what became of it, in a word. AssertionError where a rule is broken."""
    run = start(root, figures)
    ready(run)
    time.sleep(dice.uniform(0.0, longest))
    run.send_signal(how)
    out, said = run.communicate(timeout=120)
    deadline = time.monotonic() + 10
    while (left := in_session(run.pid)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left, f"orphans: {left}"
    done = "Stored in" in out and not said  # the interpreter may have been ending already
    assert run.returncode in (0, CODES[how], *([-how] if done else [])), (run.returncode, said)
    assert len(said.strip().splitlines()) <= 1, said
    if how is not signal.SIGKILL:
        assert hidden(root) == [], "left though it could tidy up"
    whole = list(root.glob("baseline-*")) if root.exists() else []
    for folder in whole:
        assert read(folder) == right, folder
    return "left hidden" if hidden(root) else "stored" if whole else "nothing there"


def through(root: Path) -> float:
    """Seconds that a run takes that nobody ends."""
    run = start(root, True)
    ready(run)
    begun = time.monotonic()
    run.communicate(timeout=300)
    return time.monotonic() - begun


def trials(kills: int, interrupts: int, seed: int, place: Path, read: Read) -> Counter[str]:
    """So many runs that are killed, ended or interrupted, each in a new store; then one that runs through, in all."""
    longest = [through(place / name) for name in ("compiling", "first")][-1]  # the first one may have to compile
    right, counts = read(next((place / "first").glob("baseline-*"))), Counter[str]()
    ways = [signal.SIGKILL] * (kills - kills // 4) + [signal.SIGTERM] * (kills // 4) + [signal.SIGINT] * interrupts
    store = place / "store"
    for number, how in enumerate(ways):
        dice = Random(f"{seed}-{number}")
        counts[f"{how.name}: {trial(dice, store, how, longest, number % 3 == 0, read, right)}"] += 1
        for folder in store.glob("baseline-*") if store.exists() else ():
            shutil.rmtree(folder)  # so that the next one plays again
    last = start(store, False)
    out, said = last.communicate(timeout=300)
    assert (last.returncode, said) == (0, ""), said
    assert "Stored in" in out
    assert hidden(store) == [], "a hidden folder outlived the next start"
    return counts
