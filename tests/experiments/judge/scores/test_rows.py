"""Rows of scores: planted models that are right and wrong, what is paired with what, and what is called seen."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from experiments.judge.scores.measures import SCORES, measured
from experiments.judge.scores.rows import Forecast, scores
from experiments.judge.scores.score import Score
from tests.experiments.judge.scores.conftest import MEANS, TARGETS, observed

FITTED = dict.fromkeys(("phase1", "phase2", "phase3", "all"), "fitted")
ZERO = Forecast(np.zeros((1000, *MEANS.shape)), True)
OTHER_PHASE = [2, 3, 4, 5, 0, 1]  # each phase has two stretches


def draws_of(means: np.ndarray, draws: int = 1000, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).poisson(means, (draws, *means.shape)).astype(float)


def rows_of(model: np.ndarray, baseline: Forecast = ZERO, seen: Mapping[str, str] = FITTED) -> dict[tuple, Score]:
    found = scores(Forecast(model, False), {"zero": baseline}, observed(), seen)
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


def test_only_what_both_forecast_is_compared() -> None:
    late = ZERO.draws.copy()
    late[:, :, :3] = np.nan
    model = draws_of(MEANS)
    found, alone = rows_of(model, Forecast(late, True)), measured(model, observed())["crps"].values["all"]
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
    each = [measured(part, observed())["energy"].values["all"].mean() for part in (halves[:200], halves[200:])]
    assert found["all", "all", "energy", "zero"].baseline_score == pytest.approx(np.mean(each))
    assert ("all", "all", "interval", "zero") not in found


def test_every_row_says_what_the_estimate_saw_of_the_phase() -> None:
    seen = {**FITTED, "phase2": "held out"}
    found = rows_of(draws_of(MEANS, 20), Forecast(ZERO.draws[:20], True), seen)
    assert {(row.phase, row.exposure) for row in found.values()} == set(seen.items())
    assert {row.target for row in found.values()} == {*TARGETS, "all"}


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
