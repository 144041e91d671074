"""A hand-worked example for every statistic."""

from __future__ import annotations

from datetime import date
from math import inf, isnan, log

import pytest

from experiments.judge.patterns.months import month_number
from experiments.judge.patterns.statistics import STATISTICS

YEAR = {"from": date(2020, 1, 1), "to": date(2020, 12, 31)}
SPRING = {"from": date(2020, 1, 1), "to": date(2020, 4, 30)}
WEEKS = {"from": date(2020, 1, 6), "to": date(2020, 2, 16)}  # six whole weeks

# January 1, February 3, March 0, April 2 on bases; January 2, February 1, March 4, April 1 on convoys
BASES = ["2020-01-10", "2020-02-01", "2020-02-01", "2020-02-20", "2020-04-05", "2020-04-06"]
CONVOYS = ["2020-01-11", "2020-01-12", "2020-02-02", *["2020-03-09"] * 4, "2020-04-30"]


def month(year: int, number: int) -> int:
    return month_number(date(year, number, 1))


SHAPE = [
    ({"statistic": "count", "of": "bases"}, 6),
    ({"statistic": "ratio", "of": "convoys", "to": "bases"}, 8 / 6),
    ({"statistic": "ratio", "of": "bases", "to": 0.5}, 12),
    ({"statistic": "difference", "of": "bases", "minus": "convoys"}, -2),
    ({"statistic": "share", "of": "bases", "among": "both"}, 6 / 14),
    ({"statistic": "mean_rate", "of": "bases", "per": "day"}, 6 / 121),
    ({"statistic": "mean_rate", "of": "bases", "per": "week"}, 42 / 121),
    ({"statistic": "mean_rate", "of": "bases", "per": "month"}, 6 / 121 * 365.25 / 12),
    ({"statistic": "mean_rate", "of": "bases", "per": "year"}, 6 / 121 * 365.25),
    ({"statistic": "argmax_month", "of": "bases"}, month(2020, 2)),
    ({"statistic": "argmax_year", "of": "bases"}, 2020),
    ({"statistic": "first_month", "of": "bases"}, month(2020, 1)),
    ({"statistic": "first_month", "of": "bases", "at_least": 2}, month(2020, 2)),
    ({"statistic": "last_month", "of": "bases"}, month(2020, 4)),
    ({"statistic": "last_month", "of": "bases", "at_least": 3}, month(2020, 2)),
    ({"statistic": "monthly_max", "of": "convoys"}, 4),
    # counts 1 3 0 2 at -1.5 -0.5 0.5 1.5: (-1.5 - 1.5 + 0 + 3) / 5
    ({"statistic": "slope", "of": "bases"}, 0),
    # counts 2 1 4 1: (-3 - 0.5 + 2 + 1.5) / 5
    ({"statistic": "slope", "of": "convoys"}, 0),
    # ranks 2 4 1 3 against 3 1.5 4 1.5, less 2.5 each: (-0.25 - 1.5 - 2.25 - 0.5) / sqrt(5 * 4.5)
    ({"statistic": "spearman", "of": "bases", "against": "convoys"}, -4.5 / 22.5**0.5),
    # bases of February to April, ranks 3 1 2, against convoys of January to March, ranks 2 1 3
    ({"statistic": "spearman", "of": "bases", "against": "convoys", "lag": 1}, 0.5),
    ({"statistic": "first_day", "of": "bases"}, date(2020, 1, 10).toordinal()),
    ({"statistic": "last_day", "of": "bases"}, date(2020, 4, 6).toordinal()),
    ({"statistic": "daily_max", "of": "bases"}, 2),
]


@pytest.mark.parametrize(("measure", "expected"), SHAPE, ids=lambda m: m["statistic"] if isinstance(m, dict) else "")
def test_counts_and_shapes(campaign, happening, measured, measure, expected):
    rows = [happening(day) for day in BASES] + [happening(day, "us_convoy") for day in CONVOYS]
    series = {"bases": {"target": "us_base", **SPRING}, "convoys": {"target": "us_convoy", **SPRING}}
    series["both"] = {"target": "us", **SPRING}
    assert measured(campaign(rows), series, measure) == [pytest.approx(expected)]


WEEKLY = [
    # weeks from 6 January: 1 0 0 3 0 0
    ({"statistic": "active_weeks_share", "of": "bases"}, 2 / 6),
    ({"statistic": "gaps", "of": "bases", "at_least": 1}, 2),
    ({"statistic": "gaps", "of": "bases", "at_least": 2}, 2),
    ({"statistic": "gaps", "of": "bases", "at_least": 3}, 0),
    ({"statistic": "longest_gap", "of": "bases"}, 2),
    # mean 2/3, mean square 10/6
    ({"statistic": "fano", "of": "bases"}, (10 / 6 - 4 / 9) / (2 / 3)),
]


