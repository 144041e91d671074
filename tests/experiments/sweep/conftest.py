"""A small sweep, played once; tests read its plan and play it again in folders of their own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.command import cli
from experiments.sweep.plan import Plan
from experiments.sweep.sealed import FILE, read_plan
from experiments.sweep.store import State
from experiments.sweep.work import Work

WORDS = (
    "sweep", "vary.parameters.risk_weight=0.5..4", "vary.mechanisms.revenue_feud=[true,false]",
    "vary.parameters.feud=[1,2]",
    "design=sobol", "samples=4", "replicates=3", "chunk=6", "outputs=[total,phases,years,first,events]",
    "estimate=prior", "quiet=true",
)  # fmt: skip
Play = Callable[..., State]


@pytest.fixture(scope="session")
def played_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    results, before = tmp_path_factory.mktemp("sweeps"), sys.argv
    sys.argv = ["targetshift"]
    with pytest.raises(SystemExit) as ended:
        cli.main([*WORDS, f"results={results}"])
    sys.argv = before
    assert ended.value.code == 0
    return next(results.glob("sweep-*"))


@pytest.fixture
def swept(played_once: Path, tmp_path: Path) -> Path:
    """The folder of a sweep of sixteen sets by three replicates, to read and to spoil."""
    return Path(shutil.copytree(played_once, tmp_path / "results" / played_once.name))


@pytest.fixture
def plan(played_once: Path) -> Plan:
    """Its plan."""
    return read_plan(played_once)


@pytest.fixture
def empty(swept: Path) -> Path:
    """The folder of the same sweep of which nothing is played yet."""
    for file in swept.rglob("*.parquet"):
        if not file.name.startswith("sets-"):
            file.unlink()
    assert (swept / FILE).exists()
    return swept


def play(root: Path, plan: Plan, threads: int = 1, stop: bool = False) -> State:
    """Play what is left in a folder."""
    return Work(root, plan, threads, stop, lambda _runs, _failures: None).do()


@pytest.fixture(name="play")
def _play() -> Play:
    """`play(root, plan)`: what is there when nothing is left."""
    return play
