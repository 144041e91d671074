"""Kernels by hand: what a wording weighs, where it cannot be meant, and that every printed figure has one."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.observed.tables import Count, load
from experiments.observed.wording import kernel, of_row
from model.errors import ModelError

ROWS = {row.id: row for row in load(Count)}
USABLE = [row for row in ROWS.values() if row.id != "M20"]


def slipped(number: float, end: float, half: float = 0.5) -> float:
    """Of 100 figures 3 are slips, half of them within a factor of two of an end of the interval."""
    return log(0.03) - log(1 + (log((number + half) / (end + half)) / log(2)) ** 2)


@pytest.mark.parametrize(
    ("key", "number", "weight"),
    [
        ("C07", 180, 0.0),  # exact
        ("C07", 187, slipped(187, 180)),
        ("C07", 0, slipped(0, 180)),
        ("C05", 45, 0.0),  # approximately 50 is 45-55
        ("C05", 55, 0.0),
        ("C05", 56, slipped(56, 55)),
        ("C05", 0, slipped(0, 45)),
        ("C03", 346, 0.0),
        ("C01", 500, slipped(500, 501)),  # over 500: 501 to 549
        ("C01", 549, 0.0),
        ("C01", 550, slipped(550, 549)),
        ("C12", 2.0, 0.0),  # less than 3
        ("C12", 3.0, slipped(3.0, 2.99)),
        ("C15", 27, slipped(27, 28)),  # at least 28
        ("C15", 31, 0.0),
        ("C24", 0.3, 0.0),  # around a third
        ("C24", 0.4, slipped(0.4, 0.38, 0.005)),
        ("C35", 0.0, slipped(0.0, 0.51, 0.005)),  # most
        ("C30", 6, 0.0),  # a trickle
        ("C30", 12.5, log(0.03) - log(2)),  # a factor of two beyond 6.5
        ("C19", 0, 0.0),  # ceased
        ("C19", 1, log(0.97 * 0.1 + 0.03)),
        ("C19", 2, slipped(2, 1)),
        ("C32", 2, 0.0),  # almost ceased: words only
        ("C33", 0, slipped(0, 1)),
        ("C22", 4, 0.0),  # four rockets, or one event
        ("M19", 0, 0.0),
        ("M19", 1, slipped(1, 0)),
    ],
)
def test_weights_by_hand(key: str, number: float, weight: float) -> None:
    assert of_row(ROWS[key])(number) == pytest.approx(weight, abs=1e-9)


@pytest.mark.parametrize(
    ("key", "before", "after", "weight"),
    [
        ("C11", 52, 39, 0.0),  # exactly minus 25 percent
        ("C17", 40, 11, 0.0),  # exactly half a point off
        ("C11", 50, 38, slipped(76, 75.5)),  # minus 24
        ("C11", 50, 0, slipped(0, 74.5)),
        ("C08", 60, 180, 0.0),
        ("C08", 72, 180, 0.0),  # 2.5 is the end of threefold
        ("C08", 73, 180, slipped(180 / 73, 2.5, 0.005)),
        ("C08", 0, 180, slipped(361, 3.5, 0.005)),
        ("C08", 0, 1, log(0.03)),  # 3 by half an event, and no threefold
    ],
)
def test_years_compared_by_hand(key: str, before: int, after: int, weight: float) -> None:
    assert of_row(ROWS[key])(before, after) == pytest.approx(weight, abs=1e-9)


def test_arrays_keep_their_shape() -> None:
    assert of_row(ROWS["C05"])(np.full((3, 2), 50)).shape == (3, 2)
    assert of_row(ROWS["C08"])(np.full((3, 2), 60), 180).shape == (3, 2)
    assert of_row(ROWS["C19"])(np.arange(6).reshape(3, 2)).shape == (3, 2)


@pytest.mark.parametrize("row", USABLE, ids=lambda row: row.id)
def test_where_the_words_fit_best_the_weight_is_0(row: Count) -> None:
    weigh = kernel(row.rule, row.hedge, row.value, row.low, row.high)
    assert float(weigh(row.low)) == 0.0
    if row.rule != "R9" or row.value is None:
        assert float(weigh(row.high)) == 0.0


@given(st.sampled_from(USABLE), st.lists(st.integers(0, 100_000), min_size=1, max_size=20))
def test_every_weight_is_finite_and_none_above_that_of_the_best_fit(row: Count, numbers: list[int]) -> None:
    weights = kernel(row.rule, row.hedge, row.value, row.low, row.high)(np.array(numbers))
    assert (weights <= 1e-12).all()
    assert np.isfinite(weights).all()


def test_farther_from_the_words_weighs_less() -> None:
    for row in USABLE:
        weights = kernel(row.rule, row.hedge, row.value, row.low, row.high)(np.arange(row.high, 10 * row.high + 10))
        assert (np.diff(weights) <= 1e-12).all(), row.id


@pytest.mark.parametrize(
    ("rule", "hedge", "value", "low", "high", "says"),
    [
        ("R11", "none", 1, 1, 1, "rule 'R11' does not exist; did you mean 'R1'?"),
        ("R4", "atleast", 9, 9, 11, "the hedge of R4, 'atleast' does not exist; did you mean 'at_least'?"),
        ("R2", "around", None, 35, 45, "its value is empty"),
        ("R2", "around", 50, 50, 55, "its value 50 is not inside 50 to 55"),
        ("R1", "none", 9, 10, 11, "its value 9 is outside 10 to 11"),
        ("R3", "over", 100, 100, 124, "'over' 100 begins at 100"),
        ("R3", "less_than", 3, 0, 3, "'less_than' 3 reaches up to 3"),
        ("R4", "at_least", 9, 8, 11, "'at_least' 9 begins at 8"),
        ("R5", "none", -25, -24.5, -24, "its value -25 is outside -24.5 to -24"),
        ("R9", "ceased", 1, 0, 1, "its value is 1 and its low end 0"),
        ("R6", "none", 3, 3.5, 2.5, "its interval, 3.5 to 2.5, is empty"),
    ],
)
def test_words_that_do_not_fit_are_refused(
    rule: str, hedge: str, value: float | None, low: float, high: float, says: str
) -> None:
    with pytest.raises(ModelError, match=says.replace("?", r"\?")) as fault:
        kernel(rule, hedge, value, low, high)
    assert "data/observed/counts.csv" in str(fault.value)


def test_a_refusal_names_the_row() -> None:
    with pytest.raises(ModelError, match="C05: a count has no kernel"):
        of_row(replace(ROWS["C05"], value=None))


def test_a_boast_that_may_be_nothing_has_no_kernel() -> None:
    with pytest.raises(ModelError, match=r"M20.*'more_than' 50000 begins at 0"):
        of_row(ROWS["M20"])
