"""Weeks run from Monday to Sunday, and their dice addresses do not move with the scenario's start."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.clock import EPOCH, LAST_DAY, WEEKS, Clock
from model.errors import ModelError

MONDAY = date(2019, 6, 3)


def test_the_shipped_clock_covers_june_2019_to_march_2023():
    clock = Clock.between(MONDAY, date(2023, 4, 2))
    assert (clock.weeks, clock.last_day) == (200, date(2023, 4, 2))


@given(st.integers(0, 3000))
def test_every_day_to_the_end_lies_in_a_week_of_the_clock(days):
    end = MONDAY + timedelta(days)
    clock = Clock.between(MONDAY, end)
    assert clock.week_of(end) == clock.weeks - 1
    assert clock.monday(clock.weeks - 1) <= end <= clock.last_day
    assert clock.last_day.weekday() == 6


def test_days_outside_have_week_numbers_outside():
    clock = Clock(MONDAY, 4)
    assert clock.week_of(MONDAY - timedelta(1)) == -1
    assert clock.week_of(clock.last_day + timedelta(1)) == 4


@given(st.integers(0, 500))
def test_a_week_keeps_its_address_when_the_start_moves(weeks):
    later = Clock(MONDAY + timedelta(7 * weeks), 1)
    assert later.first_address == Clock(MONDAY, 1).first_address + weeks
    assert EPOCH + timedelta(7 * later.first_address) == later.start


def test_a_start_on_another_day_is_refused_with_the_mondays_around_it():
    with pytest.raises(ModelError, match=r"clock.start 2019-06-05 is no Monday.*Use 2019-06-03 or 2019-06-10"):
        Clock.between(date(2019, 6, 5), date(2020, 1, 1))


def test_an_end_before_the_start_is_refused():
    with pytest.raises(ModelError, match=r"clock.end 2019-06-02 lies before clock.start 2019-06-03.*on or after"):
        Clock.between(MONDAY, date(2019, 6, 2))


@pytest.mark.parametrize(
    ("start", "weeks"),
    [
        (EPOCH - timedelta(7), 1),
        (EPOCH, WEEKS + 1),
        (LAST_DAY - timedelta(6), 2),
        (date(3500, 1, 1) - timedelta(date(3500, 1, 1).weekday()), 1),
    ],
)
def test_weeks_that_dice_cannot_be_addressed_by_are_refused(start, weeks):
    with pytest.raises(ModelError, match="from 1970-01-05 to 3226-01-11 only"):
        Clock(start, weeks)


def test_the_first_and_the_last_week_that_dice_can_be_addressed_by():
    assert Clock(EPOCH, WEEKS).last_day == LAST_DAY
    assert Clock(LAST_DAY - timedelta(6), 1).first_address == WEEKS - 1


@pytest.mark.parametrize("weeks", [0, -1, 1.5, True, "4"])
def test_a_clock_has_a_whole_number_of_weeks(weeks):
    with pytest.raises(ModelError, match="a whole number of at least 1"):
        Clock(MONDAY, weeks)
