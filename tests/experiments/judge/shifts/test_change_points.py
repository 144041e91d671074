"""Where the monthly mix changes."""

from __future__ import annotations

from datetime import date
from math import comb

import numpy as np
import pytest

from experiments.judge.patterns.months import month_number
from experiments.judge.shifts.change_points import change_point_rows, near, numbers
from experiments.judge.shifts.months import monthly_counts
from experiments.judge.shifts.segments import change_points
from experiments.observed import periods
from tests.experiments.judge.shifts.conftest import TARGETS, Attack, campaign_of, observed


def turning(at: str) -> list[Attack]:
    """Bases up to a month, convoys from it on, eight a month, in replicate 0; replicate 1 knows only bases."""
    days = [date(2019 + k // 12, k % 12 + 1, 9).isoformat() for k in range(5, 51)]
    turned = [(0, "us_base" if day < at else "us_convoy", day) for day in days]
    return [*turned, *((1, "us_base", day) for day in days)] * 8


def test_months_by_hand() -> None:
    attacks = [(0, "us_base", "2019-06-30"), (0, "us_convoy", "2019-07-01"), (1, "oil_gas", "2019-08-31")]
    first, counted = monthly_counts(campaign_of(attacks), TARGETS, date(2019, 6, 1), date(2019, 8, 31))
    assert first == month_number(date(2019, 6, 1))
    assert counted.shape == (2, 3, 5)
    assert np.argwhere(counted).tolist() == [[0, 0, 0], [0, 1, 1], [1, 2, 4]]


@pytest.mark.parametrize("day", ["2019-06-09", "2019-10-01"])
def test_an_attack_outside_the_days_or_on_another_target_changes_nothing(day: str) -> None:
    window = date(2019, 6, 10), date(2019, 9, 30)
    inside = [(0, "us_base", "2019-07-04")]
    _, counted = monthly_counts(campaign_of(inside), TARGETS[:2], *window)
    _, more = monthly_counts(
        campaign_of([*inside, (1, "us_base", day), (0, "oil_gas", "2019-07-05")]), TARGETS[:2], *window
    )
    assert np.array_equal(counted, more)


def test_a_change_is_found_where_it_was_planted_and_only_there() -> None:
    rows = {row.at: row for row in change_point_rows(campaign_of(turning("2020-10-01")), TARGETS, periods.phases())}
    shares = {at: row.share for at, row in rows.items()}
    assert shares == {"0": 0.5, "1": 0.5, "2020-02": 0, "2020-10": 0.5, "2021-08": 0, "2021-10": 0, "2022-01": 0}
    assert rows["2020-10"].what == "start of phase2"


def test_a_mix_for_each_phase_gives_two_changes_and_one_mix_none() -> None:
    phases, dice = observed("cut").mean(axis=0).T, np.random.default_rng(1)
    months = np.array([16, 12, 18])
    by_month = np.repeat(phases / months[:, None], months, axis=0)
    shifting = change_points(dice.poisson(by_month, (200, 46, 5)).astype(float))
    still = change_points(dice.poisson(by_month.mean(axis=0), (200, 46, 5)).astype(float))
    assert (shifting.sum(axis=1) == 2).mean() > 0.9
    assert shifting[:, 14:19].any(axis=1).mean() > 0.95
    assert shifting[:, 26:31].any(axis=1).mean() > 0.95
    assert (still.sum(axis=1) == 0).mean() > 0.9


@pytest.mark.parametrize(("month", "share"), [(8, 0.5), (12, 0.5), (7, 0.0), (13, 0.0)])
def test_near_is_two_months_either_side(month: int, share: float) -> None:
    found = np.zeros((2, 46), dtype=bool)
    found[0, month] = True
    (row,) = near(found, month_number(date(2019, 6, 1)), {"2020-04": "ten months on"})
    assert row.share == share
    assert row.chance == pytest.approx((5 / 45 + 0) / 2)


def test_chance_by_hand() -> None:
    # Three changes among 45 months: none in a window of five with probability C(40, 3) / C(45, 3).
    found = np.zeros((1, 46), dtype=bool)
    found[0, [1, 20, 40]] = True
    (row,) = near(found, month_number(date(2019, 6, 1)), {"2021-02": ""})
    assert row.chance == pytest.approx(1 - comb(40, 3) / comb(45, 3))


def test_numbers_by_hand() -> None:
    found = np.array([[0, 1, 1, 0], [0, 0, 0, 0], [0, 1, 0, 1], [0, 1, 0, 1]], dtype=bool)
    assert [(row.at, row.share) for row in numbers(found)] == [("0", 0.25), ("1", 0), ("2", 0.75)]


def test_a_campaign_that_ends_early_has_no_rows() -> None:
    assert change_point_rows(campaign_of([], end=date(2021, 5, 2)), TARGETS, periods.phases()) == []
