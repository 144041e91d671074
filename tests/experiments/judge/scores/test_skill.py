"""Skill and its interval over few blocks."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.judge.scores.skill import resampled, skill

NAN = float("nan")


def test_skill_by_hand_on_blocks_that_both_have() -> None:
    found = skill(np.array([1.0, 2.0, 9.0]), np.array([2.0, 6.0, NAN]))
    assert found is not None
    assert (found.score, found.baseline, found.skill, found.blocks) == (1.5, 4.0, 0.625, 2)
    assert (found.low, found.high) == (None, None)  # two blocks say nothing of a spread


def test_no_common_block_no_skill() -> None:
    assert skill(np.array([1.0, NAN]), np.array([NAN, 1.0])) is None


def test_nothing_to_divide_by() -> None:
    found = skill(np.array([1.0, 1.0, 1.0]), np.array([0.0, 0.0, 0.0]))
    assert found is not None
    assert (found.skill, found.low, found.high) == (None, None, None)


def test_a_skill_that_is_the_same_in_every_block_has_no_spread() -> None:
    other = np.array([1.0, 5.0, 2.0, 8.0])
    found = skill(0.25 * other, other)
    assert found is not None
    assert (found.low, found.skill, found.high) == pytest.approx((0.75, 0.75, 0.75))


def test_the_interval_is_that_of_the_resampled_blocks() -> None:
    own, other = np.array([0.0, 1.0, 1.0, 1.0, 1.0, 1.0]), np.ones(6)
    # skill is the share of a resample's blocks that are the first: binomial(6, 1/6) / 6, 5 % and 95 % at 0 and 3/6
    found = skill(own, other)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0, 0.5))


def test_blocks_are_resampled_whole_and_the_same_for_everything() -> None:
    weights = resampled(7)
    assert set(weights.sum(axis=1)) == {7}
    assert weights.mean(axis=0) == pytest.approx(np.ones(7), abs=0.1)
    assert resampled(7) is weights
