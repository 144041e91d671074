"""Totals of patterns stand beside worlds without mechanisms, which have the record's totals and perhaps its claims."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from experiments.judge.patterns import load_patterns, powers, reference_line, references
from experiments.judge.patterns.power.layouts import by_stretch, laid_out
from experiments.judge.patterns.power.worlds import world_of
from experiments.observed.record import record
from model.events import NOBODY, Kind

PATTERNS = load_patterns()


@pytest.fixture(scope="module")
def names(perfect):
    return perfect(4, 1)["acled"].names


@pytest.fixture(scope="module")
def found(names):
    return references(PATTERNS, powers(PATTERNS, names), names)


@pytest.fixture(scope="module")
def given(names):
    return world_of(laid_out(by_stretch, "acled"), "acled", names, 300, "a test", given=True)


def test_there_are_six_and_they_count_what_the_model_is_counted_by(found):
    assert [(row.world, row.given) for row in found] == [
        (world, given) for given in (False, True) for world in ("by_year", "by_phase", "by_stretch")
    ]
    assert {row.counted for row in found} == {sum(pattern.counted for pattern in PATTERNS)}
    assert all(0 < row.reproduced <= row.reproduced_counted <= row.counted for row in found)
    assert all(row.reproduced <= row.headline for row in found)


def test_a_pattern_without_power_is_counted_and_not_in_the_headline(names):
    """S36 is shown by nearly every plain world: without power it leaves one total, and stays in the other."""
    (weak,) = (pattern for pattern in PATTERNS if pattern.id == "S36")
    for power, headline in ((0.9, 1), (0.0, 0)):
        rows = references([weak], {"S36": power}, names)
        assert {row.headline for row in rows} == {headline}
        assert all(row.reproduced == headline * row.reproduced_counted for row in rows)
        assert any(row.reproduced_counted for row in rows)


def test_finer_times_and_what_is_given_show_more(found):
    """W3 of the audit: a total means little beside a world that is told what happened and has no reason for it."""
    shown = {(row.world, row.given): row.reproduced for row in found}
    assert shown["by_stretch", False] > shown["by_phase", False]
    assert all(shown[world, True] > shown[world, False] for world in ("by_year", "by_phase", "by_stretch"))
    assert shown["by_stretch", True] > 0.4 * found[0].headline


def test_stretches_have_the_means_of_the_record():
    known = record()
    means = dict(zip(known.targets, known.counts.mean(axis=(0))[:, 0], strict=True))
    first = {one.target: one for one in laid_out(by_stretch, "acled")[:: len(known.stretches)]}
    assert {target: one.mean for target, one in first.items()} == pytest.approx(means)
    assert [one.target for one in laid_out(by_stretch, "memri")] == ["us_convoy"], "another source has its own figures"


def test_what_is_given_is_the_records(given, names):
    columns = given.columns
    year = (columns["day"] >= date(2021, 1, 1).toordinal()) & (columns["day"] <= date(2021, 12, 31).toordinal())
    convoys = (columns["kind"] == Kind.ATTACK) & (columns["target"] == names.targets.index("us_convoy")) & year
    aligned = np.array([*names.alignments, "nobody"])[columns["brand"]]
    assert (convoys & (aligned == "AAH")).sum() / 300 == pytest.approx(40, abs=2)
    assert (convoys & (aligned == "KH")).sum() / 300 == pytest.approx(11, abs=1)
    assert (convoys & (columns["brand"] == NOBODY)).sum() / 300 == pytest.approx(129, abs=5)
    morality = (columns["kind"] == Kind.ATTACK) & (columns["target"] == names.targets.index("morality"))
    morality &= (columns["day"] >= date(2020, 10, 1).toordinal()) & (columns["day"] <= date(2021, 2, 28).toordinal())
    assert (morality & (aligned == "KH")).sum() / morality.sum() == pytest.approx(0.27, abs=0.03)
    struck = columns["kind"] == Kind.STRIKE
    assert len(set(columns["day"][struck])) == struck.sum() / 300 == 5
    born = columns["kind"] == Kind.BIRTH
    assert born.sum() / 300 == len(names.brands)
    assert len({(b, d) for b, d in zip(columns["brand"][born], columns["day"][born], strict=True)}) == len(names.brands)


def test_they_are_said_in_one_line(found):
    line = reference_line(found)
    assert len(line) <= 118
    assert f"by stretch {found[2].reproduced}" in line
