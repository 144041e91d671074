"""Kappa by hand: no weights for roles, linear weights for levels."""

from __future__ import annotations

import pytest

from experiments.observed.coding.kappa import equal, kappa, linear, nominal


def test_plain_kappa_of_a_two_by_two_table():
    """Ten pairs, 4 + 3 equal; margins 5:5 and 6:4, so chance agrees in .5: (.7 - .5) / .5 = .4."""
    one = [*"aaaaabbbbb"]
    other = [*"aaaab", *"aabbb"]
    assert kappa(one, other, nominal) == pytest.approx(0.4)


def test_linear_kappa_counts_a_half_step_half():
    """Observed: one half step in two, .25. Expected from margins 0, 1 and .5, 1: (.5 + 1 + .5 + 0) / 4 = .5."""
    assert kappa([0.0, 1.0], [0.5, 1.0], linear) == pytest.approx(1 - 0.25 / 0.5)


def test_a_full_step_weighs_twice_a_half_step():
    near = kappa([0.0, 0.5, 1.0, 1.0], [0.0, 0.5, 1.0, 0.5], linear)
    far = kappa([0.0, 0.5, 1.0, 1.0], [0.0, 0.5, 1.0, 0.0], linear)
    assert near == pytest.approx(1 - 0.125 / 0.4375)
    assert far == pytest.approx(1 - 0.25 / 0.5)


def test_perfect_agreement_is_one_and_chance_is_nought():
    assert kappa([0.0, 0.5, 1.0], [0.0, 0.5, 1.0], linear) == 1.0
    assert kappa([*"abab"], [*"aabb"], nominal) == 0.0


def test_where_chance_always_agrees_the_share_stands_in():
    assert kappa([1.0, 1.0], [1.0, 1.0], linear) == 1.0
    assert equal([1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0]) == 0.75


@pytest.mark.parametrize(("one", "other"), [([], []), ([1.0], [1.0, 0.0])])
def test_kappa_needs_as_many_labels_of_each(one, other):
    with pytest.raises(ValueError, match="kappa needs as many of each"):
        kappa(one, other, linear)
