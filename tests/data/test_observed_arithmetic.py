"""What the printed figures imply, computed again from the tables."""

from collections import Counter
from datetime import date
from itertools import pairwise, product

import pytest

from experiments.observed.tables import (
    Attack,
    Claim,
    Count,
    NamedAttack,
    PeriodRate,
    PhaseCount,
    Reconciliation,
    Response,
    Window,
    load,
)

COUNTS = {row.id: row for row in load(Count)}
MONTH = 30.44


def value(key: str) -> float:
    number = COUNTS[key].value
    assert number is not None
    return number


def within(number: float, key: str) -> bool:
    return COUNTS[key].low <= number <= COUNTS[key].high


def days(row) -> int:
    """Days of a period, both ends included."""
    return (row.end - row.start).days + 1


def whole(key: str) -> range:
    return range(int(COUNTS[key].low), int(COUNTS[key].high) + 1)


def triples() -> list[tuple[int, int, int]]:
    """Base counts of 2020, 2021 and 2022 whose changes round to the printed percentages."""

    def fits(before: int, after: int, key: str) -> bool:
        return within(100 * (after - before) / before, key)

    return [
        (a, b, c)
        for a, b, c in product(whole("C05"), range(1, 60), range(1, 60))
        if fits(a, b, "C11") and fits(b, c, "C17")
    ]


def phase_bounds(reading: str, target: str) -> list[tuple[float, float]]:
    rows = [row for row in load(PhaseCount) if (row.reading, row.target) == (reading, target)]
    return [(row.low, row.high) for row in sorted(rows, key=lambda row: row.phase)]


def phase_values(reading: str, target: str) -> list[float]:
    rows = [row for row in load(PhaseCount) if (row.reading, row.target) == (reading, target)]
    return [row.value for row in sorted(rows, key=lambda row: row.phase)]


def test_bases_of_2021_and_2022_follow_from_the_percentages():
    in_2021 = value("C05") * (1 + value("C11") / 100)
    in_2022 = in_2021 * (1 + value("C17") / 100)
    assert in_2021 == value("D01") == 37.5
    assert in_2022 == pytest.approx(value("D02"))
    assert within(in_2021, "D01")
    assert within(in_2022, "D02")


def test_reconciliation_is_exactly_what_a_whole_number_search_finds():
    rows = [(row.base_2020, row.base_2021, row.base_2022) for row in load(Reconciliation)]
    assert rows == triples() == [(48, 36, 10), (52, 39, 11), (53, 40, 11)]


@pytest.mark.parametrize("row", load(Reconciliation), ids=lambda row: row.id)
def test_reconciliation_totals_and_rounding_flag(row):
    assert row.total == row.base_2020 + row.base_2021 + row.base_2022
    changes = [100 * (1 - row.base_2021 / row.base_2020), 100 * (1 - row.base_2022 / row.base_2021)]
    assert row.exact_half == any(abs(change % 1 - 0.5) < 1e-9 for change in changes)


def test_base_years_before_2020_are_what_the_total_leaves():
    residuals = [whole("C02")[0] - sum(t) for t in triples()], [whole("C02")[-1] - sum(t) for t in triples()]
    assert (max(residuals[0]), max(residuals[1])) == (7, 30)
    named = 1  # EV36; the median of all tables is in tests/experiments/observed/test_one_reading.py
    assert (COUNTS["D07"].low, COUNTS["D07"].high) == (named, max(residuals[1]))


def test_convoy_years_against_the_total_since_2020():
    years = value("D03") + value("C07") + value("D04")
    residual = value("C03") - years
    assert (value("D03"), value("C07"), value("D04")) == (60, 180, 72)
    assert residual == 18 == value("D06")
    assert within(residual, "D06")
    assert (COUNTS["D06"].low, COUNTS["D06"].high) == (1, 42)
    assert COUNTS["D06"].high == COUNTS["C03"].high - COUNTS["D03"].low - value("C07") - value("D04")


def test_convoys_of_2020_follow_from_threefold():
    assert value("C07") / value("C08") == value("D03")
    assert COUNTS["D03"].low == int(value("C07") / COUNTS["C08"].high) + 1
    assert COUNTS["D03"].high == value("C07") / COUNTS["C08"].low


def test_only_one_number_of_convoys_in_2022_rounds_to_the_printed_fall():
    fitting = [n for n in range(1, 181) if within(100 * (n / value("C07") - 1), "C18")]
    assert fitting == [72] == [*whole("D04")]
    assert value("D04") == 72


