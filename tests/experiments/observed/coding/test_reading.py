"""The settled reading by hand: middle day, middle level, and what words without days stand for."""

from __future__ import annotations

from datetime import date

import pytest

from experiments.observed.coding.reading import CLOSING, OPENING, WEDNESDAYS, of, weekly
from model.coding import middle


def test_the_clock_is_the_rules():
    assert (date(2019, 6, 3), date(2023, 4, 2)) == (OPENING, CLOSING)
    assert (WEDNESDAYS[0], WEDNESDAYS[-1], len(WEDNESDAYS)) == (date(2019, 6, 5), date(2023, 3, 29), 200)


@pytest.mark.parametrize(
    ("earliest", "latest", "day"),
    [("2021-01-01", "2021-01-01", "2021-01-01"), ("2021-01-01", "2021-01-03", "2021-01-02"),
     ("2021-01-01", "2021-01-04", "2021-01-02")],
)  # fmt: skip
def test_the_middle_is_the_earlier_of_two(earliest, latest, day):
    assert middle(date.fromisoformat(earliest), date.fromisoformat(latest)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("levels", "level"), [("0", 0.0), ("0.5", 0.5), ("1", 1.0), ("0|0.5", 0.5), ("0.5|1", 0.5), ("0|0.5|1", 0.5)]
)
def test_the_middle_of_an_unsure_set_is_a_half(coded, levels, level):
    (placed,) = of([coded("a", "before", "none", level_set=levels)], "truce")
    assert placed.level == level


def test_words_stand_for_the_clocks_ends_and_the_day_before_the_next_row(coded):
    rows = [
        coded("second", "open 2021-01-01/2021-03-01", "none"),
        coded("first", "before", "next"),
        coded("elsewhere", "day 2019-07-01", "none", driver="office"),
    ]
    first, second = of(rows, "truce")
    assert (first.row.row, second.row.row) == ("first", "second")
    assert first.starts == (OPENING, OPENING)
    assert first.ends == (date(2020, 12, 31), date(2021, 2, 28))
    assert second.ends == (CLOSING, CLOSING)
    assert (first.last, second.first) == (date(2021, 1, 29), date(2021, 1, 30))


def test_a_driver_holds_on_the_wednesdays_from_start_to_end_and_is_nought_outside(coded):
    rows = [coded("a", "day 2019-06-12", "day 2019-06-19", level_set="0.5"), coded("b", "day 2023-03-23", "none")]
    levels = weekly(rows, "truce")
    assert levels[:4] == (0.0, 0.5, 0.5, 0.0)
    assert levels[-2:] == (0.0, 1.0)
    assert sum(levels) == 2.0


def test_a_day_has_no_end_of_its_own(coded):
    (placed,) = of([coded("a", "month 2021-08-01/2021-08-31", "", kind="occasion", driver="example")], "example")
    assert placed.starts == placed.ends


def test_rows_that_overlap_and_a_next_without_next_are_refused(coded):
    overlapping = [coded("a", "before", "none"), coded("b", "day 2020-10-10", "none")]
    with pytest.raises(ValueError, match="driver 'truce' has two levels on 2020-10-14: rows a and b overlap"):
        weekly(overlapping, "truce")
    with pytest.raises(ValueError, match="row 'a' ends 'next', but driver 'truce' has no later row"):
        weekly([coded("a", "before", "next")], "truce")
