"""`targetshift codings`: what it says, what it keeps, and what it refuses."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.experiments.conftest import Call

SMALL = ("codings", "replicates=4", "estimate=prior", "clock.end=2020-12-27", "quiet=true")


def test_it_says_what_is_the_codings_and_keeps_what_was_drawn(call: Call, tmp_path: Path) -> None:
    said = call(*SMALL, "codings=5")
    assert said.code == 0, said.err
    assert said.out.startswith("baseline with estimate=prior, clock.end=2020-12-27")
    assert "5 codings, 4 replicates of each" in said.out
    assert "Estimate 'prior' is not fitted to any phase." in said.out
    folder = next((tmp_path / "results").glob("codings-baseline-*"))
    assert (folder / "figures" / "codings.png").is_file()
    drawn = list(csv.DictReader((folder / "drawn.csv").open()))
    assert [row["coding"] for row in drawn] == list("01234")
    assert {row["krg_contest.level"] for row in drawn} <= {"0.5", "1"}
    assert all("2020-09-22" <= row["warning.day"] <= "2020-09-24" for row in drawn)
    again = call(*SMALL, "codings=5", "figures=false")
    assert "Read, not played again" in again.out
    plotted = call("plot", f"run={folder}")
    assert "codings.png" in plotted.out


def test_without_doubt_there_is_nothing_to_show(refused: Call) -> None:
    assert "nothing is in doubt here" in refused(*SMALL, "codings=5", "timeline=settled").err
    assert "codings is 1: it must lie from 2" in refused(*SMALL, "codings=1").err


def test_what_goes_along_is_said(call: Call) -> None:
    said = call("run", "scenario=no_retaliation", "replicates=1", "figures=false", "estimate=prior", "quiet=true")
    assert "no_retaliation: without killing: no mandate, anniversary_2021" in said.err
