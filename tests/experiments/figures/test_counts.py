"""The numbers behind the figures."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from experiments.figures.counts import (
    birth_days,
    length,
    monthly_attacks,
    monthly_claims,
    months,
    phase_attacks,
)
from experiments.figures.mix import observed_shares, simulated_shares
from experiments.observed.tables import PhaseCount
from tests.experiments.figures.conftest import BRANDS, END, START, TARGETS, random_campaign


def test_months_know_how_much_of_them_is_covered():
    first, *_, last = months(START, END)
    assert (first.first, first.days, first.covered, first.shown) == (date(2019, 6, 1), 30, 28, True)
    assert (last.first, last.days, last.covered, last.shown) == (date(2023, 4, 1), 30, 2, False)
    assert len(months(START, END)) == 47


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2022, 1, 1), date(2022, 1, 31), 1.0),
        (date(2020, 1, 1), date(2020, 12, 31), 12.0),
        (date(2020, 2, 15), date(2020, 3, 31), 15 / 29 + 1),
    ],
)
def test_length_counts_calendar_months(start, end, expected):
    assert length(start, end) == pytest.approx(expected)


def test_every_attack_of_a_whole_month_is_counted_and_part_months_are_scaled():
    campaign = random_campaign()
    shown, attacks = monthly_attacks(campaign)
    column = campaign.attacks().columns
    known = column["target"] >= 0
    july = (column["day"] >= date(2019, 7, 1).toordinal()) & (column["day"] <= date(2019, 7, 31).toordinal())
    june = column["day"] < date(2019, 7, 1).toordinal()
    assert attacks.shape == (6, len(TARGETS), len(shown))
    assert shown[-1].first == date(2023, 3, 1)
    assert attacks[:, :, 1].sum() == (july & known).sum()
    assert attacks[:, :, 0].sum() == pytest.approx((june & known).sum() * 30 / 28)


def test_what_the_lens_did_not_see_is_not_counted():
    campaign = random_campaign()
    campaign.columns["seen"][:] = False
    assert monthly_attacks(campaign)[1].sum() == 0
    assert monthly_claims(campaign)[1].sum() == 0
    assert phase_attacks(campaign, START, END).sum() == 0


def test_claims_are_means_over_replicates_and_leave_out_own_names():
    campaign = random_campaign(span=(date(2020, 1, 1), date(2020, 12, 31)))
    column = campaign.attacks().columns
    claimed = (column["brand"] >= 0) & (column["target"] >= 0)
    assert monthly_claims(campaign)[1].sum() == pytest.approx(claimed.sum() / 6)


def test_phase_holds_both_of_its_ends():
    campaign = random_campaign()
    day = date.fromordinal(int(campaign.columns["day"][0]))
    column = campaign.attacks().columns
    assert (
        phase_attacks(campaign, day, day).sum() == ((column["day"] == day.toordinal()) & (column["target"] >= 0)).sum()
    )


def test_a_brand_that_is_never_born_has_no_birthday():
    days = birth_days(random_campaign())
    assert days.shape == (6, len(BRANDS))
    assert np.isnan(days[:, -1]).all()
    assert not np.isnan(days[:, :-1]).any()


def test_a_birth_is_the_first_one():
    campaign = random_campaign()
    births = np.flatnonzero(campaign.columns["kind"] == 3)
    campaign.columns["brand"][births] = 0
    campaign.columns["replicate"][births] = 0
    assert birth_days(campaign)[0, 0] == campaign.columns["day"][births].min()


def test_a_replicate_without_attacks_has_no_mix():
    shares = simulated_shares(np.array([[1.0, 3.0], [0.0, 0.0]]))
    assert shares[0].tolist() == [0.25, 0.75]
    assert np.isnan(shares[1]).all()


def test_bounds_of_a_share_set_each_target_against_the_others_at_their_worst():
    rows = [
        PhaseCount(reading="cut", phase="p", target=t, value=v, low=lo, high=hi, basis="", identified="yes")
        for t, v, lo, hi in [("us_base", 10, 5, 15), ("us_convoy", 30, 25, 45)]
    ]
    base, convoy = observed_shares(rows)
    assert (base.value, base.low, base.high) == (10 / 40, 5 / 50, 15 / 40)
    assert (convoy.value, convoy.low, convoy.high) == (30 / 40, 25 / 40, 45 / 50)
    assert [share.value for share in observed_shares([])] == []
