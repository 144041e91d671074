"""What must not matter to any statistic, shipped patterns or not: the names of replicates, and events elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from experiments.judge.patterns.statistics import STATISTICS
from model.events import Kind

START, END = date(2019, 12, 4), date(2022, 2, 16)  # Wednesdays in mid-month: both ends cut weeks and months
WINDOW = {"from": START, "to": END}
SERIES = {
    "of": {"target": "us", **WINDOW},
    "against": {"target": "turkish_base", **WINDOW},
    "among": {"target": ["us", "turkish_base"], **WINDOW},
    "to": {"target": "oil_gas", **WINDOW},
    "by": {"kind": "strike", **WINDOW},
    "after": {"kind": "strike", **WINDOW},
    "minus": {"target": "turkish_base", **WINDOW},
}
OPTIONS = {"per": "week", "claimant": "KH", "within": 21, "at_least": 2, "lag": 1}
REPLICATES = 8
QUICK = settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
each_statistic = pytest.mark.parametrize("name", STATISTICS)


def measure(name: str) -> dict[str, Any]:
    """The statistic of series that go by the names of its operands."""
    statistic = STATISTICS[name]
    operands = {key: key for key in (*statistic.series, *statistic.quantities)}
    return {"statistic": name, **operands, **{key: OPTIONS[key] for key in statistic.options}}


def values(measured, campaign, name):
    used = {*STATISTICS[name].series, *STATISTICS[name].quantities}
    return np.array(measured(campaign, {key: SERIES[key] for key in SERIES if key in used}, measure(name)))


@pytest.fixture(scope="module")
def sparse(campaign):
    """Events of any sort on any day, few enough for every statistic to differ between replicates."""
    dice = np.random.default_rng(5)
    keys = {"kind": [0, 0, 0, int(Kind.STRIKE)], "target": range(5), "brand": [-2, -1, 0, 1, 2, 3]}
    first, last = date(2019, 6, 3).toordinal(), date(2023, 4, 2).toordinal()
    rows = [
        {key: int(dice.choice(list(legal))) for key, legal in keys.items()}
        | {"day": int(dice.integers(first, last + 1)), "replicate": replicate}
        for replicate in range(REPLICATES)
        for _ in range(60)
    ]
    rows += [{"target": 0, "day": date(2020, 5, 5).toordinal(), "replicate": r} for r in range(REPLICATES)] * 2
    rows += [{"target": 0, "day": date(2020, 5, 5).toordinal(), "replicate": 0}] * 3
    return campaign(rows, REPLICATES)


@each_statistic
def test_it_tells_replicates_apart(sparse, measured, name):
    """So that the tests below can fail."""
    found = values(measured, sparse, name)
    assert len(set(found[np.isfinite(found)])) > 1


@each_statistic
@QUICK
@given(order=st.permutations(range(REPLICATES)))
def test_replicates_by_other_names_have_the_same_values(sparse, measured, name, order):
    other = np.array(order)[sparse.columns["replicate"]].astype(np.int32)
    turned = replace(sparse, columns=sparse.columns | {"replicate": other})
    assert np.array_equal(values(measured, turned, name)[list(order)], values(measured, sparse, name), equal_nan=True)


@each_statistic
@QUICK
@given(
    rows=st.lists(
        st.tuples(
            st.one_of(
                st.dates(date(2019, 6, 3), date(2019, 12, 3)),
                st.dates(date(2022, 2, 17), date(2023, 4, 2)),
                st.sampled_from([date(2019, 12, 3), date(2022, 2, 17)]),
            ),
            st.sampled_from([Kind.ATTACK, Kind.ATTACK, Kind.STRIKE]),
            st.integers(0, 2),
            st.integers(0, 9),
            st.integers(0, REPLICATES - 1),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_events_outside_the_window_change_nothing(sparse, measured, name, rows):
    more = with_events(sparse, rows * 9)
    assert np.array_equal(values(measured, more, name), values(measured, sparse, name), equal_nan=True)


def with_events(campaign, rows):
    added = {key: np.zeros(len(rows), dtype=np.int64) for key in campaign.columns}
    added["day"] = np.array([day.toordinal() for day, *_ in rows])
    for place, key in enumerate(("kind", "target", "brand", "replicate"), start=1):
        added[key] = np.array([row[place] for row in rows])
    added["seen"] = np.ones(len(rows))
    columns = {key: np.append(one, added[key]).astype(one.dtype) for key, one in campaign.columns.items()}
    return replace(campaign, columns=columns)
