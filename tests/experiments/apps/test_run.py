"""`targetshift run`: what it prints, what it stores, and that both depend on nothing but what was asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.judge.baselines.forecasts import BASELINES
from experiments.report.scores import score_table
from experiments.results.obtain import obtain
from experiments.results.read import Result
from experiments.results.request import Request, request
from experiments.setup import compose
from experiments.simulate.runs import campaigns, simulate
from model.events import COLUMNS

Call = Callable[..., Any]
SEALED = (
    "events.parquet", "weekly.parquet", "patterns.csv", "phases.csv", "years.csv",
    "rises.csv", "scores.csv", "shifts.csv", "agreement.csv", "change_points.csv", "references.csv",
)  # fmt: skip
RUN = ("run", "replicates=3", "seed=5", "figures=false", "estimate=prior")


def asked(*overrides: str) -> Request:
    return request(compose.composed(["replicates=40", "seed=5", "estimate=prior", *overrides]))


@cache
def plain_name() -> str:
    return asked().name


def content(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in SEALED}


def test_the_second_time_it_is_read(call: Call, tmp_path: Path) -> None:
    first, second = call(*RUN), call(*RUN)
    assert (first.code, second.code) == (0, 0)
    folder = next((tmp_path / "results").iterdir())
    assert first.out.endswith(f"Stored in results/{folder.name}\n")
    assert second.out.endswith(f"Read, not played again, from results/{folder.name}\n")
    assert first.out.splitlines()[:-1] == second.out.splitlines()[:-1]


def test_reading_writes_nothing(call: Call, tmp_path: Path) -> None:
    call(*RUN)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    call(*RUN)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_it_prints_phases_years_patterns_and_totals(call: Call, tmp_path: Path) -> None:
    said = call(*RUN, "details=true").out
    (folder,) = (tmp_path / "results").glob("baseline-*")
    headline = [row for row in Result(folder).patterns() if row.headline]
    for words in (
        "Attacks by phase",
        "phase3",
        "Attacks by year",
        "2023",
        "180 [180-180]",
        f"Of {len(headline)} counted patterns",
        "power 1.00; accepted",
        "Scores against",
    ):
        assert words in said
    for words in ("Shifts between the phases", "phase1-phase2", "phases as printed: ", "a check, not the"):
        assert words in said
    assert said.index("S01") < said.index("Shown, not counted") < said.index("S10")


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow), 3])
def test_same_bytes_whatever_the_workers(workers: int, result: Result, tmp_path: Path) -> None:
    again, _ = obtain(asked(f"workers={workers}", f"results={tmp_path / 'other'}"))
    assert again.folder.name == result.folder.name
    assert content(again.folder) == content(result.folder)


@pytest.mark.slow
def test_same_bytes_from_the_mesa_agents_over_processes(result: Result, tmp_path: Path) -> None:
    again, _ = obtain(asked("engine=theatre", "workers=2", f"results={tmp_path / 'other'}"))
    assert content(again.folder) == content(result.folder)


@pytest.mark.parametrize(
    ("overrides", "same"),
    [
        (("workers=2",), True),
        (("quiet=true",), True),
        (("figures=false",), True),
        (("details=true",), True),
        (("format=csv",), True),
        (("results=elsewhere",), True),
        (("seed=6",), False),
        (("replicates=41",), False),
        (("parameters.outbid.value=0.51",), False),
        (("seen_through=truth",), False),
        (("engine=theatre",), False),
    ],
)
def test_the_name_is_made_of_all_that_counts_and_no_more(overrides: tuple[str, ...], same: bool) -> None:
    assert (asked(*overrides).name == plain_name()) is same


def test_the_name_changes_with_the_patterns(tmp_path: Path) -> None:
    for file in (compose.CONF / "patterns").glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    folder = f"pattern_folder={tmp_path}"
    assert asked(folder).name == plain_name()
    (tmp_path / "study.yaml").open("a", encoding="utf-8").write("# changed\n")
    assert asked(folder).name != plain_name()


def test_events_read_back_as_they_were_played(result: Result) -> None:
    wanted = asked()
    log, runs = simulate(wanted.world, 40)
    played = campaigns(wanted.world, wanted.lenses, log, runs, 40)
    stored = result.campaigns()
    assert set(stored) == set(played)
    for lens, campaign in played.items():
        assert (stored[lens].names, stored[lens].start, stored[lens].end) == (
            campaign.names,
            campaign.start,
            campaign.end,
        )
        for column in (*COLUMNS, "replicate", "seen"):
            assert np.array_equal(stored[lens].columns[column], campaign.columns[column]), (lens, column)
            assert stored[lens].columns[column].dtype == campaign.columns[column].dtype, (lens, column)


def test_the_tables_agree_with_each_other(result: Result) -> None:
    events = pd.read_parquet(result.folder / "events.parquet")
    weekly = pd.read_parquet(result.folder / "weekly.parquet")
    phases = pd.read_csv(result.folder / "phases.csv")
    attacks = events[events["kind"] == "attack"]
    assert weekly["attacks"].sum() == len(attacks)
    assert weekly["seen"].sum() == attacks["seen_acled"].sum()
    assert set(pd.to_datetime(weekly["week_start"]).dt.day_of_week) == {0}
    row = phases[(phases["period"] == "phase2") & (phases["target"] == "us_convoy")].iloc[0]
    seen = attacks[attacks["seen_acled"] & (attacks["target"] == "us_convoy")]
    seen = seen[(seen["date"] >= "2020-10-10") & (seen["date"] <= "2021-10-09")]
    found = seen.groupby("replicate").size().reindex(range(40), fill_value=0)
    low, median, high = np.quantile(found, (0.05, 0.5, 0.95), method="inverted_cdf")
    assert (row["low"], row["median"], row["high"]) == (low, median, high)
    assert (row["observed"], row["observed_low"], row["observed_high"]) == (141, 101, 218)


def test_claims_name_the_claimant_and_its_side(result: Result) -> None:
    events = pd.read_parquet(result.folder / "events.parquet")
    claimed = events[events["claimant"].notna()]
    assert set(claimed["kind"]) <= {"attack", "foiled"}
    own = claimed[claimed["brand"].isna()]
    assert (own["claimant"].astype(str) == own["militia"].astype(str)).all()
    assert set(claimed.loc[claimed["claimant"] == "Raba Allah", "alignment"].astype(str)) <= {"KH"}


def test_scores_are_stored_beside_every_baseline(result: Result) -> None:
    rows = result.scores()
    names = {baseline.name for baseline in BASELINES} | {"pool", "mechanisms_off", "unknown_dates", "placebo_dates"}
    assert {row.baseline for row in rows} == names | {""}
    assert {row.phase for row in rows} == {"phase1", "phase2", "phase3", "all"}
    assert {row.exposure for row in rows} == {"not fitted"}  # estimate=prior has seen no count
    persistence = next(
        row
        for row in rows
        if (row.phase, row.target, row.metric, row.baseline) == ("all", "all", "crps", "persistence")
    )
    assert persistence.baseline_score is not None
    assert persistence.skill == pytest.approx(1 - persistence.score / persistence.baseline_score)
    assert persistence.blocks == 7
    own = [row for row in rows if (row.baseline, row.phase, row.metric) == ("", "all", "crps")]
    assert {(row.pause, row.blocks) for row in own} == {("cut", 7), ("whole", 6)}


def test_scores_are_those_of_acled_whatever_the_tables_are_seen_through(result: Result, tmp_path: Path) -> None:
    again, _ = obtain(asked("seen_through=truth", f"results={tmp_path / 'other'}"))
    assert again.scores() == result.scores()
    assert again.shifts() == result.shifts()
    assert again.agreements() == result.agreements()


def test_provenance_says_what_was_asked_and_by_which_code(result: Result) -> None:
    about = json.loads((result.folder / "provenance.json").read_text(encoding="utf-8"))
    assert (about["kind"], about["scenario"], about["engine"]) == ("run", "baseline", "ensemble")
    assert (about["seed"], about["replicates"], about["seen_through"]) == (5, 40, "acled")
    assert result.folder.name == f"baseline-{about['hash'][:12]}"
    assert about["config"]["parameters"]["outbid"]["value"] == asked().world.parameters.outbid
    assert set(about["hashes"]) == {"config", "code", "patterns", "observed", "arithmetic"}
    assert set(about["files"]) == set(SEALED)
    assert {"python", "versions", "commit", "dirty", "patterns_fixed", "made"} <= set(about)


def test_a_scenario_in_which_nothing_happens(tmp_path: Path) -> None:
    never = [
        f"targets.{name}.appeal.value=-90" for name in ("us_base", "us_convoy", "turkish_base", "morality", "oil_gas")
    ]
    silent = "mechanisms.deniability=false"  # a warning alone can give birth to a brand
    result, _ = obtain(asked(*never, silent, f"results={tmp_path}"))
    assert len(result.campaigns()["acled"].columns["week"]) == 0
    assert {row.high for row in result.phases()} == {0.0}


def test_a_longer_campaign_is_tabulated_beyond_the_record(tmp_path: Path) -> None:
    result, _ = obtain(asked("clock.end=2024-12-29", "replicates=5", f"results={tmp_path}"))
    beyond = [row for row in (*result.phases(), *result.years()) if row.known == "no record"]
    assert list(dict.fromkeys(row.period for row in beyond)) == ["after", "2023 after", "2024"]
    assert all(row.median is not None and row.observed is None for row in beyond)
    assert {row.exposure for row in beyond} == {"not fitted"}


def test_a_shorter_campaign_covers_some_phases(tmp_path: Path) -> None:
    result, _ = obtain(asked("clock.end=2021-12-31", f"results={tmp_path}"))
    assert {row.period for row in result.phases() if row.median is not None} == {"phase1", "phase2"}
    assert {row.period for row in result.years() if row.median is not None} == {"2019", "2020", "2021"}
    assert {(row.phase, row.blocks) for row in result.scores() if row.metric == "crps"} >= {("all", 4), ("phase3", 1)}


@pytest.mark.parametrize("override", ["clock.end=2019-12-31", "replicates=1"])
def test_a_campaign_too_small_to_score_is_played_all_the_same(override: str, tmp_path: Path) -> None:
    result, _ = obtain(asked(override, f"results={tmp_path}"))
    assert result.scores() == ()
    assert "Scores: none" in score_table(result.scores())


@pytest.mark.slow
def test_several_seeds(call: Call, tmp_path: Path) -> None:
    ended = call("run", "-m", "seed=1,2", "replicates=3", "figures=false", "estimate=prior")
    assert ended.code == 0, ended.err
    made = [path.name for path in (tmp_path / "results").iterdir()]
    assert sorted(name.split("-")[0] for name in made) == ["baseline", "baseline"]
    assert [path.name for path in tmp_path.iterdir()] == ["results"]


@pytest.mark.slow
def test_several_runs_of_which_one_is_bad(call: Call, tmp_path: Path) -> None:
    ended = call("run", "-m", "replicates=0,3", "figures=false", "estimate=prior")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert len(list((tmp_path / "results").glob("baseline-*"))) == 1


def test_a_scenario_of_ones_own(call: Call, own: Callable[[str], str], tmp_path: Path) -> None:
    folder = own(
        "# @package _global_\n# What if nobody outbid?\nscenario_name: mine\nparameters: {outbid: {value: 0.0}}\n"
    )
    ended = call(*RUN, "--config-dir", folder, "scenario=mine")
    assert (
        ended.code,
        ended.out.startswith("mine (baseline with estimate=prior, parameters.outbid.value=0.0 instead of "),
    ) == (0, True)
    assert [path.name.split("-")[0] for path in (tmp_path / "results").iterdir()] == ["mine"]


@pytest.mark.slow
def test_figures_are_drawn_once_and_again_by_plot(call: Call, tmp_path: Path) -> None:
    run = [word for word in RUN if word != "figures=false"]
    assert call(*run).code == 0
    folder = next((tmp_path / "results").iterdir())
    drawn = sorted((folder / "figures").iterdir())
    assert [path.stem for path in drawn if path.suffix == ".png"] == [
        "brands", "mix", "scorecard", "shifts", "skill", "trends",
    ]  # fmt: skip
    before = {path: path.read_bytes() for path in drawn}
    plotted = call("plot", f"run={folder}")
    assert plotted.out.split() == [str(path) for path in drawn]
    assert {path: path.read_bytes() for path in drawn} == before
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
