"""Comparisons: same dice, paired by replicate; what a scenario does not touch does not differ at all."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.judge.differences import mean_interval
from experiments.results.read import Result

Call = Callable[..., Any]
SMALL = ("replicates=40", "seed=5", "figures=false", "estimate=prior")
TWIN = "# @package _global_\nscenario_name: mine\n"


@pytest.fixture
def compared(call: Call, tmp_path: Path, shelf: tuple[str, ...]) -> Callable[..., tuple[Any, Result]]:
    def run(*words: str) -> tuple[Any, Result]:
        ended = call("compare", *shelf, *words)
        return ended, Result(next((tmp_path / "results").glob("compare-*")))

    return run


def test_an_interval_of_the_mean_by_hand() -> None:
    # mean 2, s = 1, n = 3, t(2) = 4.302653: 2 +- 2.484138
    assert mean_interval(np.array([1.0, 2.0, 3.0])) == pytest.approx((-0.484138, 4.484138), abs=1e-5)
    assert mean_interval(np.array([3.0])) == (-inf, inf)


def test_a_twin_differs_in_nothing(compared: Callable[..., tuple[Any, Result]], own: Callable[[str], str]) -> None:
    ended, result = compared("scenarios=[baseline,mine]", "--config-dir", own(TWIN))
    assert ended.code == 0, ended.err
    assert {(row.mean, row.low, row.high, row.lowest, row.highest) for row in result.differences()} == {(0,) * 5}
    supports = {row.id: set() for row in result.supports()}
    for row in result.supports():
        supports[row.id].add(row.support)
    assert {len(found) for found in supports.values()} == {1}
    assert {row.skill for row in result.scenario_scores() if row.baseline} <= {0.0, None}


def test_without_the_truce_only_what_follows_it_differs(compared: Callable[..., tuple[Any, Result]]) -> None:
    ended, result = compared("scenarios=[baseline,no_truce]", "graded=true", "details=true")
    found = {(row.period, row.target): row for row in result.differences()}
    assert {row.mean for row in found.values() if row.period == "2019"} == {0.0}
    bases = found["phase2", "us_base"]
    assert 0 < bases.low < bases.mean < bases.high
    assert bases.lowest <= bases.mean <= bases.highest
    assert "Attacks in no_truce less those in baseline" in ended.out
    assert "Counted patterns" in ended.out
    first = {row.id: row.support for row in result.supports() if row.scenario == "baseline"}
    changes = [row for row in result.supports() if row.scenario == "no_truce" and row.change is not None]
    assert any(row.change for row in changes)
    for row in changes:
        assert row.change == pytest.approx(row.support - first[row.id], abs=1e-9), (
            "a change is the scenario's, not its cost"
        )
    assert [(row.scenario, row.reading) for row in result.agreements()] == [
        (scenario, reading) for scenario in ("baseline", "no_truce") for reading in ("cut", "printed")
    ]
    assert "  no_truce, phases cut end to end: " in ended.out
    assert [(row.scenario, row.reading, row.records) for row in result.told_apart()] == [
        ("no_truce", "cut", 40),
        ("no_truce", "printed", 40),
    ]
    assert "could tell from baseline" in ended.out


def test_differences_are_those_of_the_stored_events(
    compared: Callable[..., tuple[Any, Result]], tmp_path: Path
) -> None:
    _, result = compared("scenarios=[no_truce,baseline]")
    runs = [Result(tmp_path / "results" / name).campaigns()["acled"].attacks() for name in result.provenance["runs"]]
    counts = [np.bincount(run.columns["replicate"], minlength=40) for run in runs]
    whole = [row for row in result.differences() if row.period == "whole"]
    assert sum(row.mean for row in whole) == pytest.approx((counts[1] - counts[0]).mean())


def test_scores_stand_beside_those_of_the_first_scenario(
    compared: Callable[..., tuple[Any, Result]], tmp_path: Path
) -> None:
    ended, result = compared("scenarios=[baseline,no_truce]", "graded=true")
    rows = result.scenario_scores()
    assert {(row.scenario, row.baseline) for row in rows} == {
        ("baseline", ""),
        ("no_truce", ""),
        ("no_truce", "baseline"),
    }
    run = Result(tmp_path / "results" / result.provenance["runs"][0]).scores()
    own = [row for row in run if not row.baseline]
    assert [row.score for row in rows if row.scenario == "baseline"] == [row.score for row in own]
    worse = next(r for r in rows if r.baseline and (r.phase, r.target, r.metric) == ("phase2", "all", "energy"))
    assert worse.skill is not None
    assert worse.skill < 0
    assert "skill against baseline" in ended.out


def test_the_second_time_it_is_read(compared: Callable[..., tuple[Any, Result]]) -> None:
    first, second = (compared("scenarios=[baseline,no_truce]")[0].out for _ in range(2))
    assert "Stored in results/compare-baseline-no_truce-" in first
    assert "Read, not made again, from results/compare-baseline-no_truce-" in second
    assert first.splitlines()[:-1] == second.splitlines()[:-1]


@pytest.mark.parametrize(("key", "value"), [("seed", "6"), ("replicates", "41"), ("seen_through", "truth")])
def test_other_dice_are_refused(key: str, value: str, call: Call, own: Callable[[str], str]) -> None:
    words = [word for word in SMALL if not word.startswith(key)]
    ended = call("compare", *words, "scenarios=[baseline,mine]", "--config-dir", own(f"{TWIN}{key}: {value}\n"))
    assert (ended.code, ended.out) == (2, "")
    assert f"'mine' has {key} {value}: scenarios with the same dice need the same {key}" in ended.err


def test_other_weeks_are_refused(call: Call, own: Callable[[str], str]) -> None:
    shorter = own(f"{TWIN}clock: {{end: 2021-01-03}}\n")
    assert "need the same clock" in call("compare", *SMALL, "scenarios=[baseline,mine]", "--config-dir", shorter).err


@pytest.mark.parametrize("base", [pytest.param("config", marks=pytest.mark.slow), "compare"])
def test_a_config_of_ones_own_is_compared_with(base: str, call: Call, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    text = f"defaults: [{base}, _self_]\nreplicates: 2\nseed: 5\nfigures: false\nquiet: true\n"
    (tmp_path / "own" / "study.yaml").write_text(text, encoding="utf-8")
    words = ("--config-dir", "own", "--config-name", "study", "scenarios=[baseline,no_truce]", "estimate=prior")
    ended = call("compare", *words)
    assert "no_truce against baseline" in ended.out.splitlines()[0], ended.err
    assert "2 pairs of runs with the same dice, seed 5" in ended.out
    assert "2 pairs of runs with the same dice, seed 6" in call("compare", *words, "seed=6").out
    run = call("run", "scenario=no_truce", "replicates=2", "seed=5", "figures=false", "estimate=prior", "quiet=true")
    assert "Read, not played again" in run.out, "what a comparison played is the run of the same name"


def test_one_scenario_is_refused_where_it_would_be_ignored(call: Call, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    text = "defaults: [compare, override scenario: no_truce, _self_]\n"
    (tmp_path / "own" / "study.yaml").write_text(text, encoding="utf-8")
    for words in (
        ["scenario=no_truce"], ["scenario_name=other"], ["--config-dir", "own", "--config-name", "study"],
    ):  # fmt: skip
        ended = call("compare", *words)
        assert (ended.code, ended.out) == (2, "")
        assert "compare takes its scenarios as a list" in ended.err


@pytest.mark.slow
def test_every_scenario_has_its_scorecard_shifts_and_skill_drawn(call: Call) -> None:
    words = [word for word in SMALL if word != "figures=false"]
    plain = call("compare", "scenarios=[baseline,no_truce]", *words).out
    drawn = next(
        Path(line.removeprefix("Figures in ")) for line in plain.splitlines() if line.startswith("Figures in ")
    )
    assert sorted(path.name for path in drawn.iterdir()) == ["compare.pdf", "compare.png"]
    said = call("compare", "scenarios=[baseline,no_truce]", "graded=true", *words).out
    folder = next(
        Path(line.removeprefix("Figures in ")) for line in said.splitlines() if line.startswith("Figures in ")
    )
    for scenario in ("baseline", "no_truce"):
        assert {path.name for path in (folder / scenario).glob("*.png")} == {"scorecard.png", "shifts.png", "skill.png"}


def test_totals_and_months_are_those_of_the_stored_events(
    compared: Callable[..., tuple[Any, Result]], tmp_path: Path
) -> None:
    _, result = compared("scenarios=[no_truce,baseline]")
    runs = [Result(tmp_path / "results" / name).campaigns()["acled"].attacks() for name in result.provenance["runs"]]
    counts = [np.bincount(run.columns["replicate"], minlength=40) for run in runs]
    (whole,) = (row for row in result.totals() if row.period == "whole")
    assert (whole.mean, (whole.low, whole.high)) == (
        pytest.approx((counts[1] - counts[0]).mean()),
        pytest.approx(mean_interval((counts[1] - counts[0]).astype(float))),
    )
    for name, count in zip(("no_truce", "baseline"), counts, strict=True):
        assert sum(row.mean for row in result.months() if row.scenario == name) == pytest.approx(count.mean())
