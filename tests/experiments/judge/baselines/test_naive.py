"""Naive forecasts by hand."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.judge.baselines import rates
from experiments.judge.baselines.mixes import constant_mix, uniform_mix
from experiments.judge.baselines.persistence import last_year, persistence
from experiments.judge.baselines.phases import copying, phase_poisson
from experiments.judge.baselines.zero import zero
from tests.experiments.judge.baselines.conftest import DRAWS, ahead, dice, history


def test_a_rate_counted_before() -> None:
    # 10 events in 50 days, 100 days ahead: mean 10.5 / 50 * 100, variance mean + mean^2 / 10.5
    found = rates.ahead(np.full(DRAWS, 10), 50, 100, dice())
    assert found.mean() == pytest.approx(21, rel=0.02)
    assert found.var() == pytest.approx(21 + 21**2 / 10.5, rel=0.05)


def test_zero() -> None:
    assert zero(history([[3], [4]], [30]), ahead(30), dice()).tolist() == np.zeros((DRAWS, 2)).tolist()


def test_persistence_keeps_the_last_rate() -> None:
    found = persistence(history([[90, 10], [5, 0]], [100, 50]), ahead(200), dice())
    assert found.mean(axis=0) == pytest.approx([10.5 / 50 * 200, 0.5 / 50 * 200], rel=0.05)


def test_the_last_year_is_resampled_by_months_with_all_targets_together() -> None:
    # of the last 365 days 165 lie in the first stretch, at 2 a day, and 200 in the second, at none
    past = history([[600, 0], [600, 0]], [300, 200])
    one_month = last_year(past, ahead(30), dice())
    assert one_month[:, 0].mean() == pytest.approx(2 * 30 * 165 / 365, rel=0.03)
    assert np.array_equal(one_month[:, 0] > 20, one_month[:, 1] > 20)  # either month of the past, for both
    assert last_year(past, ahead(360), dice())[:, 0].std() < 12 * one_month[:, 0].std() / 3  # twelve months average


def test_less_than_a_year_is_resampled_whole() -> None:
    assert last_year(history([[50]], [100]), ahead(60), dice()).mean() == pytest.approx(30, rel=0.02)


def test_a_constant_mix_is_that_of_all_the_past_and_the_total_the_last() -> None:
    found = constant_mix(history([[30, 40], [60, 10]], [100, 50]), ahead(50), dice())
    total = found.sum(axis=1)
    assert total.mean() == pytest.approx(50.5, rel=0.02)
    assert found[:, 0].sum() / total.sum() == pytest.approx(70.5 / 141, abs=0.01)


def test_a_uniform_mix() -> None:
    found = uniform_mix(history([[0, 40], [0, 0], [0, 0], [0, 0]], [100, 50]), ahead(50), dice())
    assert found.mean(axis=0) == pytest.approx(np.full(4, 40.5 / 4), rel=0.03)


def test_copying_takes_the_whole_phase_before_this_one() -> None:
    past = history([[99, 10, 20, 70]], [10, 30, 30, 40], ["phase1", "phase2", "phase2", "phase3"])
    found = copying(past, ahead(120, "phase3"), dice())
    assert found is not None
    assert found.mean() == pytest.approx(30.5 / 60 * 120, rel=0.02)


def test_there_is_nothing_to_copy_in_the_first_phase() -> None:
    assert copying(history([[99]], [10]), ahead(10, "phase1"), dice()) is None


def test_phase_poisson_has_one_rate_for_all_it_learns_from() -> None:
    assert phase_poisson(history([[10, 30]], [20, 60]), ahead(40), dice()).mean() == pytest.approx(20.25, rel=0.02)