@pytest.mark.parametrize(("measure", "expected"), WEEKLY)
def test_weekly_texture(campaign, happening, measured, measure, expected):
    rows = [happening(day) for day in ("2020-01-12", "2020-01-27", "2020-02-01", "2020-02-02")]
    assert measured(campaign(rows), {"bases": WEEKS}, measure) == [pytest.approx(expected)]


def test_weeks_that_stick_out_of_the_window_are_left_out(campaign, happening, measured):
    rows = [happening("2020-01-08")]
    window = {"from": date(2020, 1, 7), "to": date(2020, 1, 26)}  # Tuesday, then two whole weeks
    assert measured(campaign(rows), {"a": window}, {"statistic": "longest_gap", "of": "a"}) == [2]


CLAIMS = [
    ({"statistic": "rank_of_claimant", "of": "all", "claimant": "KH"}, 1),
    ({"statistic": "rank_of_claimant", "of": "all", "claimant": "AAH"}, 2),
    ({"statistic": "rank_of_claimant", "of": "all", "claimant": "own"}, 2),
    ({"statistic": "rank_of_claimant", "of": "all", "claimant": "unknown"}, 4),
    ({"statistic": "top_brand_share", "of": "all"}, 3 / 6),
    ({"statistic": "top_claim_share", "of": "all"}, 3 / 9),
    ({"statistic": "brand_count", "of": "all"}, 3),
    # shares of the commonest class: Raba Allah 2/3, Ashab al-Kahf 1, Ahrar Sinjar 1
    ({"statistic": "top_class_share", "of": "all"}, 1),
    ({"statistic": "top_class_share", "of": "all", "at_least": 3}, 2 / 3),
    ({"statistic": "top_class_share", "of": "two brands"}, (1 + 2 / 3) / 2),
    ({"statistic": "crossing_brands", "of": "all"}, 1),
]


def claims(happening):
    rows = [happening("2020-05-01", target, brand="Raba Allah") for target in ("morality", "morality", "us_convoy")]
    rows += [happening("2020-05-02", "us_convoy", brand="Ashab al-Kahf")] * 2
    rows += [happening("2020-05-02", "turkish_base", brand="Ahrar Sinjar")]
    return [*rows, *[happening("2020-05-03", brand="own")] * 2, happening("2020-05-04")]


@pytest.mark.parametrize(("measure", "expected"), CLAIMS)
def test_claims(campaign, happening, measured, measure, expected):
    series = {"all": YEAR, "two brands": {"claimant": ["KH", "AAH"], **YEAR}}
    assert measured(campaign(claims(happening)), series, measure) == [pytest.approx(expected)]


def test_mutual_information_is_1_when_the_brand_tells_the_class(campaign, happening, measured):
    rows = [happening("2020-05-01", "morality", brand="Raba Allah")] * 2
    rows += [happening("2020-05-01", "us_convoy", brand="Ashab al-Kahf")] * 2
    measure = {"statistic": "mutual_information", "of": "all"}
    assert measured(campaign(rows), {"all": YEAR}, measure) == [pytest.approx(1)]
    rows[1] = happening("2020-05-01", "us_convoy", brand="Raba Allah")
    # classes 1:3; joint 1 1 2; brands 2:2
    h_class = -(0.25 * log(0.25) + 0.75 * log(0.75))
    expected = (h_class + log(2) - (0.5 * log(4) + 0.5 * log(2))) / h_class
    assert measured(campaign(rows), {"all": YEAR}, measure) == [pytest.approx(expected)]


RESPONSES = [
    ({"statistic": "response_rate", "of": "strikes", "to": "attacks", "within": 14}, 2 / 3),
    ({"statistic": "response_rate", "of": "strikes", "to": "attacks", "within": 9}, 1 / 3),
    ({"statistic": "response_rate", "of": "strikes", "to": "attacks", "within": 2}, 1 / 3),
    ({"statistic": "response_rate", "of": "strikes", "to": "attacks", "within": 1}, 0),
    ({"statistic": "preceded_rate", "of": "strikes", "by": "attacks", "within": 2}, 1 / 3),
    ({"statistic": "preceded_rate", "of": "strikes", "by": "attacks", "within": 14}, 2 / 3),
    ({"statistic": "lag_after", "of": "strikes", "after": "attacks", "within": 14}, (2 + 10) / 2),
    ({"statistic": "lag_after", "of": "strikes", "after": "attacks", "within": 5}, 2),
]


