"""The score of a table of attacks: by hand, proper, and the same for any order of the replicates."""

from __future__ import annotations

from math import exp, factorial, log

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from experiments.judge.shifts.predictive import LEAST, Forecast, cells, forecast, log_mean, steady

TARGETS = ("us_base", "morality")


def law(mean: float, variance: float) -> Forecast:
    return Forecast(np.array([mean]), np.array([variance]))


def test_a_poisson_cell_by_hand() -> None:
    assert law(2.0, 2.0).score(np.array([[3]])) == pytest.approx(log(exp(-2) * 8 / factorial(3)), abs=1e-5)


@pytest.mark.parametrize(("mean", "variance"), [(3.0, 7.0), (150.0, 500.0), (0.4, 0.5)])
def test_a_cell_that_scatters_is_scipys_negative_binomial(mean: float, variance: float) -> None:
    size = mean**2 / (variance - mean)
    for n in (0, 1, 7, 160):
        assert law(mean, variance).log_chance(np.array([n])) == pytest.approx(nbinom.logpmf(n, size, mean / variance))


def test_less_scatter_than_chance_counts_as_chance() -> None:
    assert law(5.0, 0.0).log_chance(np.array([9])) == pytest.approx(poisson.logpmf(9, 5.0), abs=1e-4)


def test_over_tables_it_is_the_log_of_the_mean_and_over_cells_the_sum() -> None:
    known = Forecast(np.array([2.0, 5.0]), np.array([2.0, 5.0]))
    tables = np.array([[1, 4], [3, 9], [2, 5]])
    each = [poisson.pmf(a, 2.0) * poisson.pmf(b, 5.0) for a, b in tables]
    assert known.score(tables) == pytest.approx(log(np.mean(each)), abs=1e-4)
    assert log_mean(np.log([1.0, 3.0])) == pytest.approx(log(2.0))


def test_what_no_replicate_shows_costs_the_same_for_any_number_of_them() -> None:
    few, many = (forecast(np.zeros((n, 1))).score(np.array([[2]])) for n in (50, 5000))
    assert few == many == pytest.approx(poisson.logpmf(2, LEAST), abs=1e-3)


def test_no_exaggeration_and_no_hedge_is_expected_to_score_better_than_the_truth() -> None:
    dice = np.random.default_rng(3)
    truth = dice.negative_binomial(10, 0.25, (4000, 1))  # mean 30, variance 120
    tables, own = truth[:2000, None], forecast(truth[2000:].astype(float))
    best = own.score(tables).mean()
    for factor in (0.25, 0.8, 1.25, 4.0):
        assert best > Forecast(own.mean * factor, own.variance * factor).score(tables).mean() + 0.01
        assert best > Forecast(own.mean, own.variance * factor**2).score(tables).mean() + 0.005


def test_moments_do_not_depend_on_the_order_of_the_replicates() -> None:
    draws = np.random.default_rng(1).gamma(2.0, size=(999, 3))
    one, other = forecast(draws), forecast(draws[::-1])
    assert (one.mean == other.mean).all()
    assert (one.variance == other.variance).all()


def test_a_steady_model_by_simulation() -> None:
    dice = np.random.default_rng(2)
    totals = dice.negative_binomial(5, 0.05, (200_000, 1))
    played = dice.binomial(totals, 0.3)
    found = steady(totals.astype(float), [0.3, 0.7])
    assert found.mean[0] == pytest.approx(played.mean(), rel=0.01)
    assert found.variance[0] == pytest.approx(played.var(), rel=0.02)


def test_morality_is_left_out_unless_asked_for() -> None:
    counted = np.arange(6.0).reshape(1, 2, 3)
    assert cells(counted, TARGETS).tolist() == [[0, 1, 2]]
    assert cells(counted, TARGETS, circular=True).tolist() == [[0, 1, 2, 3, 4, 5]]
