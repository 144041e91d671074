"""The first twelve lines of a run answer what was run, what came of it, how it stands and where to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from experiments.judge.periods import NO_RECORD, PeriodCount
from experiments.report.counts import period_table
from experiments.report.in_short import in_short
from experiments.report.numbers import origins_line, origins_table
from experiments.results.read import Result
from experiments.setup.origins import Origin

Call = Callable[..., Any]
FIRST = "conf/estimate/first.yaml"
NUMBERS = (
    Origin("parameters.aim.value", 0.7, FIRST, None),
    Origin("parameters.front.value", 0.25, FIRST, None),
    Origin("parameters.veil.value", 1.5, "the command line", 2.0),
)
RUN = ("run", "replicates=3", "seed=5", "figures=false", "estimate=prior")


def test_it_answers_in_twelve_lines(result: Result) -> None:
    lines = in_short(result, figures=True, numbers=NUMBERS).splitlines()
    assert len(lines) <= 12
    assert lines[0] == "baseline with estimate=prior: 40 replicates, seed 5, seen by acled"
    assert lines[1] == ("Numbers: 1 from the command line, 2 from estimate/first.yaml, the others as in content files")
    assert [line.split()[0] for line in lines if line.startswith("  phase")] == ["phase1", "phase2", "phase3"]
    for start in (
        "Do the targets shift as reported, in size? Cut end to end: no, p 0.0",
        "Patterns reproduced: ",
        "Worst misses: S",
        "Trust: ",
    ):
        assert [line for line in lines if line.startswith(start)], start
    assert lines[-1] == f"Open first: {result.folder}/figures/trends.png, then scorecard.png beside it"


@pytest.mark.parametrize(("own", "shown", "rest"), [(1, 6, ""), (2, 7, ""), (5, 7, "and 3 more")])
def test_targets_of_ones_own_have_columns(
    own: int, shown: int, rest: str, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, names = result.phases(), [f"embassy_of_mine_{number}" for number in range(own)]
    added = [replace(row, target=name, observed_low=None) for row in rows if row.target == "us_base" for name in names]
    monkeypatch.setattr(Result, "phases", lambda _: [*rows, *added])
    said = in_short(result, figures=False, numbers=()).splitlines()
    head = next(line for line in said if line.startswith("Attacks (observed)"))
    first = next(line for line in said if line.startswith("  phase1"))
    assert head.count("embassy_of_m"[: 90 // shown - 1]) == shown - 5
    assert first.count("(-)") == shown - 5
    assert rest in head
    assert len(head) <= 110 + len("and 3 more *: apart")


def test_the_numbers_are_those_of_the_tables(result: Result) -> None:
    said = in_short(result, figures=False, numbers=())
    convoys = next(row for row in result.phases() if (row.period, row.target) == ("phase2", "us_convoy"))
    assert f"{convoys.median:g} (141)" in said
    bounded = next(row for row in result.phases() if (row.period, row.target) == ("phase1", "us_convoy"))
    assert f"{bounded.median:g} (4-73)" in said
    counted = [row for row in result.patterns() if row.headline]
    found, strict = (
        sum(getattr(row, name) == "reproduced" for row in counted) for name in ("verdict", "verdict_stated")
    )
    assert f"Patterns reproduced: {found} of {len(counted)} ({strict} by the ranges as stated)." in said
    worst = min((row for row in counted if row.support is not None), key=lambda row: (row.support, row.id))
    assert f"Worst misses: {worst.id} {worst.support:.2f}" in said


def test_details_are_for_those_who_ask(call: Call) -> None:
    short, long = call(*RUN).out, call(*RUN, "details=true").out
    assert "Attacks by year" not in short
    assert "parameters.aim.value                              0.5            -  conf/estimate/prior.yaml" not in short
    assert "parameters.aim.value                              0.5            -  conf/estimate/prior.yaml" in long
    assert "details=true prints them" in short
    assert len(short.split("\n\n")[0].splitlines()) <= 12
    assert long.startswith(short.split("\n\n")[0])
    assert "by the range as stated" in long
    assert "accepted: month with most of 'in 2020': 2020-08 to 2020-09" in long


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        (("mechanisms.rivalry=false", "clock.end=2021-06-06"), "phase2, phase3 not covered: played from 2019-06-03"),
        (("clock.end=2024-12-29", "parameters.outbid.value=0.6"), "the tables go on beyond the record"),
        (("scenario=harder_retaliation", "replicates=1"), "and 5 more differences"),
        (("estimate=first_without_phase3",), "phase3 held out, phase1 and phase2 fitted"),
    ],
)
def test_it_stays_within_twelve_lines(overrides: tuple[str, ...], words: str, call: Call) -> None:
    first = call(*RUN, *overrides).out.split("\n\n")[0]
    assert len(first.splitlines()) <= 12
    assert words in " ".join(first.split())


def test_the_last_word_comes_first_and_each_is_told_with_what_it_is_instead_of() -> None:
    first, *rows = origins_table(NUMBERS).splitlines()
    assert first.split() == ["Numbers", "that", "are", "set", "elsewhere", "value", "instead", "of", "set", "by"]
    assert rows[0].split() == ["parameters.veil.value", "1.5", "2", "the", "command", "line"]
    assert rows[1].split() == ["parameters.aim.value", "0.7", "-", "conf/estimate/first.yaml"]
    assert origins_line(()) == "Numbers: as in content files"


def test_a_changed_world_is_named_wherever_a_result_is(call: Call, tmp_path: Path) -> None:
    said = call(*RUN[:-1], "mechanisms.rivalry=false")
    name = "baseline with mechanisms.rivalry=false instead of true"
    assert said.out.startswith(f"{name}: 3 replicates")
    folder = next((tmp_path / "results").iterdir())
    numbers = Result(folder).provenance["numbers"]
    assert {one["place"] for one in numbers} == {FIRST}
    assert numbers[0] == {
        "key": "targets.us_base.appeal.value",
        "value": pytest.approx(-4.032),
        "place": FIRST,
        "instead": None,
    }
    assert Result(folder).provenance["differences"] == ["mechanisms.rivalry=false instead of true"]


def test_a_period_beyond_the_record_says_so() -> None:
    row = PeriodCount(
        "after", date(2023, 4, 1), date(2024, 12, 29), "us_base", 3, 1, 5, None, None, None, NO_RECORD, ""
    )
    assert "observed   no record" in period_table("Attacks", [row])
    assert "no record" not in period_table("Attacks", [replace(row, known="")])


def test_it_says_how_many_verdicts_hang_on_one_fact(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [replace(row, hangs_on="") for row in result.patterns()]
    monkeypatch.setattr(Result, "patterns", lambda _: rows)
    assert "in doubt" not in in_short(result, figures=False, numbers=())
    first = next(n for n, row in enumerate(rows) if row.headline)
    rows[first] = replace(rows[first], hangs_on="struggle.end")
    assert "1 of the verdicts hangs on one fact in doubt." in in_short(result, figures=False, numbers=())