@pytest.mark.parametrize(("measure", "expected"), RESPONSES)
def test_responses(campaign, happening, measured, measure, expected):
    rows = [happening(day) for day in ("2020-01-01", "2020-03-01", "2020-06-01")]
    rows += [happening(day, kind=2, target="us_base") for day in ("2020-01-03", "2020-03-11", "2020-09-01")]
    series = {"attacks": YEAR, "strikes": {"kind": "strike", **YEAR}}
    assert measured(campaign(rows), series, measure) == [pytest.approx(expected)]


def test_the_same_day_is_within_none(campaign, happening, measured):
    rows = [happening("2020-01-01"), happening("2020-01-01", kind=2)]
    series = {"attacks": YEAR, "strikes": {"kind": "strike", **YEAR}}
    answered = {"statistic": "response_rate", "of": "strikes", "to": "attacks", "within": 0}
    caused = {"statistic": "preceded_rate", "of": "strikes", "by": "attacks", "within": 0}
    assert measured(campaign(rows), series, answered) == [1]
    assert measured(campaign(rows), series, caused) == [1]


def test_one_replicate_never_answers_another(campaign, happening, measured):
    rows = [happening("2020-01-01", replicate=0), happening("2020-01-02", kind=2, replicate=1)]
    series = {"attacks": YEAR, "strikes": {"kind": "strike", **YEAR}}
    measure = {"statistic": "response_rate", "of": "strikes", "to": "attacks", "within": 14}
    first, second = measured(campaign(rows, replicates=2), series, measure)
    assert first == 0
    assert isnan(second)


def test_measures_nest(campaign, happening, measured):
    rows = [happening("2020-01-01")] * 3 + [happening("2020-03-01")] * 2
    series = {"January": {"from": date(2020, 1, 1), "to": date(2020, 1, 31)}}
    series["March"] = {"from": date(2020, 3, 1), "to": date(2020, 3, 31)}
    rate = {"statistic": "mean_rate", "per": "day"}
    measure = {"statistic": "ratio", "of": {**rate, "of": "January"}, "to": {**rate, "of": "March"}}
    assert measured(campaign(rows), series, measure) == [pytest.approx(1.5)]


def test_the_earliest_of_equal_months_and_years_is_the_peak(campaign, happening, measured):
    rows = [happening(day) for day in ("2020-02-01", "2020-05-01", "2021-02-01", "2021-05-01")]
    series = {"a": {"from": date(2020, 1, 1), "to": date(2021, 12, 31)}}
    assert measured(campaign(rows), series, {"statistic": "argmax_month", "of": "a"}) == [month(2020, 2)]
    assert measured(campaign(rows), series, {"statistic": "argmax_year", "of": "a"}) == [2020]


UNDEFINED = [
    {"statistic": "ratio", "of": "a", "to": "b"},
    {"statistic": "share", "of": "a", "among": "b"},
    *({"statistic": name, "of": "a"} for name in ("argmax_month", "argmax_year", "first_month", "last_month")),
    *({"statistic": name, "of": "a"} for name in ("first_day", "last_day", "fano", "top_brand_share")),
    *({"statistic": name, "of": "a"} for name in ("top_claim_share", "top_class_share", "mutual_information")),
    {"statistic": "rank_of_claimant", "of": "a", "claimant": "KH"},
    {"statistic": "spearman", "of": "a", "against": "b"},
    {"statistic": "response_rate", "of": "a", "to": "b", "within": 3},
    {"statistic": "preceded_rate", "of": "a", "by": "b", "within": 3},
    {"statistic": "lag_after", "of": "a", "after": "b", "within": 3},
]


@pytest.mark.parametrize("measure", UNDEFINED, ids=lambda m: m["statistic"])
def test_without_events_it_is_undefined(campaign, happening, measured, measure):
    rows = [happening("2022-01-01")]
    (value,) = measured(campaign(rows), {"a": YEAR, "b": YEAR}, measure)
    assert isnan(value)


def test_a_ratio_to_nothing_is_infinite(campaign, happening, measured):
    series = {"a": YEAR, "b": {"target": "oil_gas", **YEAR}}
    measure = {"statistic": "ratio", "of": "a", "to": "b"}
    assert measured(campaign([happening("2020-01-01")]), series, measure) == [inf]


def test_every_statistic_has_an_example():
    worked = {measure["statistic"] for measure, _ in (*SHAPE, *WEEKLY, *CLAIMS, *RESPONSES)}
    assert worked | {"mutual_information"} == set(STATISTICS)


def test_every_statistic_says_what_it_is():
    assert all(statistic.meaning for statistic in STATISTICS.values())
