"""Scores on the terminal: nothing in-sample without the word, nothing best that is not causal."""

from __future__ import annotations

from dataclasses import replace

from experiments.judge.scores.score import ScenarioScore, Score
from experiments.report.scores import HELD, METRICS, scenario_table, score_table

OWN = Score(
    pause="cut",
    phase="phase1",
    target="all",
    metric="crps",
    score=2.0,
    spread=0.0123,
    floor=0.5,
    oracle=0.625,
    baseline="",
    baseline_score=None,
    skill=None,
    low=None,
    high=None,
    blocks=1,
    closer=None,
    differences=(),
    straw=False,
    causal=False,
    exposure="fitted",
)


def rows(seen: dict[str, str]) -> list[Score]:
    """Every score in every phase: 2, beside 8 of a causal and 1 of an in-sample baseline, and a straw man."""
    found = []
    for phase in ("phase1", "phase2", "phase3", "all"):
        for metric in (*METRICS, *HELD):
            own = replace(OWN, phase=phase, metric=metric, exposure=seen.get(phase, seen["phase1"]))
            rival = replace(own, spread=None, low=0.5, high=0.875, blocks=7, closer=6)
            found += [own, replace(rival, baseline="naive", baseline_score=8.0, skill=0.75, causal=True)]
            found.append(replace(rival, baseline="cheat", baseline_score=1.0, skill=-1.0))
            found.append(replace(rival, baseline="scarecrow", baseline_score=3.0, skill=0.3, causal=True, straw=True))
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
    assert lines[model + 1].split() == ["best", *["8", "naive"] * 4]  # the scarecrow's 3 does not count
    assert lines[model + 2].split() == ["oracle", *["0.625"] * 4]
    assert lines[model + 3].split() == ["floor", *["0.5"] * 4]


def test_a_forecast_of_fewer_stretches_is_not_the_best() -> None:
    found = rows(FITTED)
    fewer = [replace(row, baseline="short", baseline_score=1.0, blocks=6) for row in found if row.causal]
    assert " short" not in score_table(found + fewer).split("skill")[0]


def test_each_baseline_has_its_line_and_the_others_a_star() -> None:
    said = score_table(rows(FITTED))
    assert "  naive              0.75 [0.50 0.88]" in said
    assert "  cheat*             -1.00 [0.50 0.88]" in said
    assert "  scarecrow°         0.30 [0.50 0.88]" in said
    assert "[90 % interval over 7 stretches]" in said
    line = next(line for line in said.splitlines() if line.startswith("  naive  "))
    assert line.endswith("6 of 7")


def test_of_the_two_readings_of_2022_the_worse_is_printed_and_marked() -> None:
    found = rows(FITTED)
    whole = [replace(row, pause="whole", skill=0.25 if row.baseline == "naive" else row.skill) for row in found]
    said = score_table(found + whole)
    assert "  naive              0.25 [0.50 0.88]w" in said
    assert "  cheat*             -1.00 [0.50 0.88]   " in said
    assert said.count("\n  CRPS, attacks") == 1


def test_many_intervals_are_no_tests_and_that_is_said_once() -> None:
    said = score_table(rows(FITTED))
    # nine measures, four phases, three baselines
    assert said.count("scores.csv has 108 such intervals, 108 of them without 0.") == 1
    assert "no single one is a test" in said
    narrow = [replace(row, low=None, high=None) for row in rows(FITTED)]
    assert "No skill has an interval" in score_table(narrow)


def test_no_line_is_wider_than_a_terminal() -> None:
    whole = [replace(row, pause="whole", low=-0.5, skill=-1.25) for row in rows(FITTED) if row.baseline]
    assert max(map(len, score_table(rows(FITTED) + whole).splitlines())) <= 110


def test_scenarios_stand_beside_the_first() -> None:
    first = [ScenarioScore(**vars(row), scenario="one") for row in rows(FITTED) if not row.baseline]
    other = [ScenarioScore(**vars(row), scenario="two") for row in rows(FITTED) if row.baseline in ("", "naive")]
    lines = scenario_table([*first, *other]).splitlines()
    assert lines[1].endswith("skill against one")
    assert lines[2].split() == ["one", *["2", "±0.01"] * 4]
    assert lines[3].endswith("0.75 [0.50 0.88]")
    assert max(map(len, lines)) <= 110


def test_nothing_scored() -> None:
    assert score_table([]).startswith("Scores: none")
    assert scenario_table([]).startswith("Scores: none")
