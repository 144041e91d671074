"""What the terminal says of patterns: the headline first, then what plain worlds show too, then what is not counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from experiments.judge.patterns import Verdict
from experiments.report.patterns import WEAK, beside, pattern_table, totals

ROW = Verdict(
    id="S01", statement="Attacks happen.", hardness="printed", counted=True, power=0.97, headline=True,
    support=0.9, dice_low=0.87, dice_high=0.92, verdict="reproduced", accepted="count of 'bases': 1 to 2",
    support_stated=0.6, verdict_stated="partly",
    stated="", unit="number", median="1.0", low="1.0", high="2.0", per_condition=(0.9,), hangs_on="",
    support_low=None, support_high=None, exposure="fitted",
)  # fmt: skip
WEAKLING = replace(ROW, id="S02", power=0.04, headline=False)
UNCOUNTED = replace(ROW, id="S03", counted=False, headline=False, power=None)


def test_the_headline_comes_first_and_power_stands_with_each_pattern() -> None:
    said = pattern_table([UNCOUNTED, WEAKLING, ROW])
    assert (
        said.index("S01") < said.index(WEAK) < said.index("S02") < said.index("Shown, not counted") < said.index("S03")
    )
    assert "power 0.97; accepted: count" in said
    assert "0.90 [0.87 0.92]" in said
    assert "power 0.04; accepted: count" in said


def test_groups_that_are_empty_have_no_heading() -> None:
    said = pattern_table([ROW])
    assert WEAK not in said
    assert "not counted" not in said


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([ROW], "Of 1 counted patterns: 1 reproduced, 0 partly, 0 missed; by the ranges as stated 0, 1, 0."),
        ([ROW, WEAKLING], "by the ranges as stated 0, 1, 0. With 1 that plain worlds show too: 2 of 2 reproduced."),
    ],
)
def test_the_full_count_stands_beside_the_headlines(rows: list[Any], words: str) -> None:
    assert totals(rows).endswith(words)
    assert beside([ROW]) == ""


def test_a_verdict_that_hangs_on_one_fact_says_on_which() -> None:
    hung = replace(ROW, hangs_on="nuclear_talks_vienna.end", support_low=0.55, support_high=0.93)
    said = pattern_table([hung])
    assert "hangs on nuclear_talks_vienna.end (0.55 early or low, 0.93 late or high); power 0.97" in said
    assert "hangs on" not in pattern_table([ROW])
