"""The test for the terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from experiments.judge.shifts import Agreement, ChangePoint, ShiftRow, ToldApart, shifts
from experiments.report.columns import WIDE
from experiments.report.shifts import agreement_table, change_point_lines, shift_table, told_apart_table
from tests.experiments.judge.shifts.conftest import campaign_of
from tests.experiments.judge.shifts.test_outcome import TABLES, attacks

ROW = ShiftRow(
    "cut", "phase1-phase2", "us_base", "rate", -0.04, -2.5, 1.5, 0.5, 0.1, 0.94, 0.3, 0.7, -0.2, 0.2, 0.876, "agrees"
)
OUTCOME = Agreement("mine", "cut", 20, 14, 3, 9, 1, 1, -41.26, -34.34, -38.9, -85.71, 0.0079, 500, "fails")
ALIKE = ToldApart("alike", "cut", 1.53, 0.81, 0.04, 0.08, 500, "cannot be told apart")
CIRCULAR = replace(ALIKE, scenario="truce", power=0.5, power_circular=1.0, verdict="may be told apart")


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
    first, second, third, *key = said.splitlines()[1:]
    assert first == "  mine, phases cut end to end: fails; p 0.008 of 500 records that the model would leave"
    assert second == "    score -41.3; of those records -34.3, 5 % of them up to -38.9; shifting nothing -85.7"
    assert third == "    signs, a picture only: 9 agree, 1 unclear, 1 disagree (14 of 20 stated, 3 circular)"
    assert "Passed from a p of 0.05" in "".join(key)
    assert "p 0.40 of 500" in agreement_table([replace(OUTCOME, p=0.397)])
    assert "no p from 12" in agreement_table([replace(OUTCOME, p=None, records=12)])
    lost = agreement_table([replace(OUTCOME, score=None, verdict="not covered")])
    assert lost.splitlines()[1].endswith("end to end: not covered")


def test_what_cannot_be_told_is_said_in_words() -> None:
    far = replace(ALIKE, scenario="far", power=1.0, power_circular=1.0, verdict="can be told apart")
    said = told_apart_table([ALIKE, CIRCULAR, far], "mine")
    row = said.splitlines()[2]
    assert row.split() == ["alike", "cut", "1.5", "0.8", "0.04", "0.08", "500", "cannot", "be", "told", "apart"]
    assert "These counts cannot tell from mine: alike." in said
    assert "Told for certain by morality alone, whose timing is circular (AMB38): truce." in said
    assert "cannot tell" not in told_apart_table([CIRCULAR], "mine").split("Record:")[0]
    lost = replace(ALIKE, log_ratio=None, expected=None, power=None, power_circular=None, records=0)
    assert "cannot tell" not in told_apart_table([lost], "mine").split("Record:")[0]
    assert max(map(len, said.splitlines())) <= WIDE


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
