"""What no file of one's own may say: how Hydra runs, what an estimate was fitted to, defaults that are none."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.setup.compose import composed, typed
from model.errors import ModelError

HEAD = "# @package _global_\nscenario_name: mine\n"


@pytest.mark.parametrize(
    "text",
    [
        "hydra: {callbacks: {x: {_target_: os.system}}}\n",
        "defaults: [override /hydra/launcher: x]\n",
        "defaults: [/hydra/callbacks@_global_: x]\n",
        "defaults: [base@hydra.callbacks: x]\n",
        "defaults: [{/scenario@hydra.run: baseline}]\n",
    ],
)
def test_no_file_of_ones_own_says_how_hydra_runs(text: str, mine: Any) -> None:
    with pytest.raises(ModelError, match="how Hydra itself is to run"):
        mine(text)


@pytest.mark.parametrize(
    "entries", ["null", "1.5", "{a: b}", "config", "[1]", "[[config]]", "[null]", "[{a: 1}]", "['']"]
)
def test_defaults_are_a_list_of_configs(entries: str, mine: Any) -> None:
    with pytest.raises(ModelError, match=r"mine.yaml has defaults that are no list"):
        mine(f"defaults: {entries}\n")


def test_no_group_or_package_of_hydras_is_read(files: Any) -> None:
    own = files({"hydra/callbacks/x.yaml": "a: 1\n", "scenario/mine.yaml": "# @package hydra.callbacks\na: 1\n"})
    for word in ("+hydra/callbacks=x", "scenario=mine"):
        with pytest.raises(ModelError, match=r"how Hydra itself (is to run|runs)"):
            composed([word], own)


@pytest.mark.parametrize("key", ["estimate_seen: []", "estimate_name: first", "estimate_seen: [phase1]"])
def test_only_an_estimates_file_says_what_it_was_fitted_to(key: str, files: Any, mine: Any) -> None:
    with pytest.raises(ModelError, match=r"only be said by an estimate's own file.*mine.yaml"):
        mine(f"{key}\n")
    own = files({"study.yaml": f"defaults: [config, _self_]\n{key}\n"})
    with pytest.raises(ModelError, match=r"only be said by an estimate's own file.*study.yaml"):
        composed([], own, "study")


def test_an_estimate_of_ones_own_may(files: Any) -> None:
    text = "# @package _global_\ndefaults: [prior, _self_]\nestimate_name: ours\nparameters: {aim: {value: 0.7}}\n"
    config = typed(composed(["estimate=ours"], files({"estimate/ours.yaml": text})))
    assert (config.estimate_name, config.estimate_seen, config.parameters["aim"].value) == ("ours", [], 0.7)


def test_an_option_leads_nowhere_else(files: Any) -> None:
    with pytest.raises(Exception, match=r"leads out of its folder|no option|Could not find"):
        composed(["scenario=../lens/truth"], files({"scenario/mine.yaml": HEAD}))


def test_a_hydra_at_work_is_left_as_it_was() -> None:
    from hydra.core.global_hydra import GlobalHydra

    composed(["estimate=prior"])
    others = GlobalHydra.instance().hydra
    sign: Any = object()
    GlobalHydra.instance().hydra = sign
    try:
        composed(["seed=3"])
        assert GlobalHydra.instance().hydra is sign
    finally:
        GlobalHydra.instance().hydra = others


def test_a_config_that_starts_from_no_app_is_refused_with_the_line_to_add() -> None:
    with pytest.raises(ModelError, match=r"has no keys of an app.*'defaults: \[run, _self_\]'"):
        typed(composed([], None, "settings"))
