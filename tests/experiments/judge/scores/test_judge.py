"""What an estimate has seen, 2022 cut or whole, and what is read first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from experiments.judge.heldout import Exposure
from experiments.judge.scores.headline import hardest, headline
from experiments.judge.scores.judge import judged, reference, words
from experiments.judge.scores.pause import read
from experiments.judge.scores.rows import Forecast, Trial, scores
from experiments.judge.scores.score import CUT, WHOLE
from experiments.results.read import Result
from experiments.setup import compose
from experiments.setup.world import world_of
from tests.experiments.judge.scores.conftest import observed

WHERE = ("all", "all", "crps_log")


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (("phase1", "phase2", "phase3"), ["fitted", "fitted", "fitted", "fitted"]),
        (("phase1", "phase3"), ["fitted", "held out", "fitted", "fitted"]),
        ((), ["not fitted"] * 4),
    ],
)
def test_what_was_seen(seen: tuple[str, ...], expected: list[str]) -> None:
    found = words(Exposure(frozenset(seen)), observed())
    assert found == dict(zip(("phase1", "phase2", "phase3", "all"), expected, strict=True))


def test_all_of_a_held_out_phase_is_held_out() -> None:
    assert words(Exposure(frozenset({"phase1"})), observed().only([2, 3]))["all"] == "held out"


def test_2022_whole_is_the_pause_joined_to_what_comes_before() -> None:
    cut, whole = reference(), read(reference(), WHOLE)
    assert read(reference(), CUT) is cut
    assert [one for one in whole.stretches if one not in cut.stretches] == [whole.stretches[5]]
    assert (whole.stretches[5].start, whole.stretches[5].end) == (date(2022, 1, 1), date(2022, 12, 31))
    assert np.array_equal(whole.counts[:, :, 5], cut.counts[:, :, 5] + cut.counts[:, :, 6])
    assert np.array_equal(whole.counts.sum(axis=2), cut.counts.sum(axis=2))
    assert read(cut.only(range(5)), WHOLE).stretches == cut.stretches[:5]


def test_who_knows_of_the_pause_is_paid_for_it_only_where_2022_is_cut() -> None:
    """One knows 2022's total and its pause, the other its total alone: the cut decides whether that is skill."""
    skills = {}
    for pause in (CUT, WHOLE):
        year = read(reference(), pause).only([5, 6] if pause == CUT else [5])
        middle, days = year.counts.mean(axis=0), np.array([block.days for block in year.stretches])
        even = middle.sum(axis=1, keepdims=True) * days / days.sum()
        told = {
            name: np.random.default_rng(1).poisson(mean, (2000, *mean.shape))
            for name, mean in {"knows": middle, "rival": even}.items()
        }
        forecasts = {name: Forecast(draws.astype(float), True) for name, draws in told.items()}
        rows = scores(forecasts["knows"], {"rival": forecasts["rival"]}, Trial(year, {"phase3": "", "all": ""}))
        skills[pause] = next(r.skill for r in rows if r.baseline and (r.phase, r.target, r.metric) == WHERE)
    assert skills[CUT] > 0.3
    assert skills[WHOLE] == pytest.approx(0, abs=0.05)


def test_both_readings_of_2022_are_scored_and_nothing_that_knew_more_is_called_causal(result: Result) -> None:
    config = compose.typed(compose.composed(["replicates=40", "seed=5", "estimate=prior"]))
    rows = judged(config, world_of(config), result.campaigns(), lambda _: None)
    skills = {
        (row.pause, row.baseline): row
        for row in rows
        if (row.target, row.phase) == ("all", "all") and row.metric == "crps_log"
    }
    assert {pause for pause, _ in skills} == {CUT, WHOLE}
    assert (skills[CUT, "pool"].blocks, skills[WHOLE, "pool"].blocks) == (7, 6)
    shown = {
        row.baseline: row for row in headline(rows) if (row.target, row.phase, row.metric) == ("all", "all", "crps_log")
    }
    for name in shown.keys() - {""}:
        assert shown[name].skill == min(skills[CUT, name].skill, skills[WHOLE, name].skill), name
    # W12: numbers that were only judged are not causal, and nothing that is made of them
    assert {row.baseline for row in rows if row.causal} == {
        *("persistence", "discounted", "last_year", "constant_mix", "copying", "hawkes", "zero", "pool")
    }
    assert {row.baseline for row in rows if row.straw} == {"zero", "mechanisms_off"}
    assert all(row.skill is None or row.skill > -50 for row in rows)
    rival = hardest(rows)
    assert rival is not None
    assert rival.skill == min(row.skill for row in shown.values() if row.causal and not row.straw)


def test_of_two_readings_the_worse_is_read_first(result: Result) -> None:
    row = next(one for one in result.scores() if one.baseline == "pool" and one.skill is not None)
    cut, whole = replace(row, pause=CUT, skill=0.5), replace(row, pause=WHOLE, skill=0.2)
    assert headline([cut, whole]) == [whole]
    assert headline([cut, replace(whole, skill=None)]) == [cut]
    held = replace(row, baseline="", metric="coverage_90", skill=None)
    low, high = replace(held, pause=WHOLE, score=0.4), replace(held, pause=CUT, score=0.6)
    assert headline([high, low]) == [low]
