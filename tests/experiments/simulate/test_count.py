"""Attacks are counted once, for every table, score and figure."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.simulate.campaign import Campaign, Names
from experiments.simulate.count import Days, counts, months, tally
from model.events import Kind

FIRST = date(2020, 1, 1)
NAMES = Names(("KH",), ("us_base", "us_convoy"), ("b",), ("KH",), ("Baghdad",), ("rocket",))
EVENTS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 40), st.integers(-1, 1), st.sampled_from(list(Kind)), st.booleans()),
    max_size=40,
)
WINDOWS = st.lists(st.tuples(st.integers(-5, 45), st.integers(0, 20)), min_size=1, max_size=5)


def campaign(rows):
    columns = np.array([(r, FIRST.toordinal() + d, t, int(k), s) for r, d, t, k, s in rows], dtype=np.int64)
    columns = columns.reshape(-1, 5)
    names = ("replicate", "day", "target", "kind", "seen")
    return Campaign(NAMES, 3, FIRST, FIRST + timedelta(40), {n: columns[:, i] for i, n in enumerate(names)})


@given(EVENTS, WINDOWS)
def test_counts_are_those_of_a_plain_loop(rows, spans):
    windows = [Days(FIRST + timedelta(a), FIRST + timedelta(a + long)) for a, long in spans]
    targets = ("us_convoy", "elsewhere", "us_base")
    found = counts(campaign(rows), targets, windows)
    for k, target in enumerate(targets):
        for n, window in enumerate(windows):
            for replicate in range(3):
                expected = sum(
                    r == replicate and kind == Kind.ATTACK and seen and t >= 0 and NAMES.targets[t] == target
                    and window.start <= FIRST + timedelta(day) <= window.end
                    for r, day, t, kind, seen in rows
                )  # fmt: skip
                assert found[replicate, k, n] == expected


def test_months_are_cut_to_the_days_given():
    found = list(months(date(2019, 12, 15), date(2020, 2, 10)))
    assert found == [
        Days(date(2019, 12, 15), date(2019, 12, 31)),
        Days(date(2020, 1, 1), date(2020, 1, 31)),
        Days(date(2020, 2, 1), date(2020, 2, 10)),
    ]


def test_tally_ignores_nobody():
    assert tally((2, 2), np.array([0, 1, 1, -1]), np.array([0, 1, 2, 0])).tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize("shape", [(0, 2), (2, 0), (2, 2)])
def test_tally_of_nothing_is_zero(shape):
    nothing = np.array([], dtype=np.int32)
    assert tally(shape, nothing, nothing).tolist() == np.zeros(shape).tolist()
