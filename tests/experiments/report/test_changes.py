"""What a comparison says of its differences: levels, per cent, years, and what the interval covers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from experiments.report.changes import _when

Call = Callable[..., Any]


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ({"2020": 1.0, "2021": 19.0}, "nearly all in 2021"),
        ({"2020": 5.0, "2021": 10.0, "2022": 1.0}, "mostly in 2021"),
        ({"2020": 10.0, "2021": 9.0, "2022": 1.0}, "nearly all in 2020 and 2021"),
        ({"2020": 5.0, "2021": 5.0, "2022": 5.0}, "over the years"),
        ({"2020": 5.0, "2021": -4.0}, "+5.0 in 2020, -4.0 in 2021"),
        ({"2020": 0.0}, ""),
    ],
)
def test_when_a_change_happens(years: dict[str, float], words: str) -> None:
    assert _when(sum(years.values()), years) == words


SAID: dict[tuple[str, ...], str] = {}


@pytest.fixture
def said(call: Call, shelf: tuple[str, ...]) -> Callable[..., str]:
    """`said("graded=true")`: what the comparison prints; the same however often it is asked."""

    def told(*words: str) -> str:
        if words not in SAID:
            SAID[words] = call("compare", *shelf, *words).out
        return SAID[words]

    return told


def test_a_comparison_begins_with_what_changed(said: Callable[..., str]) -> None:
    lines = said().splitlines()
    assert lines[0].startswith("no_truce against baseline with estimate=prior: 40 pairs of runs")
    assert lines[1] == "no_truce (timeline.spells.truce taken out), attacks over the whole campaign:"
    (morality,) = (line for line in lines if line.startswith("  morality"))
    assert " on " in morality
    assert " %)" in morality
    assert [line for line in lines if line.startswith("  all together")]
    assert "It covers the dice only, at one set of numbers (estimate 'prior')" in said()


def test_a_what_if_is_not_graded_unless_asked(said: Callable[..., str]) -> None:
    plain, graded = said(), said("graded=true")
    for words in ("Counted patterns", "Phase-shift test", "Scores against", "Pattern files"):
        assert words not in plain
        assert words in graded
    assert graded.startswith(plain.split("\n\n")[0])


def test_the_tables_of_differences_come_with_details(said: Callable[..., str]) -> None:
    title = "Attacks in no_truce less those in baseline"
    assert title not in said()
    assert title in said("details=true")
