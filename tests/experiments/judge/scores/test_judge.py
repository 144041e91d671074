"""What an estimate has seen, phase by phase."""

from __future__ import annotations

import pytest

from experiments.judge.heldout import Exposure
from experiments.judge.scores.judge import words
from tests.experiments.judge.scores.conftest import observed


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (("phase1", "phase2", "phase3"), ["fitted", "fitted", "fitted", "fitted"]),
        (("phase1", "phase3"), ["fitted", "held out", "fitted", "fitted"]),
        ((), ["not fitted"] * 4),
    ],
)
def test_what_was_seen(seen: tuple[str, ...], expected: list[str]) -> None:
    found = words(Exposure(frozenset(seen)), observed())
    assert found == dict(zip(("phase1", "phase2", "phase3", "all"), expected, strict=True))


def test_all_of_a_held_out_phase_is_held_out() -> None:
    assert words(Exposure(frozenset({"phase1"})), observed().only([2, 3]))["all"] == "held out"
