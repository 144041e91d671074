"""Scores on the terminal: nothing in-sample without the word, nothing best that is not causal."""

from __future__ import annotations

from dataclasses import replace

from experiments.judge.scores.score import ScenarioScore, Score
from experiments.report.scores import METRICS, scenario_table, score_table

OWN = Score("phase1", "all", "crps", 2.0, 0.0123, "", None, None, None, None, 1, False, "fitted")


def rows(seen: dict[str, str]) -> list[Score]:
    """Every score in every phase: 2, beside 8 of a causal and 1 of an in-sample baseline."""
    found = []
    for phase in ("phase1", "phase2", "phase3", "all"):
        for metric in (*METRICS, "coverage_50", "coverage_90"):
            own = replace(OWN, phase=phase, metric=metric, exposure=seen.get(phase, seen["phase1"]))
            rival = replace(own, spread=None, low=0.5, high=0.875, blocks=7)
            found += [own, replace(rival, baseline="naive", baseline_score=8.0, skill=0.75, causal=True)]
            found.append(replace(rival, baseline="cheat", baseline_score=1.0, skill=-1.0))
    return found


FITTED = dict.fromkeys(("phase1", "phase2", "phase3"), "fitted")


def test_the_header_says_in_sample() -> None:
    said = score_table(rows(FITTED))
    assert said.startswith("Scores against ACLED's record. Fitted: in-sample in phase1, phase2, phase3.")
    assert "In-sample skill" in said
    assert "forecast skill" not in said


def test_the_header_says_what_was_held_out() -> None:
    said = score_table(rows(FITTED | {"phase2": "held out"}))
    assert "in-sample in phase1, phase3; held out: phase2." in said
    assert "\nSkill in phase2, held out" in said
    assert "skill in phase1" not in said


def test_the_header_says_when_nothing_was_seen() -> None:
    said = score_table(rows(dict.fromkeys(FITTED, "not fitted")))
    assert "The estimate has seen none of it." in said
    assert "n-sample skill" not in said


def test_the_best_is_the_best_of_the_causal_ones() -> None:
    lines = score_table(rows(FITTED)).splitlines()
    model = next(n for n, line in enumerate(lines) if "CRPS, attacks" in line)
    assert lines[model].split() == ["CRPS,", "attacks", "model", *["2", "±0.01"] * 4]
    assert lines[model + 1].split() == ["best", *["8", "naive"] * 4]


def test_a_forecast_of_fewer_stretches_is_not_the_best() -> None:
    found = rows(FITTED)
    fewer = [replace(row, baseline="short", baseline_score=1.0, blocks=6) for row in found if row.causal]
    assert " short" not in score_table(found + fewer).split("skill")[0]


def test_each_baseline_has_its_line_and_the_others_a_star() -> None:
    said = score_table(rows(FITTED))
    assert "  naive              0.75 [0.50 0.88]" in said
    assert "  cheat*             -1.00 [0.50 0.88]" in said
    assert "over 7 stretches: rough" in said


def test_no_line_is_wider_than_a_terminal() -> None:
    assert max(map(len, score_table(rows(FITTED)).splitlines())) <= 110


def test_scenarios_stand_beside_the_first() -> None:
    first = [ScenarioScore(**vars(row), scenario="one") for row in rows(FITTED) if not row.baseline]
    other = [ScenarioScore(**vars(row), scenario="two") for row in rows(FITTED) if row.baseline != "cheat"]
    lines = scenario_table([*first, *other]).splitlines()
    assert lines[1].endswith("skill against one")
    assert lines[2].split() == ["one", *["2", "±0.01"] * 4]
    assert lines[3].endswith("0.75 [0.50 0.88]")
    assert max(map(len, lines)) <= 110


def test_nothing_scored() -> None:
    assert score_table([]).startswith("Scores: none")
    assert scenario_table([]).startswith("Scores: none")
