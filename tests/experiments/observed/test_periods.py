"""What is played beyond the record is tabulated, and named so that it cannot pass for observed."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from experiments.observed.periods import phases_played, years_played

USUAL = (date(2019, 6, 3), date(2023, 4, 2))
LONG = (date(2018, 3, 5), date(2024, 12, 29))


def test_the_usual_clock_goes_beyond_nothing() -> None:
    assert [one.name for one in phases_played(*USUAL)] == ["phase1", "phase2", "phase3"]
    assert [one.name for one in years_played(*USUAL)] == ["2019", "2020", "2021", "2022", "2023"]


def test_what_lies_before_and_after_the_record_is_tabulated() -> None:
    phases, years = phases_played(*LONG), years_played(*LONG)
    assert [one.name for one in phases] == ["before", "phase1", "phase2", "phase3", "after"]
    assert [one.name for one in years] == [
        "2018", "2019 before", "2019", "2020", "2021", "2022", "2023", "2023 after", "2024",
    ]  # fmt: skip
    assert [one.recorded for one in phases] == [False, True, True, True, False]
    assert (years[1].start, years[1].end) == (date(2019, 1, 1), date(2019, 5, 31))
    assert (years[-1].start, years[-1].end) == (date(2024, 1, 1), date(2024, 12, 29))


@pytest.mark.parametrize("periods", [phases_played, years_played])
def test_every_day_that_is_played_is_in_one_period(periods) -> None:
    spans = [(one.start, one.end) for one in periods(*LONG)]
    assert spans[0][0] == LONG[0]
    assert spans[-1][1] == LONG[1]
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(spans))


def test_a_campaign_after_the_record_has_no_day_of_before() -> None:
    later = (date(2025, 1, 6), date(2025, 12, 28))
    assert [one.name for one in phases_played(*later)][-1] == "after"
    assert [(one.name, one.start) for one in years_played(*later) if not one.recorded] == [("2025", later[0])]