def test_convoys_after_the_record_month_fill_the_year():
    assert value("D05") == value("D04") - value("C15")
    assert COUNTS["D05"].low == value("D04") - COUNTS["C15"].high


def test_convoys_before_november_2021_have_a_floor():
    other_months = value("C15") - 1
    assert value("D12") == COUNTS["D12"].low == value("C07") - 2 * other_months


def test_targets_add_up_to_the_total():
    parts = ("C02", "C03", "C13", "C20", "C27")
    assert sum(value(key) for key in parts) == value("C01") - 1 == 499
    least = COUNTS["C02"].low + value("C03") + COUNTS["C13"].low + COUNTS["C20"].low + COUNTS["C27"].low
    assert least == 502
    assert within(least, "C01")


@pytest.mark.parametrize(
    ("total", "base", "convoy"), [("D14", "C05", "D03"), ("D15", "D01", "C07"), ("D16", "D02", "D04")]
)
def test_us_totals_are_bases_plus_convoys(total, base, convoy):
    parts = COUNTS[base], COUNTS[convoy]
    assert value(total) == value(base) + value(convoy)
    assert (COUNTS[total].low, COUNTS[total].high) == (sum(p.low for p in parts), sum(p.high for p in parts))


def test_claimed_share_of_convoys_in_2021():
    claimed = value("C09") + value("C10")
    assert claimed == 51
    assert claimed / value("C07") == pytest.approx(0.283, abs=5e-4)
    assert value("C09") / claimed == pytest.approx(0.784, abs=5e-4)
    assert value("D11") == value("C07") - claimed
    assert (COUNTS["D11"].low, COUNTS["D11"].high) == (180 - 45 - 11, 180 - 35 - 11)


def test_memri_list_has_34_rows_11_in_november_and_23_in_december():
    months = Counter(row.date.month for row in load(Attack))
    assert months == {11: 11, 12: 23}
    assert (value("M08"), value("M09"), value("M10")) == (months.total(), months[11], months[12])


def test_memri_high_ends_are_the_sums_of_the_rows():
    rows = load(Attack)
    november = [row.n_high for row in rows if row.date.month == 11]
    december = [row.n_high for row in rows if row.date.month == 12]
    assert (COUNTS["M08"].high, COUNTS["M09"].high, COUNTS["M10"].high) == (38, sum(november), sum(december))
    assert sum(november) + sum(december) == 38


@pytest.mark.parametrize(
    ("key", "brand", "first", "last"),
    [
        ("M01", None, "2021-12-26", "2021-12-26"),
        ("M02", None, "2021-12-21", "2021-12-21"),
        ("M03", "Ashab al-Kahf", "2021-12-16", "2021-12-16"),
        ("M04", "Ashab al-Kahf", "2021-12-12", "2021-12-12"),
        ("M05", "Ashab al-Kahf", "2021-11-21", "2021-11-21"),
        ("M06", "Ashab al-Kahf", "2021-11-26", "2021-11-28"),
    ],
)
def test_memri_day_figures_equal_the_rows_of_those_days(key, brand, first, last):
    span = date.fromisoformat(first), date.fromisoformat(last)
    rows = [row for row in load(Attack) if (row.date, row.date_end) == span and brand in {None, row.brand}]
    assert (COUNTS[key].start, COUNTS[key].end) == span
    assert len(rows) == value(key)


def test_memri_printed_day_totals():
    per_day = Counter(row.date.isoformat() for row in load(Attack))
    assert (per_day["2021-12-26"], per_day["2021-12-21"]) == (6, 3)
    assert max(per_day.values()) == per_day["2021-12-26"]


def test_memri_claims_by_brand_equal_the_claims_table():
    listed = Counter(row.brand for row in load(Attack))
    claimed = {row.claimant: row.value for row in load(Claim) if row.source == "memri"}
    assert listed == claimed
    assert listed["Ashab al-Kahf"] == 15


def test_memri_claims_by_alignment():
    alignments = Counter(row.alignment for row in load(Attack) if row.claimed)
    assert alignments == {"AAH": 16, "KH": 3, "unknown": 13}
    assert sum(not row.claimed for row in load(Attack)) == value("M17")


