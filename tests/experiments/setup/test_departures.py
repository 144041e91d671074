"""A changed world says how it is changed; the baseline says nothing."""

from __future__ import annotations

import pytest

from experiments.results.request import request
from experiments.setup.compose import composed
from experiments.setup.departures import between, from_baseline, in_short, named


def told(*overrides: str) -> list[str]:
    return from_baseline(request(composed(list(overrides))).settled)


@pytest.mark.parametrize(
    ("overrides", "differences"),
    [
        ((), []),
        (("seed=7", "replicates=3", "engine=theatre", "seen_through=truth", "workers=1", "details=true"), []),
        (("mechanisms.rivalry=false",), ["mechanisms.rivalry=false instead of true"]),
        (("scenario=no_truce",), ["timeline.spells.truce taken out"]),
        (("~timeline.spells.truce",), ["timeline.spells.truce taken out"]),
        (("estimate=prior",), ["estimate=prior"]),
        (("clock.end=2024-12-29",), ["clock.end=2024-12-29 instead of 2023-04-02"]),
        (("lenses.acled.claimed_only=true",), ["lenses.acled.claimed_only=true instead of false"]),
    ],
)
def test_the_differences_from_the_baseline(overrides: tuple[str, ...], differences: list[str]) -> None:
    assert told(*overrides) == differences


def test_what_a_shipped_scenario_brings_itself_comes_last() -> None:
    first, *rest = told("scenario=harder_retaliation", "timeline.occasions.election=null")
    assert first == "timeline.occasions.election taken out"
    assert len(rest) == 7


def test_a_target_of_ones_own_is_one_difference() -> None:
    targets = {"us_base": {"value": 1.0}}
    assert between({"targets": {**targets, "port": {"value": 0.5}}}, {"targets": targets}) == ["targets.port added"]


def test_remarks_are_no_differences_and_control_characters_do_not_pass() -> None:
    here, there = {"a": {"source": "x", "b": "p\x1b[31mq"}}, {"a": {"source": "y", "b": "r"}}
    (difference,) = between(here, there)
    assert difference.isprintable()
    assert "source" not in difference


def test_a_long_value_is_cut() -> None:
    (difference,) = between({"a": "x" * 5000}, {"a": "y"})
    assert len(difference) < 80


def test_three_in_full_and_then_a_count() -> None:
    assert in_short(["a", "b", "c", "d"]) == "a, b, c, d"
    assert in_short(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more differences"


def test_the_baseline_is_named_alone_only_when_nothing_differs() -> None:
    assert named("baseline", []) == "baseline"
    assert named("baseline", ["a=1 instead of 2"]) == "baseline with a=1 instead of 2"
    assert named("mine", ["a=1 instead of 2"]) == "mine (baseline with a=1 instead of 2)"
