"""Signs, and how many replicates show them."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from experiments.judge.shifts.direction import score, sign_shares, stated, verdict

NAN = float("nan")


def test_a_sign_is_stated_when_every_table_has_it() -> None:
    tables = np.array([[1.0, -2.0, 1.0, 0.0, 0.0, NAN], [3.0, -0.1, -1.0, 0.0, 1.0, 1.0]])
    assert stated(tables).tolist() == [1, -1, 0, 0, 0, 0]


def test_shares_of_replicates_with_a_sign_by_hand() -> None:
    simulated = np.array([[1.0, 1.0], [2.0, NAN], [0.0, -1.0], [-1.0, -1.0]])
    assert sign_shares(simulated, np.array([1.0, -1.0])).tolist() == [0.5, 0.5]


def test_a_score_by_hand() -> None:
    # Of three replicates 3 and 1 have the sign, with a half each: 3.5 of 4 and 1.5 of 4; the third sign is not stated.
    simulated = np.array([[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, -1.0, 1.0]])
    assert score(simulated, np.array([1.0, -1.0, 0.0])) == pytest.approx(log(3.5 / 4) + log(1.5 / 4))


@pytest.mark.parametrize(
    ("share", "word"),
    [(1, "agrees"), (0.8, "agrees"), (0.79, "unclear"), (0.21, "unclear"), (0.2, "disagrees"), (0, "disagrees")],
)
def test_words(share: float, word: str) -> None:
    assert verdict(share) == word
