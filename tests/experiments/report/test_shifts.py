"""The test for the terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from experiments.judge.shifts import Agreement, ChangePoint, ShiftRow, shifts
from experiments.report.columns import WIDE
from experiments.report.shifts import agreement_table, change_point_lines, shift_table
from tests.experiments.judge.shifts.conftest import campaign_of
from tests.experiments.judge.shifts.test_outcome import TABLES, attacks

ROW = ShiftRow(
    "cut", "phase1-phase2", "us_base", "rate", -0.04, -2.5, 1.5, 0.5, 0.1, 0.94, 0.3, 0.7, -0.2, 0.2, 0.876, "agrees"
)
OUTCOME = Agreement("mine", "cut", 20, 14, 3, 9, 1, 1, -3.21, 0.795, -9.7, -12.3, 1, 6, "fails")


def line(**given: object) -> str:
    return shift_table([replace(ROW, **given)], [OUTCOME]).splitlines()[3]


def test_a_line_by_hand() -> None:
    assert line().split("  ") == ["", "us_base", "", "", "rate", "", " +0.5 [+0.1 +0.9] +0.0 [-2.5 +1.5] 0.88"]
    assert "+50 [+10 +94]" in line(quantity="share")
    assert "+16 [+14 +18]" in line(simulated_median=15.7, simulated_low=13.8, simulated_high=17.6)
    assert "0.50 [0.10 0.94]" in line(quantity="distance", p_sign=None)


def test_marks() -> None:
    assert line(noise_high=0.5).endswith("0.88~")
    assert line(observed_high=0.05).endswith("0.88*")
    assert line(p_sign=None).endswith(" -")
    assert line(verdict="circular").endswith("0.88c")
    assert "not covered" in line(simulated_median=None, simulated_low=None, simulated_high=None)


def test_an_outcome_by_hand() -> None:
    said = agreement_table([OUTCOME])
    first, second = said.splitlines()[1:]
    assert (
        first
        == "  mine, phases cut end to end: fails; typical P 0.80; score -3.2, a coin -9.7, the best other order -12.3."
    )
    assert second == "    14 of 20 signs stated, 3 circular; 9 agree, 1 unclear, 1 disagree; rank 1 of 6 orders."
    assert agreement_table([replace(OUTCOME, score=None, verdict="not covered")]).endswith("end to end: not covered")


def test_change_points_say_that_they_are_a_check() -> None:
    rows = [ChangePoint("near", "2020-10", "start of phase2", 0.9, 0.5), ChangePoint("number", "3", "", 1.0, None)]
    said = change_point_lines(rows)
    assert "a check, not the criterion" in said
    assert "within two months of 2020-10: 0.90 (in any months 0.50)  start of phase2" in said
    assert "by number of changes: 3: 1.00" in said
    assert change_point_lines([]).endswith("not covered")


def test_it_fits_the_terminal_also_when_nothing_is_covered() -> None:
    for end in (date(2023, 4, 2), date(2020, 1, 5)):
        found = shifts("mine", campaign_of(attacks(), 12, end), TABLES)
        said = f"{shift_table(found.rows, found.agreements)}\n{change_point_lines(found.change_points)}"
        assert max(map(len, said.splitlines())) <= WIDE
