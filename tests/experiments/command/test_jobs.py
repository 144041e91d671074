"""-m: jobs one after another; one that fails is named, and the others are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiments.command.jobs import jobs
from experiments.setup.compose import register
from model.errors import ModelError

Call = Callable[..., Any]
QUICK = ("replicates=2", "figures=false", "estimate=prior", "quiet=true")


def test_every_combination_is_a_job() -> None:
    register()
    assert jobs(["seed=1,2", "~militias.HHN", "workers=1"], None) == [
        ["seed=1", "~militias.HHN", "workers=1"], ["seed=2", "~militias.HHN", "workers=1"],
    ]  # fmt: skip
    assert len(jobs(["seed=1,2", "replicates=range(1,4)"], None)) == 6
    assert jobs([], None) == [[]]
    assert len(jobs(["scenario=glob(no_*)"], None)) == 6


def test_jobs_have_an_end() -> None:
    register()
    with pytest.raises(ModelError, match="100000000 jobs"):
        jobs(["seed=range(10000)", "workers=range(10000)"], None)
    with pytest.raises(ModelError, match="no end of values"):
        jobs(["seed=interval(0,1)"], None)


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("seed=range(0,1,1e-300)", "more than 1000000000000 jobs"),
        ("seed=shuffle(range(0,1e300))", "more than 1000000000000 jobs"),
        (f"seed=range(0,1{'0' * 400})", "more than 1000000000000 jobs"),
        ("seed=float(range(100000000))", "100000000 jobs"),
        ("seed=range(10,0)", "0 jobs"),
        ("seed=range(0,10,0)", "a step that is not 0, as in seed=range"),
        ("seed=range(0,10,0.0)", "a step that is not 0"),
        ("seed=range(0,nan)", "finite ends"),
        ("seed=range(0,inf,1)", "finite ends"),
    ],
)
def test_a_range_is_counted_before_it_is_listed(override: str, said: str) -> None:
    register()
    with pytest.raises(ModelError, match=said):
        jobs([override], None)


def test_jobs_that_fail_are_named_and_the_others_kept(call: Call, own: Callable[[str], str], tmp_path: Path) -> None:
    folder = own("# @package _global_\nscenario_name: [\n")
    ended = call("run", "-m", "--config-dir", folder, "scenario=no_truce,mine,no_truc", "seed=1,-1", *QUICK)
    lines = ended.err.splitlines()
    assert ended.code == 2
    assert [line.split(":")[1] for line in lines] == [
        f" job {number} of 6, scenario={scenario} seed={seed} {' '.join(QUICK)}"
        for number, scenario, seed in (
            (2, "no_truce", -1),
            (3, "mine", 1),
            (4, "mine", -1),
            (5, "no_truc", 1),
            (6, "no_truc", -1),
        )
    ]
    assert "seed -1 is out of range" in lines[0]
    assert "mine.yaml, line" in lines[1]
    assert "did you mean 'no_truce'?" in lines[3]
    assert "no_truce" in ended.out.splitlines()[0]
    assert "2 replicates, seed 1" in ended.out
    assert [path.name.partition("-")[0] for path in (tmp_path / "results").iterdir()] == ["no_truce"]


def test_only_results_are_written(call: Call, tmp_path: Path) -> None:
    ended = call("-m", "run", "scenario=baseline,no_truce", *QUICK)
    assert (ended.code, ended.err) == (0, "")
    assert len(list((tmp_path / "results").iterdir())) == 2