def test_memri_rows_by_iso_week():
    weeks = Counter(row.date.isocalendar().week for row in load(Attack))
    assert [weeks[week] for week in range(46, 53)] == [3, 7, 1, 5, 6, 11, 1]


def test_memri_has_no_row_for_the_first_week_of_december():
    assert not any(date(2021, 12, 1) <= row.date <= date(2021, 12, 8) for row in load(Attack))


def test_memri_window_is_the_span_of_its_rows():
    window = next(row for row in load(Window) if row.name == "memri")
    rows = load(Attack)
    assert (window.start, window.end) == (min(r.date for r in rows), max(r.date_end for r in rows))
    assert days(window) == 39


def test_memri_rate_agrees_with_the_acled_record_month():
    december = value("M10") / days(COUNTS["M10"]) * 31
    november = value("M09") / days(COUNTS["M09"]) * 30
    assert (december, november) == (pytest.approx(26.4, abs=0.05), 27.5)
    assert max(december, november) < value("C15")


def test_knights_convoys_exceed_what_acled_can_have_seen():
    knights = COUNTS["K01"]
    acled_share = value("D03") * days(knights) / days(COUNTS["D03"])
    assert days(knights) == 211
    assert value("K01") / days(knights) * 366 == pytest.approx(88.5, abs=0.05)
    assert acled_share == pytest.approx(34.6, abs=0.05)
    assert acled_share / value("K01") == pytest.approx(0.68, abs=0.005)


def test_knights_rockets_agree_with_acled_bases():
    rate = value("K02") / days(COUNTS["K02"])
    left = value("C05") - value("K02")
    assert rate * MONTH == pytest.approx(3.9, abs=0.05)
    assert left / (366 - days(COUNTS["K02"])) * MONTH == pytest.approx(4.5, abs=0.05)


def test_lethal_share_is_one_named_attack_among_the_rockets():
    period = COUNTS["K12"]
    lethal = [
        row
        for row in load(NamedAttack)
        if row.source == "knights" and row.lethal_us_coalition and period.start <= row.date <= period.end
    ]
    assert len(lethal) == 1
    assert (COUNTS["K12"].low, value("K12")) == (
        pytest.approx(1 / 30, abs=5e-4),
        pytest.approx(1 / 27, abs=5e-4),
    )


def test_truce_lasts_140_days():
    truce = next(row for row in load(Window) if row.name == "truce")
    assert (truce.end - truce.start).days == 140
    assert COUNTS["C13"].start < truce.start < truce.end < COUNTS["C14"].start


def test_morality_campaign_is_at_least_28_8_times_the_baseline():
    campaign = COUNTS["C13"]
    assert (campaign.low, campaign.high) == (36, 39)
    assert (campaign.start.isoformat(), campaign.end.isoformat()) == ("2020-10-01", "2021-02-28")
    assert campaign.low / 5 / (value("C12") / 12) == pytest.approx(28.8)
    assert (COUNTS["D13"].low, COUNTS["D13"].high) == (campaign.low / 5, campaign.high / 5)
    assert value("D13") == 37 / 5


def turkish_years() -> list[tuple[int, int, int]]:
    """Turkish-base counts of 2021, 2022 and 2023 that meet the ratio, the total and the near stop."""
    return [
        (a, b, c)
        for a, b, c in product(range(1, 30), range(1, 30), whole("C32"))
        if within(b / a, "C23") and within(a + b + c, "C20")
    ]


def test_turkish_years_are_the_whole_numbers_that_fit():
    first, second, third = (sorted(set(column)) for column in zip(*turkish_years(), strict=True))
    assert (first, second[0], second[-1], third) == ([5, 6], 19, 23, [0, 1, 2])
    assert (COUNTS["D08"].low, COUNTS["D08"].high) == (first[0], first[-1])
    assert (COUNTS["D09"].low, COUNTS["D09"].high) == (second[0], second[-1])


def test_turkish_end_of_2021_is_the_year_less_its_first_seven_months():
    row = next(row for row in load(PeriodRate) if row.id == "PR20")
    year = COUNTS["D08"]
    assert (row.count, row.low, row.high) == tuple(n - value("C21") for n in (value("D08"), year.low, year.high))


def test_turkish_named_attacks_before_november_2021_are_the_two_printed():
    span = COUNTS["C21"]
    rows = [row for row in load(NamedAttack) if row.target == "turkish_base" and row.date_end <= span.end]
    assert len(rows) == value("C21")
    assert sum(row.date == COUNTS["C22"].start for row in load(NamedAttack) if row.target == "turkish_base") == 4


