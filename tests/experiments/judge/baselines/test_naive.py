"""Naive forecasts by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom

from experiments.judge.baselines import rates
from experiments.judge.baselines.discounted import DISCOUNTS, discounted, evidence, posterior
from experiments.judge.baselines.mixes import constant_mix
from experiments.judge.baselines.persistence import last_year, persistence
from experiments.judge.baselines.phases import copying, phase_poisson
from experiments.judge.baselines.pool import pool
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
    assert last_year(history([[50]], [100]), ahead(60), dice()).mean() == pytest.approx(30.3, rel=0.02)


def test_a_constant_mix_is_that_of_all_the_past_and_the_total_the_last() -> None:
    found = constant_mix(history([[30, 40], [60, 10]], [100, 50]), ahead(50), dice())
    total = found.sum(axis=1)
    assert total.mean() == pytest.approx(50.5, rel=0.02)
    assert found[:, 0].sum() / total.sum() == pytest.approx(70.5 / 141, abs=0.01)


def test_none_in_the_last_year_does_not_mean_never() -> None:
    """Without half an event whoever saw none was certain of none, and any attack cost without end."""
    found = last_year(history([[0], [40]], [365]), ahead(200), dice())
    assert found[:, 0].mean() == pytest.approx(0.5 * 200 / 365, rel=0.1)
    assert (found[:, 0] > 0).mean() > 0.1


def test_evidence_fades_by_hand() -> None:
    events, days, log = evidence(np.array([[[10, 4, 2]]]), np.array([100, 50, 40]))
    half = int(np.argmin(np.abs(DISCOUNTS - 0.5)))
    assert events[half, 0, 0] == pytest.approx((10 / 4 + 4 / 2 + 2) / 2)
    assert days[half] == pytest.approx((100 / 4 + 50 / 2 + 40) / 2)
    two = nbinom.logpmf(4, 5.5, 50 / 100) + nbinom.logpmf(2, (10 / 4 + 4 / 2) + 0.5, 50 / 90)
    all_kept = nbinom.logpmf(4, 10.5, 100 / 150) + nbinom.logpmf(2, 14.5, 150 / 190)
    assert log[half, 0] - log[-1, 0] == pytest.approx(two - all_kept)


def test_how_far_evidence_fades_is_learned_from_how_the_past_went() -> None:
    steady, wild = np.array([[[50] * 8], [[1, 200, 3, 90, 0, 300, 5, 80]]])
    _, _, log = evidence(np.stack([steady, wild]), np.full(8, 100))
    calm, rough = posterior(log) @ DISCOUNTS
    assert calm > 0.7
    assert rough < 0.15


def test_faded_evidence_is_more_honest_where_rates_jump() -> None:
    """Where each stretch has a rate of its own, bands round the last rate hold half of what they say."""
    throws, held = np.random.default_rng(4), {persistence: 0.0, discounted: 0.0}
    for _ in range(40):
        counts = throws.poisson(np.exp(throws.normal(3, 1, (5, 7))))
        past = history(counts[:, :-1].tolist(), [100] * 6, draws=400)
        for forecaster in held:
            low, high = np.quantile(forecaster(past, ahead(100), dice()), (0.05, 0.95), axis=0)
            held[forecaster] += ((low <= counts[:, -1]) & (counts[:, -1] <= high)).mean() / 40
    assert held[persistence] < 0.55
    assert held[discounted] > held[persistence] + 0.15, held


def test_the_pool_takes_every_member_in_turn() -> None:
    members = [np.full((7, 2, 3), float(n)) for n in range(3)]
    members[1][:, :, 0] = np.nan
    found = pool(members)
    assert found[:, 0, 1].tolist() == [0, 1, 2, 0, 1, 2, 0]
    assert np.isnan(found[1, :, 0]).all()


def test_copying_takes_the_whole_phase_before_this_one() -> None:
    past = history([[99, 10, 20, 70]], [10, 30, 30, 40], ["phase1", "phase2", "phase2", "phase3"])
    found = copying(past, ahead(120, "phase3"), dice())
    assert found is not None
    assert found.mean() == pytest.approx(30.5 / 60 * 120, rel=0.02)


def test_there_is_nothing_to_copy_in_the_first_phase() -> None:
    assert copying(history([[99]], [10]), ahead(10, "phase1"), dice()) is None


def test_phase_poisson_has_one_rate_for_all_it_learns_from() -> None:
    assert phase_poisson(history([[10, 30]], [20, 60]), ahead(40), dice()).mean() == pytest.approx(20.25, rel=0.02)
