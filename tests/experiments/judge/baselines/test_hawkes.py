"""Self-excitation: mean, likelihood of totals, and the weeks it plays."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom

from experiments.judge.baselines.hawkes import BRANCHING, GRID, KEPT, LEVELS, expected, hawkes, posterior
from tests.experiments.judge.baselines.conftest import DRAWS, ahead, dice, history


def test_the_mean_total_week_by_week() -> None:
    branching, level, recent = 0.6, 2.0, 7.0
    total = 0.0
    for _ in range(9):
        rate = level * (1 - branching) + branching * recent
        total, recent = total + rate, KEPT * recent + (1 - KEPT) * rate
    assert expected(np.array(branching), np.array(level), np.array(7.0), 9) == pytest.approx(total)


def test_at_its_level_it_stays() -> None:
    assert expected(np.array(0.9), np.array(3.0), np.array(3.0), 10) == pytest.approx(30)


def test_the_posterior_is_prior_times_negative_binomials_that_start_where_the_last_stretch_ended() -> None:
    branching, level = GRID
    weeks, counts = np.array([20.0, 10.0]), np.array([[80, 9]])
    chance = (1 - branching) ** 2
    log = np.log(level) / 2  # Jeffreys' 1 / sqrt(level), on a grid that is even in its logarithm
    for count, mean in zip(counts[0], (20 * level, expected(branching, level, np.array(4.0), 10)), strict=True):
        log = log + nbinom.logpmf(count, mean * chance / (1 - chance), chance)
    share = np.exp(log - log.max())
    assert posterior(counts, weeks)[0] == pytest.approx(share / share.sum(), abs=1e-9)


def test_the_posterior_finds_the_level() -> None:
    shares = posterior(np.array([[260, 130, 260], [0, 0, 0]]), np.array([52.0, 26.0, 52.0]))
    assert shares.sum(axis=1) == pytest.approx(1)
    _, level = GRID
    high, low = shares @ level
    assert high == pytest.approx(5, rel=0.1)
    assert low < 0.2


def test_upheavals_speak_for_branching() -> None:
    steady, wild = posterior(np.array([[52, 52, 52, 52], [100, 4, 90, 2]]), np.full(4, 26.0))
    branching, _ = GRID
    assert wild @ branching > steady @ branching + 0.2


def test_played_totals_have_the_mean_that_the_likelihood_expects() -> None:
    found = hawkes(history([[520, 520]], [364, 364]), ahead(70), dice())[:, 0]
    assert found.mean() == pytest.approx(100, rel=0.05)
    assert found.var() > 1.3 * found.mean()  # clusters
    assert (len(found), len(BRANCHING) * len(LEVELS)) == (DRAWS, len(GRID[0]))


def test_a_recent_wave_lasts_longer_than_none() -> None:
    calm = hawkes(history([[20, 20, 5]], [100, 100, 30]), ahead(28), dice()).mean()
    assert hawkes(history([[20, 20, 60]], [100, 100, 30]), ahead(28), dice()).mean() > 3 * calm
