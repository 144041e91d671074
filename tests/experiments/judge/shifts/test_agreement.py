"""The phase-shift test passes a perfect model and fails those that shift otherwise, or not at all."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from math import log

import numpy as np
import pytest

from experiments.judge.shifts.agreement import Agreement, agreement
from experiments.judge.shifts.levels import Numbers
from experiments.observed import periods
from experiments.observed.record import record
from tests.experiments.judge.shifts.conftest import TARGETS, drawn, means, observed, three

each_reading = pytest.mark.parametrize("reading", ["cut", "printed"])
WRONG = [order for order in permutations(range(3)) if order != (0, 1, 2)]


def judged(simulated: Numbers, reading: str) -> Agreement:
    return agreement(("planted", reading), periods.phases(reading), TARGETS, simulated, observed(reading))


@each_reading
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_perfect_model_passes(reading: str, seed: int) -> None:
    found = judged(drawn(means(), reading, seed=seed), reading)
    assert (found.verdict, found.rank, found.orders, found.disagrees) == ("passes", 1, 6, 0)
    assert found.typical is not None
    assert found.typical > 0.95


@each_reading
@pytest.mark.parametrize("order", WRONG, ids=str)
def test_a_model_with_its_phases_swapped_fails(reading: str, order: tuple[int, ...]) -> None:
    found = judged(drawn(means(), reading)[..., order], reading)
    assert found.verdict == "fails"
    assert found.rank is not None
    assert found.rank > 1
    assert found.disagrees > 0


@each_reading
@pytest.mark.parametrize("seed", range(8))
def test_a_model_that_shifts_nothing_fails_at_about_a_coins_score(reading: str, seed: int) -> None:
    days = np.array([one.days for one in record().stretches])
    found = judged(drawn(means().sum(axis=1, keepdims=True) * days / days.sum(), reading, seed=seed), reading)
    assert found.verdict == "fails"
    assert found.score == pytest.approx(found.coin, abs=1.5)
    assert found.agrees == found.disagrees == 0


def test_by_hand() -> None:
    # One target rises, then falls, in one table; two replicates: one does the same, one stays where it is.
    # Rates alone say something: the share of the only target is always 1. P = (1 + 1/2) / (2 + 1) for both signs.
    phases = three(30, 30, 30)
    simulated, tables = np.array([[[1.0, 5.0, 2.0]], [[1.0, 1.0, 1.0]]]), np.array([[[1.0, 9, 3]]])
    found = agreement(("mine", "cut"), phases, ("us_base",), simulated, tables)
    # In the order 3, 2, 1 the first replicate goes 2, 5, 1: the same signs, a tie that counts against it.
    assert found == Agreement(
        "mine", "cut", 4, 2, 0, 0, 2, 0, 2 * log(0.5), pytest.approx(0.5), 2 * log(0.5), 2 * log(0.5), 2, 6, "fails"
    )


@pytest.mark.parametrize(("reading", "circular"), [("cut", 4), ("printed", 3)])
def test_morality_is_shown_and_not_counted(reading: str, circular: int) -> None:
    simulated = drawn(means(), reading)
    other = simulated.copy()
    other[:, 3] = other[:, 3, ::-1] * 0.01  # the wrong way round, and too few to move the others' shares
    plain, turned = judged(simulated, reading), judged(other, reading)
    assert plain.circular == turned.circular == circular
    assert plain.agrees == turned.agrees == plain.stated - circular
    assert turned.score == pytest.approx(plain.score, abs=0.2)


def test_numbering_the_replicates_otherwise_changes_nothing() -> None:
    simulated = drawn(means(), "cut")
    assert judged(simulated, "cut") == judged(simulated[::-1], "cut")


def test_a_campaign_that_does_not_cover_the_phases_is_not_judged() -> None:
    found = judged(np.empty((0, 5, 3)), "cut")
    assert (found.verdict, found.score, found.rank) == ("not covered", None, None)
    assert found == replace(found, agrees=0, unclear=0, disagrees=0)
    assert found.stated > 0
