"""The console script, started inside this process, in an empty folder of its own."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from experiments.command import cli
from experiments.results.obtain import obtain
from experiments.results.read import Result
from experiments.results.request import request
from experiments.setup import compose

SMALL = ("replicates=40", "seed=5", "figures=false", "estimate=prior")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Call = Callable[..., Ended]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """`call("run", "seed=1")`: what the console script prints, and its exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["targetshift"])
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def called(*words: str) -> Ended:
        code: object = 0
        try:
            cli.main(words)
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        assert isinstance(code, int)
        return Ended(code, said.out, said.err)

    yield called
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def refused(call: Call, tmp_path: Path) -> Call:
    """The same for bad input: checks that it ends in one line and exit code 2, with nothing said or written besides."""

    def checked(*words: str) -> Ended:
        before = sorted(tmp_path.rglob("*"))
        ended = call(*words)
        assert (ended.code, ended.out) == (2, ""), ended
        assert ended.err.startswith("targetshift: ")
        assert ended.err.count("\n") == 1
        assert sorted(tmp_path.rglob("*")) == before
        return ended

    return checked


@pytest.fixture(scope="session")
def _played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two scenarios with the same dice, played once for all tests."""
    folder = tmp_path_factory.mktemp("results")
    asked = {name: [*SMALL, f"scenario={name}", f"results={folder}"] for name in ("baseline", "no_truce")}
    return {name: obtain(request(compose.composed(words)))[0].folder for name, words in asked.items()}


@pytest.fixture
def result(_played: dict[str, Path], tmp_path: Path) -> Result:
    """A stored result of forty replicates, to read and to spoil."""
    folder = _played["baseline"]
    return Result(Path(shutil.copytree(folder, tmp_path / "results" / folder.name)))


@pytest.fixture
def shelf(_played: dict[str, Path], tmp_path: Path) -> tuple[str, ...]:
    """The words by which a comparison finds the runs of baseline and no_truce in its folder of results."""
    for folder in _played.values():
        shutil.copytree(folder, tmp_path / "results" / folder.name)
    return SMALL


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str], str]:
    """`own(yaml)`: a folder of one's own, outside the checkout, with that text as scenario/mine.yaml."""

    def written(text: str) -> str:
        file = tmp_path / "own" / "scenario" / "mine.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return str(file.parents[1])

    return written
