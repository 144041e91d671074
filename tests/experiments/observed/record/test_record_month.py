"""No month of the record holds as many convoys as January 2022."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np
import pytest

from experiments.observed.record import record
from experiments.observed.record.parts import MONTH, parts
from experiments.observed.record.record_month import log_weights
from experiments.observed.record.splits import bounds, splits

CONVOYS = {part.start.year: part for part in parts("us_convoy")}
MOST = 27


def months_by_rejection(count: int, worlds: int = 400_000) -> np.ndarray:
    """Counts [worlds, 13 parts of months] of 2021, October in two, whose months are all at most 27."""
    days = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 9, 22, 30, 31])
    dice = np.random.default_rng(1)
    drawn = dice.multinomial(count, dice.dirichlet(days / MONTH, worlds))
    whole = np.column_stack([drawn[:, :9], drawn[:, 9] + drawn[:, 10], drawn[:, 11:]])
    return drawn[(whole <= MOST).all(axis=1)]


def test_a_year_is_divided_as_by_drawing_months_and_throwing_away_those_with_more() -> None:
    year = CONVOYS[2021]
    drawn = months_by_rejection(180)
    late = drawn[:, 10:].sum(axis=1)
    low, high = next((row.low, row.high) for row in bounds(year) if row.id == "PB07")
    late = late[(low <= late) & (late <= high)]
    found = splits(year, 180)
    mean = found.chance @ found.counts[:, -1]
    spread = np.sqrt(found.chance @ (found.counts[:, -1] - mean) ** 2)
    assert len(late) > 3_000
    assert mean == pytest.approx(late.mean(), abs=4 * late.std() / np.sqrt(len(late)))
    assert spread == pytest.approx(late.std(), rel=0.05)
    assert spread < 10.5  # without the record month it is 12.9


def test_where_no_month_is_full_the_law_is_that_of_open_days() -> None:
    """Ten attacks fill no month, so the months of a piece are as good as one long one."""
    year = CONVOYS[2021]
    open_in = [sum((31, 28, 31, 30, 31, 30, 31, 31, 30)) / MONTH, 9 / MONTH, (22 + 30 + 31) / MONTH]
    rows = np.array([row for row in product(range(11), repeat=3) if sum(row) == 10])

    def weigh(row: np.ndarray) -> float:
        return prod((n - 1 + share) / n for held, share in zip(row, open_in, strict=True) for n in range(1, held + 1))

    assert np.exp(log_weights(year, rows)) == pytest.approx([weigh(row) for row in rows])


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        ((180 - 27 - 54, 0, 27 + 54), True),  # October, November and December are full
        ((180 - 28 - 54, 0, 28 + 54), False),
        ((180 - 27 - 54, 13, 14 + 54), True),  # the two parts of October share 27
        ((180 - 28 - 54, 14, 14 + 54), False),
        ((9 * 27, 0, 0), True),
        ((9 * 27 + 1, 0, 0), False),
    ],
)
def test_where_a_month_is_full(row: tuple[int, ...], fits: bool) -> None:
    assert np.isfinite(log_weights(CONVOYS[2021], np.array([row])))[0] == fits


@pytest.mark.parametrize(("held", "fits"), [(27, False), (28, True), (31 + 7 * 27, True), (31 + 7 * 27 + 1, False)])
def test_the_record_month_itself_has_what_is_printed_of_it(held: int, fits: bool) -> None:
    row = np.array([[held, 0]])  # January to August, and the pause, on which all days are shut
    assert np.isfinite(log_weights(CONVOYS[2022], row))[0] == fits


def test_every_drawn_table_can_be_divided_into_months_below_the_record() -> None:
    drawn = record(2000, seed=5)
    at = drawn.targets.index("us_convoy")
    for part in CONVOYS.values():
        places = [[one.name for one in drawn.stretches].index(piece.name) for piece in part.pieces()]
        assert np.isfinite(log_weights(part, drawn.counts[:, at][:, places])).all(), part
