"""Distance of target mixes."""

from __future__ import annotations

from math import log2, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.judge.shifts.mix import between_phases, distance, same_phase
from experiments.judge.shifts.noise import pairs

mixes = arrays(np.float64, 5, elements=st.integers(0, 400).map(float))


def test_a_distance_by_hand() -> None:
    # With a half each: (3, 1) and (1, 3) of 4. Their mean is (1, 1) / 2, so JSD = 3/4 log2(3/2) + 1/4 log2(1/2).
    wanted = sqrt(0.75 * log2(1.5) + 0.25 * log2(0.5))
    assert distance(np.array([2.5, 0.5]), np.array([0.5, 2.5])) == pytest.approx(wanted)
    assert wanted == pytest.approx(0.4344, abs=1e-4)


@given(mixes, mixes)
def test_a_distance_is_symmetric_and_from_0_to_1(one: np.ndarray, other: np.ndarray) -> None:
    found = float(distance(one, other))
    assert 0 <= found <= 1
    assert found == pytest.approx(float(distance(other, one)))


@given(mixes, st.integers(1, 9))
def test_proportional_mixes_do_not_differ(mix: np.ndarray, times: int) -> None:
    assert distance(mix, (mix + 0.5) * times - 0.5) == 0


def test_between_phases_and_within_one() -> None:
    counted = np.array([[[9.0, 0.0, 0.0], [0.0, 9.0, 9.0]], [[9.0, 1.0, 1.0], [0.0, 9.0, 9.0]]])
    moved = between_phases(counted)
    assert moved[0] == pytest.approx([float(distance(np.array([9.0, 0]), np.array([0.0, 9]))), 0])
    floor = same_phase(counted, pairs(counted))
    assert floor[:2, 0].tolist() == [0, 0]  # the replicates have phase 1 in common
    assert floor[2:, 0] == pytest.approx(float(distance(np.array([0.0, 9]), np.array([1.0, 9]))))
