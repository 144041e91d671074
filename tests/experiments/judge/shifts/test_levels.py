"""Rates, shares and their changes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from experiments.judge.shifts.levels import changes, levels, phase_counts
from experiments.observed import periods
from tests.experiments.judge.shifts.conftest import TARGETS, campaign_of, three

# Two targets in three phases of one, two and one mean months; 30.4375 days each.
COUNTS = np.array([[[3.0, 2.0, 0.0], [1.0, 6.0, 0.0]]])


def test_rates_and_shares_by_hand() -> None:
    (rates, shares), *_ = levels(COUNTS, three(487, 974, 487))  # 487 days are 16 mean months
    assert rates == pytest.approx(np.array([[3 / 16, 2 / 32, 0], [1 / 16, 6 / 32, 0]]))
    assert shares[:, :2] == pytest.approx(np.array([[0.75, 0.25], [0.25, 0.75]]))
    assert np.isnan(shares[:, 2]).all()  # nothing has no shares


def test_changes_by_hand() -> None:
    (rates, shares), *_ = changes(levels(COUNTS, three(487, 974, 487)))
    assert rates == pytest.approx(np.array([[-2 / 16, -1 / 16], [2 / 16, -3 / 16]]))
    assert shares[:, 0] == pytest.approx([-0.5, 0.5])


def test_equal_rates_in_phases_of_unequal_length_do_not_change_at_all() -> None:
    equal = np.array([[[7.0, 14.0, 21.0]]])
    assert (changes(levels(equal, three(11, 22, 33)))[0, 0] == 0).all()


def test_each_attack_counts_in_every_window_that_holds_it_and_in_no_other() -> None:
    attacks = [(0, "us_base", "2020-10-09"), (0, "us_base", "2020-10-10"), (1, "oil_gas", "2022-05-01")]
    campaign = campaign_of(attacks)
    cut = phase_counts(campaign, TARGETS, periods.phases())
    printed = phase_counts(campaign, TARGETS, periods.phases("printed"))
    assert cut[0, 0].tolist() == [1, 1, 0]
    assert printed[0, 0].tolist() == [2, 2, 0]  # October to December 2020 is in both
    assert cut[1, 4].tolist() == printed[1, 4].tolist() == [0, 0, 1]
    assert cut.sum() == 3


def test_the_phases_of_each_reading_come_with_its_figures() -> None:
    assert [periods.phases(reading)[0].observed["us_convoy"].value for reading in ("cut", "printed")] == [45, 60]
    assert [str(periods.phases(reading)[0].end) for reading in ("cut", "printed")] == ["2020-10-09", "2020-12-31"]


def test_an_attack_outside_the_windows_changes_nothing() -> None:
    inside = [(0, "us_base", "2020-10-09")]
    counted = [
        phase_counts(campaign_of(attacks), TARGETS, periods.phases())
        for attacks in (inside, [*inside, (0, "us_base", "2023-04-01"), (1, "us_convoy", "2023-04-02")])
    ]
    assert np.array_equal(*counted)


def test_a_target_that_the_scenario_lacks_is_not_attacked() -> None:
    counted = phase_counts(campaign_of([(0, "us_base", "2020-01-01")]), ("us_base", "pipelines"), periods.phases())
    assert counted.sum(axis=(0, 2)).tolist() == [1, 0]


def test_a_campaign_that_ends_early_has_no_replicate_to_show() -> None:
    short = campaign_of([], end=date(2021, 5, 2))
    assert phase_counts(short, TARGETS, periods.phases()).shape == (0, 5, 3)
