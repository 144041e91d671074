"""Kernels by hand: what a wording weighs, where it cannot be meant, and that every printed figure has one."""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.observed.tables import Count, load
from experiments.observed.wording import kernel, of_row
from model.errors import ModelError

ROWS = {row.id: row for row in load(Count)}
USABLE = [row for row in ROWS.values() if row.id != "M20"]


@pytest.mark.parametrize(
    ("key", "number", "weight"),
    [
        ("C07", 180, 0.0),  # exact
        ("C07", 187, -0.5 * (log(187 / 180) / 0.04) ** 2),
        ("C07", 160, -0.5 * (log(160 / 180) / 0.04) ** 2),
        ("C07", 159, -inf),  # ln(180/159) = .124: beyond three times .04
        ("C10", 11, 0.0),
        ("C10", 13, -inf),
        ("C05", 50, 0.0),  # approximately 50 is 45-55: spread .10
        ("C05", 55, -0.5 * (log(1.1) / 0.1) ** 2),
        ("C05", 0, -inf),
        ("C03", 346, -0.5 * (log(346 / 330) * 330 / 16) ** 2),
        ("C01", 500, -inf),  # over 500: 501 and more, exp(-1/50)
        ("C01", 501, -0.02),
        ("C01", 550, -1.0),
        ("C20", 26, -0.4),
        ("C12", 2.0, 0.0),  # less than 3
        ("C12", 3.0, -inf),
        ("C15", 27, -inf),  # at least 28
        ("C15", 28, 0.0),
        ("C15", 31, -3 / 2.8),
        ("C27", 11, -1.0),  # at least 9: the scale is 2, not .9
        ("C24", 0.3, 0.0),  # around a third
        ("C24", 0.4, -inf),
        ("C35", 0.5, -inf),  # most
        ("C30", 6, 0.0),  # a trickle
        ("C30", 7, -inf),
        ("C19", 0, 0.0),  # ceased
        ("C19", 1, log(0.1)),
        ("C19", 2, -inf),
        ("C32", 2, 0.0),  # almost ceased: words only
        ("C33", 0, -inf),
        ("C22", 4, 0.0),  # four rockets, or one event
        ("M19", 0, 0.0),
        ("M19", 1, -inf),
    ],
)
def test_weights_by_hand(key: str, number: float, weight: float) -> None:
    assert of_row(ROWS[key])(number) == pytest.approx(weight, abs=1e-9)


@pytest.mark.parametrize(
    ("key", "before", "after", "weight"),
    [
        ("C11", 52, 39, 0.0),  # exactly minus 25 percent
        ("C11", 50, 38, -0.5 * (1 / 2) ** 2),  # minus 24
        ("C11", 50, 41, -inf),  # minus 18: beyond three times two points
        ("C17", 40, 11, -0.5 * 0.25**2),
        ("C08", 60, 180, 0.0),
        ("C08", 72, 180, 0.0),  # 2.5 is the end of threefold
        ("C08", 73, 180, -inf),
        ("C08", 0, 180, -inf),
        ("C08", 0, 0, -inf),
    ],
)
def test_years_compared_by_hand(key: str, before: int, after: int, weight: float) -> None:
    assert of_row(ROWS[key])(before, after) == pytest.approx(weight, abs=1e-9)


def test_arrays_keep_their_shape() -> None:
    assert of_row(ROWS["C05"])(np.full((3, 2), 50)).shape == (3, 2)
    assert of_row(ROWS["C08"])(np.full((3, 2), 60), 180).shape == (3, 2)


@pytest.mark.parametrize("row", USABLE, ids=lambda row: row.id)
def test_every_printed_figure_has_a_kernel_that_fits_its_own_reading(row: Count) -> None:
    weigh = kernel(row.rule, row.hedge, row.value, row.low, row.high)
    assert weigh(row.low) > -inf
    best = [row.low, row.high, row.low if row.value is None else row.value]
    assert max(float(weigh(number)) for number in best) <= 0.0


@given(st.sampled_from(USABLE), st.lists(st.integers(0, 2000), min_size=1, max_size=20))
def test_no_weight_is_above_that_of_the_best_fit(row: Count, numbers: list[int]) -> None:
    weights = kernel(row.rule, row.hedge, row.value, row.low, row.high)(np.array(numbers))
    assert (weights <= 0).all()
    assert not np.isnan(weights).any()


@given(st.integers(10, 500), st.integers(1, 400))
def test_over_n_falls_by_one_over_a_tenth_of_n_with_each_attack(n: int, more: int) -> None:
    weigh = kernel("R3", "over", n, n + 1, 2 * n)
    step = weigh(n + more + 1) - weigh(n + more)
    assert exp(float(step)) == pytest.approx(exp(-10 / n))
    assert weigh(n) == -inf


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