def test_third_of_turkish_attacks():
    assert value("D10") == value("D09") / 3
    assert COUNTS["D10"].low == int(COUNTS["C24"].low * COUNTS["D09"].low)
    assert COUNTS["D10"].high == round(COUNTS["C24"].high * COUNTS["D09"].high)


def test_response_lags_are_differences_of_dates():
    attacks = {row.id: row for row in load(NamedAttack)}
    lags = {}
    for row in load(Response):
        if row.lag_days is not None:
            assert row.lag_days == (row.date - attacks[row.trigger].date).days
            lags[row.id] = row.lag_days
    assert lags == {"EV57": 2, "EV58": 3, "EV59": 2, "EV60": 10}
    assert lags["EV60"] == value("C39")


def test_every_lethal_attack_in_iraq_was_answered():
    lethal = {row.id for row in load(NamedAttack) if row.lethal_us_coalition and row.in_counts}
    assert lethal == {"EV36", "EV39", "EV50"}
    assert lethal <= {row.trigger for row in load(Response)}


def test_no_us_answer_in_iraq_under_biden():
    places = {(row.administration, row.place) for row in load(Response)}
    assert places == {("trump", "border"), ("trump", "iraq"), ("biden", "syria")}
    assert all((row.administration == "biden") == (row.date >= date(2021, 1, 20)) for row in load(Response))


# Phase splits: every year is a sum of parts, and the statements bound the parts.
FIRST_YEAR = range(1, 31)  # 2019; the Kirkuk attack of 27 December is one
REVISION = range(2)  # an asserted or implied zero may turn out to be one


def base_worlds():
    """(2019, 2020 to 9 Oct, 2020 after, 2021 to 9 Oct, 2021 after, 2022, 2023) that break no statement."""
    before, after = date(2021, 10, 9) - date(2020, 12, 31), date(2021, 12, 31) - date(2021, 10, 9)
    for (y20, y21, y22), y19, y23 in product(triples(), FIRST_YEAR, REVISION):
        if not within(y19 + y20 + y21 + y22 + y23, "C02"):
            continue
        for late20, late21 in product(range(y20 - whole("K02")[0] + 1), range(y21)):
            if late21 / after.days < (y21 - late21) / before.days:
                yield y19, y20 - late20, late20, y21 - late21, late21, y22, y23


def test_base_phase_bounds_are_those_of_all_worlds_that_break_no_statement():
    worlds = list(base_worlds())
    cut = [(a + b, c + d, e + f + g) for a, b, c, d, e, f, g in worlds]
    printed = [(a + b + c, c + d - z, e + f + g + z) for (a, b, c, d, e, f, g), z in product(worlds, REVISION)]
    assert phase_bounds("cut", "us_base") == [(min(phase), max(phase)) for phase in zip(*cut, strict=True)]
    assert phase_bounds("printed", "us_base") == [(min(phase), max(phase)) for phase in zip(*printed, strict=True)]


def test_base_phase_values_follow_their_allocation():
    left, until_truce = value("C05") - value("K02"), (date(2020, 10, 9) - date(2020, 7, 29)).days
    even = left * (1 - until_truce / (date(2020, 12, 31) - date(2020, 7, 29)).days)
    late20 = round(even / 2)
    trickle = next(row for row in load(PeriodRate) if row.id == "PR07")
    late21 = round(trickle.count / days(trickle) * 83)
    assert (round(even), late20, late21) == (12, 6, 3)
    first, second = value("D07") + value("C05") - late20, late20 + value("D01") - late21
    assert phase_values("cut", "us_base") == [first, second, late21 + value("D02")]


def convoy_parts(reading: str) -> tuple[tuple[int, int], tuple[int, int], int]:
    """Bounds of the parts of 2020 and 2021 that fall to the later phase, and months needed before it."""
    monthly = int(value("C15")) - 1
    average = int(value("C07") / 12)
    needed_after, needed_before = (2, 4) if reading == "cut" else (3, 4)
    return (needed_after, int(COUNTS["D03"].high) - needed_before), (2 * average, 3 * monthly), needed_before


