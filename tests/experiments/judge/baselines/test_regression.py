"""Regression on drivers: against a general optimiser, and what its ridge does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from experiments.judge.baselines.history import Ahead
from experiments.judge.baselines.regression import RIDGE, fit, regression
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
    on, off = (regression(past, Ahead(stretch(999, 100), np.array([x])), dice()).mean(axis=0) for x in (1.0, 0.0))
    assert on[0] > 60
    assert off[0] < 10
    assert on[1] == pytest.approx(off[1], rel=0.1)


def test_it_stays_finite_whatever_comes() -> None:
    past = replace(history([[0, 150]], [300, 10], draws=10), drivers=np.array([[0.0], [1.0]]))
    assert regression(past, Ahead(stretch(999, 100), np.array([50.0])), dice()).max() > 1000
