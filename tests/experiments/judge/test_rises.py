"""How far counts rise from year to year, in the runs and as recorded, and how much of it is the lens."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from experiments.judge.rises import rises
from experiments.observed import periods
from experiments.simulate.campaign import Campaign, Names
from model.events import COLUMNS, Kind

NAMES = Names(("KH",), ("us_base", "us_convoy"), (), (), ("Baghdad",), ("IED",))
YEARS = periods.years_played(date(2019, 6, 3), date(2023, 4, 2))


def campaign(took_place: dict[int, int], recorded: dict[int, int], runs: int = 3) -> Campaign:
    """Convoys by year, of which so many were recorded."""
    rows = [
        (run, date(year, 7, 1).toordinal(), n < recorded[year])
        for run in range(runs)
        for year, number in took_place.items()
        for n in range(number)
    ]
    run, day, seen = (np.array(column) for column in zip(*rows, strict=True))
    columns = {name: np.zeros(len(rows), dtype=kind) for name, kind in COLUMNS.items()}
    columns |= {"kind": np.full(len(rows), Kind.ATTACK), "target": np.ones(len(rows), dtype=np.int16), "day": day}
    return Campaign(NAMES, runs, date(2019, 6, 3), date(2023, 4, 2), {**columns, "replicate": run, "seen": seen})


def test_a_lens_that_sees_more_of_the_second_year_makes_a_rise():
    """Twice as many, of which half and then nine in ten are recorded: a rise by 3.6."""
    found = list(rises(campaign({2020: 100, 2021: 200, 2022: 200}, {2020: 50, 2021: 180, 2022: 180}), YEARS))
    assert [(one.target, one.year) for one in found] == [("us_convoy", "2021"), ("us_convoy", "2022")]
    first, second = found
    assert first.took_place == pytest.approx(200.5 / 100.5)
    assert first.recorded == pytest.approx(180.5 / 50.5)
    assert first.lens == pytest.approx(1.8, rel=0.01)
    assert (first.took_place_low, first.took_place_high) == (first.took_place, first.took_place)
    assert second.took_place == second.recorded == second.lens == 1.0
    assert first.observed == pytest.approx(192 / 66, rel=0.06)


def test_a_target_that_is_hardly_attacked_has_no_rise():
    assert list(rises(campaign({2020: 4, 2021: 200}, {2020: 4, 2021: 200}), YEARS)) == []


def test_parts_of_years_are_not_compared():
    years = {2019: 100, 2020: 100, 2021: 100, 2022: 100, 2023: 100}
    assert [one.year for one in rises(campaign(years, years), YEARS)] == ["2021", "2022"]
