"""The bounds on parts of a year follow from the printed figures and from what the codebook decides."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from experiments.observed.tables import Count, PartBound, Reconciliation, load

COUNTS = {row.id: row for row in load(Count)}
BOUNDS = {row.id: row for row in load(PartBound)}
MOST = int(COUNTS["C15"].low) - 1
"""In any month but the record month."""


def bounds(key: str) -> tuple[int, int]:
    return BOUNDS[key].low, BOUNDS[key].high


def months(key: str) -> int:
    return BOUNDS[key].end.month - BOUNDS[key].start.month + 1


@pytest.mark.parametrize("row", BOUNDS.values(), ids=lambda row: row.id)
def test_a_bound_names_known_counts_and_lies_within_one_campaign_or_year(row: PartBound) -> None:
    assert set(row.basis) <= set(COUNTS)
    assert row.start.year == row.end.year
    assert 0 <= row.low <= row.high


def test_bases_of_2020_before_october_are_at_least_those_of_knights() -> None:
    assert COUNTS["K02"].end < BOUNDS["PB02"].end
    assert bounds("PB02") == (COUNTS["K02"].low, COUNTS["C05"].high)


def test_bases_after_the_election_run_at_a_lower_rate_than_before() -> None:
    after = (date(2021, 12, 31) - date(2021, 10, 9)).days
    years = [row.base_2021 for row in load(Reconciliation)]
    lower = [n for year, n in product(years, range(41)) if n / after < (year - n) / (365 - after)]
    assert bounds("PB03") == (min(lower), max(lower))


def test_convoys_of_2020_are_at_least_one_in_each_steady_month() -> None:
    steady = (2, *range(7, 13))
    for key in ("PB04", "PB05", "PB06"):
        row = BOUNDS[key]
        whole = [m for m in steady if row.start <= date(2020, m, 1) and m <= row.end.month]
        assert bounds(key) == (len(whole), COUNTS["D03"].high)


def test_convoys_after_the_election_lie_between_the_average_and_the_record() -> None:
    value = COUNTS["C07"].value
    assert value is not None
    for key in ("PB07", "PB08"):
        assert months(key) == 3
        assert bounds(key) == (2 * value / 12, 3 * MOST)


@pytest.mark.parametrize("key", ["PB09", "PB10"])
def test_no_few_days_hold_more_convoys_than_a_month_may(key: str) -> None:
    assert (months(key), *bounds(key)) == (1, 0, MOST)


def test_turkish_bases_before_the_election_are_the_two_printed() -> None:
    assert bounds("PB11") == (COUNTS["C21"].low, COUNTS["C21"].high)
    assert COUNTS["C21"].start == BOUNDS["PB11"].start


def test_morality_has_one_at_least_on_either_side_of_new_year() -> None:
    high = COUNTS["C13"].high
    assert bounds("PB12") == (0, int(high * 9 / 151) + 1)
    assert (bounds("PB13"), bounds("PB14")) == ((1, high), (1, high))
    assert (BOUNDS["PB13"].start, BOUNDS["PB14"].end) == (COUNTS["C13"].start, COUNTS["C13"].end)
