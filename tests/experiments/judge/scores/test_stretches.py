"""Stretches that scores are taken over, and the campaign counted on them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.judge.scores.judge import blocks_played
from experiments.observed import tables as data
from experiments.observed.blocks import observed
from experiments.observed.record import record
from experiments.simulate.count import counts
from tests.experiments.judge.scores.conftest import END, STRETCHES, TARGETS, campaign
from tests.experiments.judge.scores.conftest import observed as small


def test_only_the_printed_reading_s_cuts_are_mended() -> None:
    raw, found = record(tables=5, seed=1), observed(record(tables=5, seed=1), data.load(data.PhaseSpan))
    firsts = ["2019-06-01", "2020-01-01", "2020-10-10", "2021-01-01"]
    firsts += ["2021-10-10", "2022-01-01", "2022-09-01", "2023-01-01"]
    assert [stretch.start.isoformat() for stretch in found.stretches] == firsts
    assert found.phases == ("phase1",) * 2 + ("phase2",) * 2 + ("phase3",) * 4
    assert (found.stretches[1].end, found.stretches[-1].end) == (date(2020, 10, 9), date(2023, 3, 31))
    assert np.array_equal(found.counts.sum(axis=2), raw.counts.sum(axis=2))
    assert np.array_equal(found.counts[:, :, 1], raw.counts[:, :, 1] + raw.counts[:, :, 2])


def test_stretches_follow_each_other_without_a_gap() -> None:
    found = observed(record(tables=1, seed=1), data.load(data.PhaseSpan)).stretches
    assert all(one.end + timedelta(days=1) == two.start for one, two in pairwise(found))


def test_counts_by_hand() -> None:
    rows = [(0, "2019-12-31", "us_base"), (0, "2020-01-01", "us_base"), (2, "2023-03-31", "morality")]
    found = counts(campaign([*rows, (2, "2023-04-01", "morality")]), TARGETS, STRETCHES)
    assert found.shape == (3, 3, 6)
    assert found.sum() == 3
    assert found[0, 0].tolist() == [1, 1, 0, 0, 0, 0]
    assert found[2, 2].tolist() == [0, 0, 0, 0, 0, 1]


def test_a_target_that_only_one_side_knows() -> None:
    rows = [(0, "2020-05-01", "us_base"), (0, "2020-05-01", "morality")]
    assert counts(campaign(rows), ("morality", "oil_gas"), STRETCHES)[0, :, 1].tolist() == [1, 0]
    assert small().about(("morality", "us_base")).targets == ("us_base", "morality")


def test_stretches_that_a_campaign_plays_all_of() -> None:
    assert blocks_played(campaign([]), STRETCHES) == [0, 1, 2, 3, 4, 5]
    assert blocks_played(
        campaign([]), [*STRETCHES[:2], type(STRETCHES[0])(END, END + timedelta(days=1), "phase3")]
    ) == [0, 1]


@settings(max_examples=30, deadline=None)
@given(day=st.one_of(st.dates(date(2015, 1, 1), date(2019, 5, 31)), st.dates(date(2023, 4, 1), date(2026, 1, 1))))
def test_an_event_outside_the_window_changes_nothing(day: date) -> None:
    rows = [(0, "2020-05-01", "us_base"), (1, "2021-05-01", "us_convoy")]
    more = [*rows, (1, day.isoformat(), "us_convoy")]
    assert np.array_equal(counts(campaign(more), TARGETS, STRETCHES), counts(campaign(rows), TARGETS, STRETCHES))
