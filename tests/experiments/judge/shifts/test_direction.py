"""Signs, and how many replicates show them."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.judge.shifts.direction import sign_shares, stated, verdict

NAN = float("nan")


def test_a_sign_is_stated_when_nearly_every_table_has_it() -> None:
    tables = np.array([[1.0, -2.0, 1.0, 0.0, 0.0, NAN, 1.0, -1.0]] * 19 + [[3.0, -0.1, -1.0, 0.0, 1.0, 1.0, NAN, 0.0]])
    assert stated(tables).tolist() == [1, -1, 1, 0, 0, 0, 1, -1]
    assert stated(tables[-10:]).tolist() == [1, -1, 0, 0, 0, 0, 0, 0]


def test_a_table_in_two_thousand_unsays_nothing_however_many_are_drawn() -> None:
    """Where all had to agree, this sign was stated by 1,000 tables and not by 20,000."""
    tables = np.ones((20_000, 1))
    tables[5_000::2_000] = -1.0
    assert stated(tables[:1_000]).tolist() == stated(tables).tolist() == [1]


def test_shares_of_replicates_with_a_sign_by_hand() -> None:
    simulated = np.array([[1.0, 1.0], [2.0, NAN], [0.0, -1.0], [-1.0, -1.0]])
    assert sign_shares(simulated, np.array([1.0, -1.0])).tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("share", "word"),
    [(1, "agrees"), (0.8, "agrees"), (0.79, "unclear"), (0.21, "unclear"), (0.2, "disagrees"), (0, "disagrees")],
)
def test_words(share: float, word: str) -> None:
    assert verdict(share) == word
