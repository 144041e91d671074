"""Rows of scores: planted models that are right and wrong, what is paired with what, and what is called seen."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from experiments.judge.scores.marks import marks
from experiments.judge.scores.measures import SCORES, measured
from experiments.judge.scores.rows import Forecast, Trial, scores
from experiments.judge.scores.score import Score
from tests.experiments.judge.scores.conftest import MEANS, TARGETS, observed

FITTED = dict.fromkeys(("phase1", "phase2", "phase3", "all"), "fitted")
ZERO = Forecast(np.zeros((1000, *MEANS.shape)), True)
OTHER_PHASE = [2, 3, 4, 5, 0, 1]  # each phase has two stretches


def draws_of(means: np.ndarray, draws: int = 1000, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).poisson(means, (draws, *means.shape)).astype(float)


def rows_of(model: np.ndarray, baseline: Forecast = ZERO, seen: Mapping[str, str] = FITTED) -> dict[tuple, Score]:
    found = scores(Forecast(model, False), {"zero": baseline}, Trial(observed(), seen))
    return {(row.phase, row.target, row.metric, row.baseline): row for row in found}


def crps_at_its_mean(mean: float) -> float:
    counts = np.arange(600)
    return float(((poisson.cdf(counts, mean) - (mean <= counts)) ** 2).sum())


def test_a_planted_perfect_model_has_the_skill_that_theory_says() -> None:
    # record = its Poisson means: the model's CRPS is the Poisson's at its mean, that of zero is the count itself
    found, theory = rows_of(draws_of(MEANS)), np.vectorize(crps_at_its_mean)(MEANS)
    assert found["all", "all", "crps", "zero"].skill == pytest.approx(1 - theory.sum() / MEANS.sum(), abs=0.002)
    phase2 = slice(2, 4)
    expected = 1 - theory[1, phase2].sum() / MEANS[1, phase2].sum()
    assert found["phase2", "us_convoy", "crps", "zero"].skill == pytest.approx(expected, abs=0.004)
    assert found["all", "all", "coverage_90", ""].score == 1.0


def test_a_planted_wrong_model_scores_worse_by_every_score() -> None:
    right, wrong = rows_of(draws_of(MEANS)), rows_of(draws_of(MEANS[:, OTHER_PHASE]))
    for metric in SCORES:
        for phase in ("phase1", "phase2", "phase3", "all"):
            key = (phase, "all", metric, "")
            assert wrong[key].score > 1.5 * right[key].score, key
    against = Forecast(draws_of(MEANS), False)
    assert all(row.skill < 0 for row in rows_of(draws_of(MEANS[:, OTHER_PHASE]), against).values() if row.skill)
    assert wrong["all", "all", "crps", "zero"].closer < right["all", "all", "crps", "zero"].closer == 6


def test_only_what_both_forecast_is_compared() -> None:
    late = ZERO.draws.copy()
    late[:, :, :3] = np.nan
    model = draws_of(MEANS)
    found, alone = rows_of(model, Forecast(late, True)), measured(model, observed())["crps"].values["all"][0]
    assert ("phase1", "all", "crps", "zero") not in found
    row = found["all", "all", "crps", "zero"]
    assert (row.blocks, row.score) == (3, pytest.approx(alone[3:].mean()))
    assert found["phase2", "all", "crps", "zero"].blocks == 1
    assert ("phase2", "all", "mix", "zero") not in found  # half a phase has no mix


def test_intervals_stand_only_where_there_are_blocks_enough() -> None:
    found = rows_of(draws_of(MEANS))
    assert found["phase1", "all", "energy", "zero"].low is None
    row = found["all", "all", "energy", "zero"]
    assert row.low is not None
    assert row.high is not None
    assert row.low <= row.skill <= row.high


def test_a_model_beside_itself_has_no_skill() -> None:
    same = rows_of(draws_of(MEANS), Forecast(draws_of(MEANS), False))
    assert {row.skill for row in same.values() if row.baseline} <= {0.0, None}
    # another seed: within a few of the deviations that stand beside the score
    row = rows_of(draws_of(MEANS, seed=2))["all", "all", "crps", ""]
    assert row.spread is not None
    assert abs(row.score - same["all", "all", "crps", ""].score) < 4 * row.spread * 2**0.5


def test_the_spread_is_that_of_seeds() -> None:
    scores_, spreads = [], []
    for seed in range(20):
        row = rows_of(draws_of(MEANS, 200, seed), Forecast(ZERO.draws[:200], True))["all", "all", "crps_log", ""]
        scores_.append(row.score)
        spreads.append(row.spread)
    assert np.mean(spreads) == pytest.approx(np.std(scores_, ddof=1), rel=0.4)


def test_parts_are_judged_one_by_one_and_only_by_fair_scores() -> None:
    halves = draws_of(MEANS, 400)
    halves[200:] = draws_of(MEANS[:, OTHER_PHASE], 200)
    found = rows_of(draws_of(MEANS), Forecast(halves, False, (range(200), range(200, 400))))
    each = [measured(part, observed())["energy"].values["all"][0].mean() for part in (halves[:200], halves[200:])]
    assert found["all", "all", "energy", "zero"].baseline_score == pytest.approx(np.mean(each))
    assert ("all", "all", "interval", "zero") not in found


def test_every_row_says_what_the_estimate_saw_of_the_phase() -> None:
    seen = {**FITTED, "phase2": "held out"}
    found = rows_of(draws_of(MEANS, 20), Forecast(ZERO.draws[:20], True), seen)
    assert {(row.phase, row.exposure) for row in found.values()} == set(seen.items())
    assert {row.target for row in found.values()} == {*TARGETS, "all"}


def test_where_nothing_can_be_foretold_there_is_neither_coverage_nor_skill() -> None:
    """Morality is 0 in phase 1 and 3: a forecast of none covers it, and one of hardly any has a skill of millions."""
    hardly = draws_of(MEANS)
    hardly[0, 2, 0] = 1
    found = rows_of(hardly, Forecast(draws_of(MEANS + 0.01, seed=2), True))
    assert ("phase1", "morality", "coverage_90", "") not in found
    row = found["phase1", "morality", "crps", "zero"]
    assert (row.skill, row.low, row.blocks) == (None, None, 2)
    assert len(row.differences) == 2
    # of 18 cells 4 are shut; nobody is paid for them
    nothing = rows_of(ZERO.draws)
    assert nothing["all", "all", "coverage_90", ""].score == 0
    assert nothing["phase1", "all", "coverage_90", ""].score == 0


def test_open_cells_are_as_heavy_as_each_other() -> None:
    narrow = np.broadcast_to(MEANS, (1000, *MEANS.shape)).astype(float).copy()
    narrow[:, :, 0] = 999  # phase 1: of the first stretch's two open cells none is held, of the second's both
    assert rows_of(narrow)["phase1", "all", "coverage_90", ""].score == pytest.approx(2 / 4)
    narrow[:, 2, 2] = 999  # phase 2 has three open cells a stretch
    assert rows_of(narrow)["phase2", "all", "coverage_90", ""].score == pytest.approx(5 / 6)
    assert rows_of(narrow)["all", "all", "coverage_90", ""].score == pytest.approx(11 / 14)


def test_every_score_stands_beside_the_floor_and_the_oracle() -> None:
    """No forecast reaches 0, so that a skill of 1 cannot be had; who knows the counts and throws dice comes nearest."""
    dice = np.random.default_rng(3)
    tables, other = (dice.poisson(MEANS, (many, *MEANS.shape)) for many in (300, 1000))
    trial = Trial(observed(tables), FITTED, marks(observed(other)))
    found = scores(Forecast(draws_of(MEANS), False), {"zero": ZERO}, trial)
    for row in found:
        assert row.floor is not None, row
        assert row.oracle is not None, row
        if row.metric in SCORES and (row.target, row.phase) == ("all", "all"):
            assert 0 < row.floor < row.oracle, row
    own = {row.metric: row for row in found if (row.target, row.phase, row.baseline) == ("all", "all", "")}
    assert own["crps"].score == pytest.approx(own["crps"].floor, rel=0.05)  # here the record is what the model throws
    assert own["pit_90"].floor == pytest.approx(0.9, abs=0.02)
    assert own["pit_90"].oracle > 0.95  # it knows more than anybody can: 90 is not the mark


def test_no_skill_against_who_is_as_close_as_chance_lets_anybody_be() -> None:
    tables = np.random.default_rng(3).poisson(MEANS, (40, *MEANS.shape))
    trial = Trial(observed(tables), FITTED, marks(observed(tables)))
    near = Forecast(tables.astype(float), True)
    found = scores(Forecast(draws_of(3 * MEANS), False), {"near": near}, trial)
    rows = [row for row in found if row.baseline and (row.metric, row.target) == ("crps_log", "all")]
    assert {row.skill for row in rows} == {None}
    assert all(one < 0 for row in rows for one in row.differences)


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_replicates_changes_nothing(order: list[int]) -> None:
    model = draws_of(MEANS, 12)
    once, again = (
        rows_of(model, Forecast(ZERO.draws[:12], True)),
        rows_of(model[order], Forecast(ZERO.draws[:12], True)),
    )
    for key, row in once.items():
        assert again[key].score == pytest.approx(row.score, abs=1e-9)
        assert again[key].skill == pytest.approx(row.skill, abs=1e-9)
