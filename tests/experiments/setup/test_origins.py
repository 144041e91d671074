"""Where the numbers of a world were set: an estimate, a scenario, a file of one's own, the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import yaml

from experiments.results.request import request
from experiments.setup.compose import composed
from experiments.setup.origins import Origin

PRIOR, NONE_BACK = "conf/estimate/prior.yaml", "conf/scenario/no_retaliation.yaml"


def told(*words: str, own: Path | None = None) -> dict[str, Origin]:
    return {one.key: one for one in request(composed(["estimate=prior", *words], own)).origins}


def test_an_estimate_decides_all_that_it_says_and_nothing_else_is_set() -> None:
    content = yaml.safe_load(Path(__file__).parents[3].joinpath(PRIOR).read_text(encoding="utf-8"))
    rows = [f"{key}.{row}" for key, found in content.items() if isinstance(found, dict) for row in found]
    found = told()
    assert {key.split(".")[1] for key in found} == {row.split(".")[1] for row in rows}
    assert {(one.place, one.instead) for one in found.values()} == {(PRIOR, None)}


def test_a_scenario_and_a_word_win_over_it() -> None:
    found = told("scenario=no_retaliation", "parameters.aim.value=0.7", "parameters.vicarious.value=0.25", "seed=3")
    key = "parameters.resolve_relaxed.value"
    assert (found[key].place, found[key].value) == (NONE_BACK, 0.0)
    assert found[key].instead == told()[key].value
    assert found["parameters.aim.value"] == Origin("parameters.aim.value", 0.7, "the command line", 0.5)
    assert found["parameters.vicarious.value"].instead == 0.5, "the content file's"
    assert not [key for key in found if key.startswith(("seed", "clock"))]


def test_what_is_said_again_is_decided_by_who_said_it_first() -> None:
    assert told("parameters.aim.value=0.5")["parameters.aim.value"].place == PRIOR
    assert "parameters.vicarious.value" not in told("parameters.vicarious.value=0.5")


def test_the_choice_of_a_file_is_no_number() -> None:
    assert {one.place for one in told("targets=iraq").values()} == {PRIOR}
    found = told("parameters.aim={value: 0.7}")
    assert found["parameters.aim.value"].place == "the command line"


def test_a_scenario_of_ones_own_wins_over_the_one_that_it_starts_from(own: Callable[[str], str]) -> None:
    text = "# @package _global_\ndefaults: [no_retaliation, _self_]\nscenario_name: mine\n"
    folder = Path(own(f"{text}parameters: {{resolve_relaxed: {{value: 0.3}}}}\n"))
    found = told("scenario=mine", own=folder)
    key = "parameters.resolve_relaxed.value"
    assert found[key] == Origin(key, 0.3, str(folder / "scenario" / "mine.yaml"), 0.0)
    assert found["parameters.resolve_contested.value"].place == NONE_BACK
