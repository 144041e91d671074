"""The numbers of patterns that documents quote are those of the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.files.checkout import ROOT
from experiments.judge.heldout import patterns_without
from experiments.judge.patterns import load_patterns, powers
from experiments.judge.patterns.evaluate import in_headline

PATTERNS = load_patterns()


@pytest.fixture(scope="module")
def telling(perfect) -> int:
    """How many patterns count in the headline."""
    power = powers(PATTERNS, perfect(4, 1)["acled"].names)
    return sum(in_headline(pattern, power[pattern.id]) for pattern in PATTERNS)


def test_the_changelog_quotes_all_three_counts(telling):
    counted = sum(pattern.counted for pattern in PATTERNS)
    assert f"{len(PATTERNS)} patterns, {counted} of them counted, {telling} in the headline" in said("CHANGELOG.md")


def test_the_readme_quotes_the_headline_and_what_it_leaves_out(telling):
    counted = sum(pattern.counted for pattern in PATTERNS)
    readme = said("README.md")
    assert f"| all: {telling} |" in readme
    assert f"Of the {counted} counted, three are not in the headline" in readme
    assert counted - telling == 3


def test_the_architecture_quotes_what_remains_without_a_phase():
    left = [len(patterns_without(phase, PATTERNS)) for phase in ("phase1", "phase2", "phase3")]
    counted = sum(pattern.counted for pattern in PATTERNS)
    assert f"{left[0]}, {left[1]} or {left[2]} of {counted} patterns" in said("ARCHITECTURE.md")


def said(name: str) -> str:
    return " ".join(Path(ROOT / name).read_text(encoding="utf-8").split())
