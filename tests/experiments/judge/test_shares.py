"""Intervals of shares: against SciPy, and covering what they say over simulated replicates."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from experiments.judge.shares import paired, wilson

TRIALS = 2000


@pytest.mark.parametrize(("shown", "size"), [(0, 20), (3, 20), (250, 500), (400, 500), (500, 500)])
def test_wilson_is_scipys(shown, size):
    known = stats.binomtest(shown, size).proportion_ci(method="wilson")
    assert wilson(shown / size, size) == pytest.approx((known.low, known.high), abs=1e-9)


def test_pairs_that_agree_tell_a_difference_that_two_intervals_cannot():
    """W11 of the audit: with the same dice ten replicates of five hundred that change are a difference."""
    first = np.arange(500) < 400
    other = np.arange(500) < 385
    difference, low, high = paired(first, other)
    assert difference == pytest.approx(-0.03)
    assert low < difference < high < 0.0
    assert wilson(385 / 500, 500)[1] > wilson(400 / 500, 500)[0], "the two alone overlap"


def test_no_pair_that_differs_is_still_no_certainty():
    difference, low, high = paired(np.ones(100, bool), np.ones(100, bool))
    assert difference == 0.0
    assert low == pytest.approx(-high)
    assert 0.0 < high < 0.05


@pytest.mark.parametrize("chance", [(0.02, 0.05), (0.3, 0.1), (0.01, 0.01)])
def test_paired_intervals_cover_what_they_say(chance):
    dice = np.random.default_rng(3)
    won, lost = chance
    covered = 0
    for _ in range(TRIALS):
        u = dice.random(200)
        first = (u < lost) | (u > 0.6)
        other = first ^ (u < lost) ^ ((u > 0.5 - won) & (u < 0.5))
        _, low, high = paired(first, other)
        covered += low <= won - lost <= high
    assert 0.93 <= covered / TRIALS <= 0.99
