"""Exact segmentation of a target mix."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import log

import numpy as np
import pytest
import ruptures
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.judge.shifts.levels import Numbers
from experiments.judge.shifts.segments import PENALTY, change_points, segment_cost

series = arrays(np.float64, st.tuples(st.integers(1, 8), st.integers(1, 3)), elements=st.integers(0, 12).map(float))


def total(counted: Numbers, starts: tuple[int, ...], penalty: float) -> float:
    """Cost of the segments that begin at 0 and at `starts`, [months, classes]."""
    bounds = [0, *starts, len(counted)]
    segments = [counted[first:last].sum(axis=0) for first, last in pairwise(bounds)]
    return sum(float(segment_cost(one)) for one in segments) + penalty * len(starts)


def cheapest(counted: Numbers, penalty: float) -> float:
    """By trying every segmentation."""
    months = range(1, len(counted))
    return min(total(counted, starts, penalty) for k in range(len(counted)) for starts in combinations(months, k))


def found(counted: Numbers, penalty: float = PENALTY) -> tuple[int, ...]:
    return tuple(np.flatnonzero(change_points(counted[None], penalty)[0]).tolist())


def test_a_cost_by_hand() -> None:
    # Classes a and b with a half each: P(a) = 1/2, then P(a) = 1.5/2, then P(b) = 0.5/3; the order does not matter.
    assert segment_cost(np.array([2.0, 1.0])) == pytest.approx(-log(1 / 2 * 1.5 / 2 * 0.5 / 3))
    assert segment_cost(np.zeros(5)) == pytest.approx(0)


@settings(max_examples=60, deadline=None)
@given(series, st.sampled_from([0.0, 0.7, PENALTY]))
def test_no_segmentation_is_cheaper(counted: Numbers, penalty: float) -> None:
    assert total(counted, found(counted, penalty), penalty) == pytest.approx(cheapest(counted, penalty))


class Cost(ruptures.base.BaseCost):
    """Our cost for ruptures' own exact search."""

    model, min_size = "mix", 1

    def fit(self, signal: Numbers) -> Cost:
        self.signal = signal
        return self

    def error(self, start: int, end: int) -> float:
        return float(segment_cost(self.signal[start:end].sum(axis=0)))


@pytest.mark.parametrize("seed", range(3))
def test_ruptures_finds_the_same_months_for_the_same_number(seed: int) -> None:
    mixes = np.repeat([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.3, 0.6]], [9, 7, 8], axis=0)
    counted = np.random.default_rng(seed).poisson(10 * mixes).astype(float)
    ours = found(counted)
    exact = ruptures.Dynp(custom_cost=Cost(), min_size=1, jump=1).fit_predict(counted, n_bkps=len(ours))
    assert ours == tuple(exact[:-1])
    assert len(ours) >= 2


def test_runs_do_not_touch_each_other() -> None:
    counted = np.random.default_rng(2).poisson(4, (6, 12, 3)).astype(float)
    counted[3, 6:] = counted[3, 6:, ::-1] * 5
    together = change_points(counted)
    assert together.any()
    for run, alone in zip(counted, together, strict=True):
        assert np.array_equal(change_points(run[None])[0], alone)


def test_one_mix_is_one_segment_and_the_first_month_no_change() -> None:
    assert found(np.tile([4.0, 2.0], (46, 1))) == ()
    assert found(np.array([[9.0, 0.0], [0.0, 9.0]])) == (1,)
    assert found(np.zeros((5, 2))) == ()
