"""Dice: the published generator, draws named by address, and the same code compiled or not."""

from __future__ import annotations

from itertools import product
from math import log, nan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model import dice
from model.errors import ModelError
from model.rules import choice

# Random123's published vectors for philox4x32 with 10 rounds: counter, key, answer.
KNOWN_ANSWERS = (
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
)
WORD = st.integers(0, 2**32 - 1)
DECISIONS = {name: value for name, value in vars(dice).items() if name.isupper() and isinstance(value, int)}


def words(text: str) -> list[int]:
    return [int(word, 16) for word in text.split()]


def plain(rule):
    return getattr(rule, "py_func", rule)  # with NUMBA_DISABLE_JIT=1 a rule is plain already


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_published_answers(counter, key, answer):
    assert list(dice.philox(*words(counter), *words(key))) == words(answer)


@given(st.lists(WORD, min_size=6, max_size=6))
def test_philox_is_the_same_compiled_and_as_plain_python(numbers):
    assert dice.philox(*numbers) == plain(dice.philox)(*numbers)


@given(st.lists(WORD, min_size=5, max_size=5), st.integers(0, 2**16 - 1), st.integers(0, 2**16 - 1))
def test_a_draw_lies_between_0_and_1_and_is_the_same_compiled_and_plain(names, week, k):
    u = dice.uniform(*names, week, k)
    assert 0.0 < u < 1.0
    assert u == plain(dice.uniform)(*names, week, k)


def test_neither_end_can_be_drawn(monkeypatch):
    for word, lowest in ((0, True), (2**32 - 1, False)):
        monkeypatch.setattr(dice, "philox", lambda *_, word=word: (word,) * 4)
        u = plain(dice.uniform)(0, 0, 0, 0, 0, 0, 0)
        assert 0.0 < u < 2.0**-52 if lowest else 1.0 - 2.0**-52 < u < 1.0


def test_every_part_of_an_address_changes_the_draw():
    here = (20190603, 3, dice.ACT, dice.address("KH"), dice.address("us_base"), 2600, 2)
    draws = {dice.uniform(*here)}
    for place in range(len(here)):
        draws.add(dice.uniform(*(part + (place == at) for at, part in enumerate(here))))
    assert len(draws) == 1 + len(here)


def test_a_week_and_a_slot_never_meet_at_one_address():
    draws = [dice.uniform(1, 0, dice.ACT, 5, 6, week, k) for week, k in product(range(2600, 2700), range(100))]
    assert len(set(draws)) == len(draws)


def test_draws_are_uniform_and_neighbours_independent():
    draws = np.array([dice.uniform(7, run, dice.ACT, 1, 2, 2600, k) for run, k in product(range(1000), range(10))])
    counts = np.histogram(draws, bins=20, range=(0, 1))[0]
    assert ((counts - 500) ** 2 / 500).sum() < 43.8  # chi-square with 19 degrees of freedom, 0.1 %
    table = draws.reshape(1000, 10)
    correlations = np.corrcoef(table.T)[np.triu_indices(10, 1)]
    assert np.abs(correlations).max() < 0.13  # four standard errors


def test_decisions_have_numbers_of_their_own():
    numbers = {name: value for name, value in DECISIONS.items() if not name.startswith("_")}
    assert len(set(numbers.values())) == len(numbers) == 24


def test_an_address_is_stable_and_fits_a_word():
    assert (dice.address("KH"), dice.address("us_base")) == (710102419, 4114163450)
    assert all(0 <= dice.address(name) < 2**32 for name in ("", "KH", "Ashab al-Kahf", "كتائب"))


@given(st.floats(2.0**-53, 1.0 - 2.0**-53))
def test_gumbel_noise_is_the_inverse_of_its_distribution(u):
    assert dice.gumbel(u) == pytest.approx(-log(-log(u)), rel=1e-15)
    assert np.exp(-np.exp(-dice.gumbel(u))) == pytest.approx(u, rel=1e-9)


def test_gumbel_max_chooses_as_the_logit_does():
    appeals = np.array([0.0, 1.0, -1.0])
    noise = [[dice.gumbel(dice.uniform(3, n, dice.TARGET, 1, c, 2600, 0)) for c in range(3)] for n in range(6000)]
    chosen = np.argmax(appeals + np.array(noise), axis=1)
    expected = np.exp(appeals) / np.exp(appeals).sum()
    assert np.bincount(chosen) / 6000 == pytest.approx(expected, abs=4 * np.sqrt(0.25 / 6000))


@given(st.lists(st.tuples(st.floats(-20, 20), st.floats(2.0**-53, 1.0 - 2.0**-53)), min_size=2, max_size=6))
def test_the_first_to_arrive_is_the_gumbel_max_choice(alternatives):
    scores = sorted(appeal + dice.gumbel(u) for appeal, u in alternatives)
    assume(scores[-1] - scores[-2] > 1e-9)
    arrivals = [dice.arrival(u, choice.odds(appeal)) for appeal, u in alternatives]
    assert int(np.argmin(arrivals)) == int(np.argmax([appeal + dice.gumbel(u) for appeal, u in alternatives]))


def test_even_a_hopeless_alternative_has_an_arrival():
    assert 0.0 < dice.arrival(0.5, choice.odds(-1e12)) < np.inf


@pytest.mark.parametrize("number", [-1, 2**32, 1.5, 1.0, nan, "1", None, True])
def test_a_run_that_would_have_anothers_dice_is_refused(number):
    with pytest.raises(ModelError, match="give a whole number from 0 to 4294967295"):
        dice.word("replicate", number)


def test_a_word_is_taken_from_any_whole_number():
    assert [dice.word("seed", number) for number in (0, 2**32 - 1, np.uint32(7), np.int64(8))] == [0, 2**32 - 1, 7, 8]
