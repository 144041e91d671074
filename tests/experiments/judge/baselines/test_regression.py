"""Regression on drivers: against a general optimiser, and what its ridge does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from experiments.judge.baselines.history import Ahead
from experiments.judge.baselines.regression import HIGHEST, RIDGE, fit, regression, regression_fitted
from tests.experiments.judge.baselines.conftest import dice, history, stretch

DAYS = np.array([200, 80, 280, 90, 240])


@pytest.mark.parametrize("stretches", [1, 2, 5])
def test_the_fit_is_that_of_a_general_optimiser(stretches: int) -> None:
    random = np.random.default_rng(stretches)
    drivers, days = random.integers(0, 3, (stretches, 6)) / 2, DAYS[:stretches]
    counts = np.vstack([random.poisson(30, (3, stretches)), np.zeros((1, stretches), dtype=int)])

    def loss(numbers: np.ndarray, own: np.ndarray) -> float:
        eta = numbers[0] + drivers @ numbers[1:]
        return (np.exp(eta) * days - own * eta).sum() - numbers[0] / 2 + RIDGE / 2 * (numbers[1:] ** 2).sum()

    for own, found in zip(counts, fit(counts, days, drivers), strict=True):
        best = minimize(loss, found + 0.1, args=(own,), method="BFGS")
        assert loss(found, own) <= best.fun + 1e-6


def test_without_drivers_it_is_the_mean_rate() -> None:
    found = fit(np.array([[10, 30]]), np.array([20, 60]), np.zeros((2, 3)))
    assert np.exp(found[0, 0]) == pytest.approx(40.5 / 80)
    assert found[0, 1:] == pytest.approx(0)


def test_a_driver_that_came_with_attacks_forecasts_them() -> None:
    past = replace(history([[1, 100], [50, 50]], [100, 100]), drivers=np.array([[0.0], [1.0]]))
    for forecaster in (regression, regression_fitted):
        on, off = (forecaster(past, Ahead(stretch(999, 100), np.array([x])), dice()).mean(axis=0) for x in (1.0, 0.0))
        assert on[0] > 60
        assert off[0] < 10
        assert on[1] == pytest.approx(off[1], rel=0.1)


def test_doubt_about_weights_is_that_of_their_posterior() -> None:
    """Of a driver that never moved only the ridge is known, a deviation of 1.8: the old forecast had no doubt."""
    past = replace(history([[80, 90]], [100, 100]), drivers=np.zeros((2, 1)))
    moved = Ahead(stretch(999, 100), np.array([0.5]))
    doubtful, sure = (np.log(one(past, moved, dice())[:, 0]) for one in (regression, regression_fitted))
    expected = np.hypot(0.5 / np.sqrt(RIDGE), np.sqrt(1 / 170 + 1 / 85))
    middle = np.quantile(doubtful, (0.25, 0.5, 0.75))
    assert middle[2] - middle[0] == pytest.approx(1.349 * expected, rel=0.05)
    assert middle[1] == pytest.approx(np.log(85), abs=0.05)
    assert sure.std() < 0.2


def test_it_ends_where_nobody_would_believe_it() -> None:
    past = replace(history([[0, 150]], [300, 10], draws=2000), drivers=np.array([[0.0], [1.0]]))
    found = regression(past, Ahead(stretch(999, 100), np.array([50.0])), dice())
    highest = HIGHEST * 150.5 / 10 * 100
    assert highest - 500 < found.max() < highest + 500
    assert np.isfinite(regression_fitted(past, Ahead(stretch(999, 100), np.array([50.0])), dice())).all()
