"""Drivers by week, occasions by distance, and what a timeline refuses."""

from __future__ import annotations

from datetime import date, timedelta
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.clock import Clock
from model.errors import ModelError
from model.timeline import Names, Occasion, Spell, timeline

MONDAY = date(2021, 3, 1)
CLOCK = Clock(MONDAY, 4)
NAMES = Names(("tension", "truce", "office"), ("election", "defeat"))


def weekly(*spells: tuple[date, date | None, float]) -> list[float]:
    return list(timeline(CLOCK, [Spell("truce", *spell) for spell in spells], [], NAMES).drivers["truce"])


def day(number: int) -> date:
    return MONDAY + timedelta(number)


def test_a_driver_without_a_spell_is_absent_and_every_driver_has_its_weeks():
    found = timeline(CLOCK, [], [], NAMES)
    assert set(found.drivers) == set(NAMES.drivers)
    assert all(list(row) == [0.0] * 4 for row in found.drivers.values())


def test_a_spell_from_saturday_counts_two_sevenths_of_its_first_week():
    assert weekly((day(5), None, 1.0)) == pytest.approx([2 / 7, 1, 1, 1])


def test_a_spell_to_tuesday_counts_two_sevenths_of_its_last_week():
    assert weekly((day(-30), day(8), 1.0)) == pytest.approx([1, 2 / 7, 0, 0])


def test_a_spell_of_one_day_counts_one_seventh_of_its_value():
    assert weekly((day(9), day(9), 0.5)) == pytest.approx([0, 0.5 / 7, 0, 0])


def test_spells_outside_the_clock_count_nothing():
    assert weekly((day(-20), day(-1), 1.0), (day(28), None, 1.0)) == [0.0] * 4


def test_neighbouring_spells_share_a_week():
    assert weekly((day(0), day(9), 1.0), (day(10), None, 0.5)) == pytest.approx([1, (3 + 0.5 * 4) / 7, 0.5, 0.5])


@given(st.integers(-10, 40), st.integers(0, 30))
def test_a_spells_weeks_add_up_to_the_days_it_covers(start, length):
    covered = sum(day(start) <= day(number) <= day(start + length) for number in range(28))
    assert sum(weekly((day(start), day(start + length), 1.0))) * 7 == pytest.approx(covered)


def distances(*days: date) -> tuple[list[float], list[float]]:
    found = timeline(CLOCK, [], [Occasion("election", one) for one in days], NAMES)
    assert set(found.weeks_to) == set(found.weeks_since) == set(NAMES.occasions)
    return list(found.weeks_to["election"]), list(found.weeks_since["election"])


def test_weeks_are_counted_from_a_weeks_middle_to_the_next_date_and_from_the_last():
    to, since = distances(day(10 + 2), day(17 + 3))  # Saturday of week 1, Sunday of week 2
    assert to == pytest.approx([9 / 7, 2 / 7, 3 / 7, inf])
    assert since == pytest.approx([inf, inf, 5 / 7, 4 / 7])


def test_without_a_date_an_occasion_is_infinitely_far_on_both_sides():
    assert distances() == ([inf] * 4, [inf] * 4)


@given(st.lists(st.integers(-20, 50), max_size=4))
def test_a_date_is_near_on_one_side_at_least(numbers):
    to, since = distances(*(day(number) for number in numbers))
    for week in range(4):
        middle = day(7 * week + 3)
        gap = min((abs((day(number) - middle).days) for number in numbers), default=inf)
        assert min(to[week], since[week]) == pytest.approx(gap / 7)


REFUSED = {
    "an unknown driver": (
        [Spell("truse", day(0), None, 1.0)],
        [],
        r"driver 'truse' does not exist; did you mean 'truce'\?.*conf/timeline",
    ),
    "an unknown occasion": (
        [],
        [Occasion("ellection", day(0))],
        r"occasion 'ellection' does not exist; did you mean 'election'\?.*conf/timeline",
    ),
    "an end before the start": (
        [Spell("truce", day(5), day(4), 1.0)],
        [],
        r"driver 'truce' ends 2021-03-05 before it starts 2021-03-06.*on or after its start.*conf/timeline",
    ),
    "a value between the levels": (
        [Spell("truce", day(0), None, 0.7)],
        [],
        r"driver 'truce' from 2021-03-01 has value 0.7: only 0, 0.5 and 1 are coded.*conf/timeline",
    ),
    "a value that is no number": (
        [Spell("truce", day(0), None, float("nan"))],
        [],
        r"has value nan: only 0, 0.5 and 1",
    ),
    "an overlap": (
        [Spell("truce", day(7), None, 1.0), Spell("truce", day(0), day(7), 0.5)],
        [],
        r"two spells that overlap: 2021-03-01 to 2021-03-08 and from 2021-03-08.*end the first on 2021-03-07",
    ),
    "an overlap with a spell for good": (
        [Spell("truce", day(0), None, 1.0), Spell("truce", day(9), day(12), 0.5)],
        [],
        r"overlap: 2021-03-01 to the end and from 2021-03-10",
    ),
}


@pytest.mark.parametrize(("spells", "occasions", "message"), REFUSED.values(), ids=REFUSED)
def test_a_timeline_refuses(spells, occasions, message):
    with pytest.raises(ModelError, match=message):
        timeline(CLOCK, spells, occasions, NAMES)


def test_spells_of_different_drivers_may_overlap():
    found = timeline(CLOCK, [Spell("truce", day(0), None, 1.0), Spell("tension", day(0), None, 0.5)], [], NAMES)
    assert np.array_equal(found.drivers["truce"], 2 * found.drivers["tension"])
