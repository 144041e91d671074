"""The model against itself."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from experiments.judge.shifts.levels import levels
from experiments.judge.shifts.noise import MOST_STEPS, pairs, same_phase
from tests.experiments.judge.shifts.conftest import three


@pytest.mark.parametrize("n", [2, 3, 7, MOST_STEPS + 1])
def test_few_replicates_are_paired_in_every_way(n: int) -> None:
    one, other = pairs(np.random.default_rng(3).poisson(4, (n, 2, 3)).astype(float))
    assert sorted(zip(one.tolist(), other.tolist(), strict=True)) == list(permutations(range(n), 2))


@pytest.mark.parametrize("n", [0, 1])
def test_one_replicate_has_no_partner(n: int) -> None:
    assert [len(side) for side in pairs(np.ones((n, 2, 3)))] == [0, 0]


def test_many_replicates_have_partners_spread_evenly_and_none_is_its_own() -> None:
    counted = np.random.default_rng(3).poisson(20, (500, 1, 3)).astype(float)
    one, other = pairs(counted)
    assert len(one) == 500 * MOST_STEPS
    assert (one != other).all()
    assert (np.bincount(one) == MOST_STEPS).all()
    gaps = (counted[one] - counted[other])[:, 0, 0]
    every = np.subtract.outer(counted[:, 0, 0], counted[:, 0, 0])[~np.eye(500, dtype=bool)]
    assert np.quantile(gaps, (0.05, 0.5, 0.95)) == pytest.approx(np.quantile(every, (0.05, 0.5, 0.95)), abs=1)


def test_numbering_the_replicates_otherwise_changes_nothing() -> None:
    dice = np.random.default_rng(3)
    counted = dice.poisson(3, (200, 2, 3)).astype(float)
    other = counted[dice.permutation(200)]
    found = [same_phase(levels(table, three(30, 60, 30)), pairs(table)) for table in (counted, other)]
    assert np.array_equal(np.sort(found[0], axis=0), np.sort(found[1], axis=0), equal_nan=True)


def test_gaps_within_a_phase_by_hand() -> None:
    # One target, two replicates, phases of a mean month each (487 days are 16): 4 and 1, 2 and 2, 0 and 8 attacks.
    counted = np.array([[[4.0, 2.0, 0.0]], [[1.0, 2.0, 8.0]]])
    gaps = same_phase(levels(counted, three(487, 487, 487)), pairs(counted))[:, 0, 0] * 16
    assert sorted(gaps[:, 0]) == pytest.approx([-3, 0, 0, 3])  # phases 1 and 2
    assert sorted(gaps[:, 1]) == pytest.approx([-8, 0, 0, 8])  # phases 2 and 3
