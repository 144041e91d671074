"""What a file says shows in the config, or is refused with the file that wins."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from experiments.files.checkout import CONF
from experiments.setup.compose import composed, typed
from experiments.setup.world import world_of
from model.errors import ModelError

HEAD = "# @package _global_\nscenario_name: mine\n"


@pytest.mark.parametrize("estimate", ["first", "prior"])
def test_a_value_that_an_estimate_sets_is_refused_elsewhere(estimate: str, files: Any) -> None:
    rows = yaml.safe_load((CONF / "parameters" / "iraq.yaml").read_text(encoding="utf-8"))
    assert "value" not in rows["risk_weight"]
    rows["risk_weight"]["value"] = 5
    own = files({"parameters/mine.yaml": yaml.safe_dump(rows)})
    with pytest.raises(
        ModelError, match=rf"risk_weight.value' is 5 in .*mine.yaml.*conf/estimate/{estimate}.yaml, which wins"
    ):
        typed(composed(["parameters=mine", f"estimate={estimate}"], own))


def test_a_fixed_number_of_ones_own_file_takes_effect(files: Any) -> None:
    rows = yaml.safe_load((CONF / "parameters" / "iraq.yaml").read_text(encoding="utf-8"))
    rows["vicarious"]["value"] = 0.25
    own = files({"parameters/mine.yaml": yaml.safe_dump(rows)})
    assert world_of(typed(composed(["parameters=mine"], own))).parameters.vicarious == 0.25


def test_a_file_of_the_name_of_a_shipped_one_is_refused(files: Any) -> None:
    own = files({"scenario/no_truce.yaml": HEAD})
    with pytest.raises(ModelError, match=r"is never read: conf/scenario/no_truce.yaml has the same name"):
        composed(["scenario=no_truce"], own)


def test_what_another_file_says_again_is_refused(files: Any) -> None:
    own = files({"study.yaml": "defaults: [config, _self_]\nparameters: {resolve_relaxed: {value: 0.3}}\n"})
    with pytest.raises(ModelError, match=r"0.0 in conf/scenario/no_retaliation.yaml, but 0.3 .*again in .*study.yaml"):
        typed(composed(["scenario=no_retaliation"], own, "study"))
    own = files({"study.yaml": "defaults: [_self_, config]\nseed: 5\n"})
    with pytest.raises(ModelError, match=r"'seed' is 5 in .*study.yaml, but 20190603 .*again in conf/config.yaml"):
        typed(composed([], own, "study"))
    assert typed(composed(["seed=7"], own, "study")).seed == 7, "the command line may"


def test_a_scenario_may_start_from_another(mine: Any) -> None:
    config = mine("defaults: [no_truce, _self_]\n")
    assert (config.scenario_name, config.timeline.spells["truce"]) == ("mine", None)
