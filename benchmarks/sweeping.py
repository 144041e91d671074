"""What a stored sweep costs beyond playing its runs, and how large and quick to read it is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.clock import ratio, side_by_side
from experiments.files.checkout import ROOT
from experiments.simulate.runs import simulate
from experiments.sweep import work
from experiments.sweep.outputs import Outputs
from experiments.sweep.plan import Chunk, Plan, Stage
from experiments.sweep.play import AT_ONCE
from experiments.sweep.sealed import read_plan, write_plan
from experiments.sweep.store import state
from experiments.sweep.table import by_set, runs_of
from experiments.sweep.work import Work
from model.numbers import Sets

SETS, REPLICATES = 10_000, 10
WORDS = ("vary.free=prior", "design=sobol", f"replicates={REPLICATES}", "quiet=true")
PEAK = """
import runpy, sys
from pathlib import Path
sys.argv = ["targetshift", *sys.argv[1:]]
try:
    runpy.run_module("experiments", run_name="__main__")
finally:
    print("peak", Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0], file=sys.stderr)
"""


def overhead(sets: int = 1000, repeats: int = 5) -> tuple[float, float]:
    """Times the engine's processor time that a sweep takes, all numbers varied; and with one world a set."""
    with tempfile.TemporaryDirectory() as folder:
        plan = _begun(Path(folder), sets, *WORDS, "workers=1")
        worlds = _begun(Path(folder), 0, "vary.seed=[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]", *WORDS[2:], "workers=1")
        return _beside_the_engine(Path(folder), plan, repeats), _beside_the_engine(Path(folder), worlds, repeats)


def whole(sets: int) -> dict[str, float]:
    """Seconds and peak MiB of a sweep, MiB on disk, and seconds of `status` and `export` of it, each a process."""
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder)
        seconds, peak = _command("sweep", *WORDS, f"samples={sets}", f"results={results}")
        root = next(results.glob("sweep-*"))
        size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
        status, export = _command("status", str(root))[0], _command("export", str(root))[0]
        files = sum(file.is_file() for file in root.rglob("*"))
    return {
        "seconds": seconds, "peak": peak, "size": size / 2**20, "files": files, "status": status, "export": export,
    }  # fmt: skip


def store(runs: int = 10**6) -> dict[str, float]:
    """Seconds that a store of so many rows takes to write and pack, to look at and to make a table of a row a set.

    The rows are made up (Poisson counts): it is the store that is measured, and no engine.
    """
    with tempfile.TemporaryDirectory() as folder, made_up():
        small, root = (
            _begun(Path(folder), 0, "vary.parameters.feud=0..4", "design=latin", "samples=2"),
            Path(folder, "s"),
        )
        sets = runs // REPLICATES
        values = np.random.default_rng(1).random((sets, 1))
        design = replace(small.design, cell=np.zeros(sets, dtype=np.int64), values=values)
        plan = replace(small, design=design, stages=(Stage.of(range(sets), range(REPLICATES)),))
        root.mkdir()
        found: dict[str, float] = {"chunks": len(plan.chunks)}
        found["write the plan"] = _seconds(lambda: write_plan(root, plan))
        found["write and pack"] = _seconds(Work(root, plan, 1, False, lambda _runs, _failures: None).do)
        found["MiB"] = sum(file.stat().st_size for file in root.rglob("*") if file.is_file()) / 2**20
        found["files"] = sum(file.is_file() for file in root.rglob("*"))
        found["read the plan and look"] = _seconds(lambda: state(root, read_plan(root)))
        found["a row a set"] = _seconds(lambda: by_set(plan, runs_of(root, plan, state(root, plan))))
    return found


@contextmanager
def made_up() -> Iterator[None]:
    """Have chunks come without an engine."""
    real, dice = work.played, np.random.default_rng(2)

    def played(chunk: Chunk, _design: object, _cells: object, kept: Outputs, *_rest: object) -> tuple[pa.Table, list]:
        each = len(chunk.replicates)
        rows = {"set": np.repeat(np.arange(chunk.sets.start, chunk.sets.stop), each)}
        rows |= {"replicate": np.tile(np.arange(each, dtype=np.int32), len(chunk.sets))}
        rows |= {name: dice.poisson(12.0, chunk.runs).astype(np.int32) for name in kept.columns()}
        return pa.table(rows), []

    work.played = played  # type: ignore[assignment]
    try:
        yield
    finally:
        work.played = real


def _seconds(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def _begun(folder: Path, sets: int, *words: str) -> Plan:
    """The plan of a sweep of which next to nothing is played yet."""
    results = folder / str(len(words)) / str(sets)
    _command("sweep", *words, *([f"samples={sets}"] if sets else []), f"results={results}")
    return read_plan(next(results.glob("sweep-*")))


def _beside_the_engine(folder: Path, plan: Plan, repeats: int) -> float:
    fresh = replace(plan, stages=(Stage.of(range(len(plan.design)), range(REPLICATES)),))
    times = side_by_side({"sweep": lambda: _swept(folder, fresh), "engine": lambda: _engine(fresh)}, repeats)
    return ratio(times["sweep"], times["engine"])


def _swept(folder: Path, plan: Plan) -> None:
    root = folder / "again"
    root.mkdir()
    write_plan(root, plan)
    plan.cells.made.clear()  # worlds are part of what a sweep costs
    Work(root, plan, 1, False, lambda _runs, _failures: None).do()
    shutil.rmtree(root)


def _engine(plan: Plan) -> None:
    """The events of the same runs, as many at once as a sweep plays."""
    design = plan.design
    if not design.paths:
        for cell in design.cell:
            simulate(plan.cells.setting(int(cell)).world, REPLICATES, workers=1)
        return
    few = max(1, AT_ONCE // REPLICATES)
    for first in range(0, len(design), few):
        part = Sets(design.paths, design.values[first : first + few])
        simulate(plan.cells.setting(0).world, REPLICATES, workers=1, sets=part)


def _command(*words: str) -> tuple[float, float]:
    """Seconds on the wall and peak MiB of a command."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *words], capture_output=True, text=True, check=True, cwd=ROOT
    )  # fmt: skip
    seconds = time.perf_counter() - start
    found = re.search(r"^peak (\d+)", done.stderr, re.MULTILINE)
    assert found is not None
    return seconds, int(found.group(1)) / 1024
