"""The whole test on campaigns: what must not matter does not matter."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from experiments.judge.shifts import Shifts, shifts
from experiments.observed.record import record
from tests.experiments.judge.shifts.conftest import TARGETS, Attack, campaign_of

TABLES = record(60)


def attacks(replicates: int = 12) -> list[Attack]:
    """Each month some attacks, drawn anew for each replicate."""
    dice = np.random.default_rng(4)
    days = [f"{2019 + k // 12}-{k % 12 + 1:02d}-15" for k in range(5, 51)]
    return [
        (run, target, day)
        for run in range(replicates)
        for day in days
        for target, times in zip(TARGETS, dice.poisson((2, 3, 0.5, 1, 0.3)), strict=True)
        for _ in range(times)
    ]


def judged(rows: list[Attack]) -> Shifts:
    return shifts("mine", campaign_of(rows, 12), TABLES)


def test_it_holds_both_readings_and_the_check() -> None:
    found = judged(attacks())
    assert {(row.reading, row.boundary, row.quantity) for row in found.rows} == {
        (reading, boundary, quantity)
        for reading in ("cut", "printed")
        for boundary in ("phase1-phase2", "phase2-phase3")
        for quantity in ("rate", "share", "distance")
    }
    assert [(one.scenario, one.reading) for one in found.agreements] == [("mine", "cut"), ("mine", "printed")]
    assert {row.kind for row in found.change_points} == {"near", "number"}


def test_numbering_the_replicates_otherwise_changes_nothing() -> None:
    plain = attacks()
    assert judged([((run + 5) % 12, target, day) for run, target, day in plain]) == judged(plain)


@pytest.mark.parametrize("day", ["2023-04-01", "2019-05-31"])
def test_an_attack_outside_the_phases_changes_nothing(day: str) -> None:
    plain = attacks()
    assert judged([*plain, (0, "us_base", day), (3, "oil_gas", day)]) == judged(plain)


def test_an_attack_that_the_lens_did_not_see_changes_nothing() -> None:
    plain = campaign_of(attacks(), 12)
    more = campaign_of([*attacks(), (0, "us_base", "2020-05-01")], 12)
    more.columns["seen"][-1] = False
    assert shifts("mine", more, TABLES) == shifts("mine", plain, TABLES)


def test_each_reading_counts_in_its_own_windows() -> None:
    found = shifts("mine", campaign_of([(run, "us_base", "2020-11-15") for run in (0, 1)]), TABLES)
    cut, printed = (
        next(row for row in found.rows if (row.reading, row.target, row.quantity) == (reading, "us_base", "rate"))
        for reading in ("cut", "printed")
    )
    month = 365.25 / 12  # phase 2 has 365 days in both, phase 1 as printed 580 and the same attack
    assert cut.simulated_median == pytest.approx(month / 365)
    assert printed.simulated_median == pytest.approx(month / 365 - month / 580)


def test_asking_twice_gives_the_same() -> None:
    assert judged(attacks()) == judged(attacks())


def test_a_campaign_that_ends_early_is_not_covered() -> None:
    found = shifts("mine", campaign_of(attacks(), 12, date(2022, 1, 2)), TABLES)
    assert {row.verdict for row in found.rows} == {one.verdict for one in found.agreements} == {"not covered"}
    assert found.change_points == ()