def test_convoy_phase_bounds_follow_from_year_totals_and_the_record_month():
    early, last = COUNTS["C34"].high, (value("D04") + COUNTS["D06"].low, value("D04") + COUNTS["D06"].high)
    for reading in ("cut", "printed"):
        (low20, high20), (low21, high21), needed = convoy_parts(reading)
        first: tuple[float, float] = (needed, COUNTS["D03"].high - low20 + early)
        if reading == "printed":
            first = (COUNTS["D03"].low, COUNTS["D03"].high + early)
        second = (low20 + value("C07") - high21, high20 + value("C07") - low21)
        assert phase_bounds(reading, "us_convoy") == [first, second, (low21 + last[0], high21 + last[1])]


@pytest.mark.parametrize(
    ("reading", "cut20", "october"), [("cut", date(2020, 10, 10), 22), ("printed", date(2020, 10, 1), 31)]
)
def test_convoy_phase_values_follow_their_allocation(reading, cut20, october):
    late20 = value("D03") * (date(2021, 1, 1) - cut20).days / (date(2021, 1, 1) - date(2020, 2, 1)).days
    cycle = (value("M08") + 2 * (value("C15") - 1)) / 2
    late21 = cycle + round((value("C07") - cycle) / 304 * october)
    first, second, third = phase_values(reading, "us_convoy")
    assert first == round(value("D03") - (late20 if reading == "cut" else 0))
    assert second == pytest.approx(late20 + value("C07") - late21, abs=0.2)
    assert third == late21 + value("D04") + value("D06")


def test_turkish_phase_bounds_are_the_total_less_the_two_printed():
    totals = [sum(years) - value("C21") for years in turkish_years()]
    for reading in ("cut", "printed"):
        assert phase_bounds(reading, "turkish_base")[2] == (min(totals), max(totals))
        assert phase_values(reading, "turkish_base")[1:] == [
            value("C21"),
            sum(phase_bounds(reading, "turkish_base")[2]) / 2,
        ]


def test_morality_phases_hold_the_whole_campaign():
    strip = COUNTS["C13"].high * 9 / days(COUNTS["C13"])
    first, second, third = phase_bounds("cut", "morality")
    assert first == (0, 3)
    assert int(strip) + 1 == first[1]
    assert second == (COUNTS["C13"].low - first[1], COUNTS["C13"].high + COUNTS["C14"].high)
    assert third == (COUNTS["C14"].low, COUNTS["C14"].high)
    assert phase_values("printed", "morality")[0] == round(37 * 83 / 141)


def test_oil_lies_in_the_last_phase():
    for reading in ("cut", "printed"):
        assert phase_bounds(reading, "oil_gas")[2] == (COUNTS["C27"].low, COUNTS["C27"].high)
        assert phase_values(reading, "oil_gas") == [0, 0, value("C27")]


@pytest.mark.parametrize(
    ("target", "low", "high"),
    [
        ("us_base", COUNTS["C02"].low, COUNTS["C02"].high),
        ("us_convoy", COUNTS["C03"].low, COUNTS["C03"].high),
        ("turkish_base", COUNTS["C20"].low, COUNTS["C20"].high),
        ("morality", COUNTS["C13"].low, COUNTS["C13"].high),
        ("oil_gas", COUNTS["C27"].low, COUNTS["C27"].high),
    ],
)
def test_cut_phases_of_a_target_add_up_to_its_total(target, low, high):
    bounds = phase_bounds("cut", target)
    assert low <= sum(phase_values("cut", target)) <= high
    assert sum(bound[0] for bound in bounds) <= low
    assert high <= sum(bound[1] for bound in bounds)


def test_cut_phases_of_all_targets_add_up_to_the_overall_total():
    values = [row.value for row in load(PhaseCount) if row.reading == "cut"]
    assert within(sum(values), "C01")


@pytest.mark.parametrize("target", ["us_base", "us_convoy", "turkish_base", "morality", "oil_gas"])
def test_main_periods_of_a_target_add_up_to_its_total(target):
    total = {
        "us_base": "C02",
        "us_convoy": "C03",
        "turkish_base": "C20",
        "morality": "C13",
        "oil_gas": "C27",
    }[target]
    assert within(sum(row.count for row in load(PeriodRate) if row.target == target and not row.within), total)


def test_yearly_base_share_of_us_attacks_falls():
    shares = [value(base) / value(total) for base, total in (("C05", "D14"), ("D01", "D15"), ("D02", "D16"))]
    assert [round(share, 2) for share in shares] == [0.45, 0.17, 0.13]
    assert all(before > after for before, after in pairwise(shares))
