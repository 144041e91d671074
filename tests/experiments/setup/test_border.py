"""What a config may say, from files and words to a world: nothing is in vain, nothing is silently other."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from experiments.files.checkout import CONF
from experiments.judge.patterns import load_patterns
from experiments.results.request import request
from experiments.setup.compose import composed, typed
from experiments.setup.lenses import lenses_of
from experiments.setup.world import quantities, world_of
from model.errors import ModelError
from model.parameters import STRENGTHS

HEAD = "# @package _global_\nscenario_name: mine\n"
TARGET = """targets:
  pipeline:
    appeal: {value: -3, prior: "normal(-3, 1)", source: x}
    harm: {value: 0, prior: fixed, source: x}
    means: bomb
    presence: ""
    governorates: {Erbil: 1}
    methods: {IED: 1}
    source: x
    value: 0.1
""" + "".join(
    f"    {trait}: 0.0\n"
    for trait in [
        "risk",
        "pressure",
        "order_coverage",
        "truce_coverage",
        "needs_supply",
        "cost",
        "harm_to_iraqis",
        "openness",
        "unrest",
        "know_how",
        "closes",
        "traffic",
        "turkish",
        "kurdish",
        "trade",
    ]
)
MILITIA = """militias:
  NEW:
    slots: 2
    compliance: {value: 0.5, prior: "beta(2, 2)", source: x}
    claim_propensity: {value: 0, prior: fixed, source: x}
    sinjar_stake: {value: 0, prior: fixed, source: x}
    trade_stake: 0.0
    enforces: {value: 0, prior: fixed, source: x}
    source: x
"""


@cache
def _shipped() -> Any:
    return typed(composed(["estimate=prior"]))


@pytest.fixture
def config() -> Any:
    """The baseline at its start values, to change."""
    return deepcopy(_shipped())


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., Path]:
    """`files({"scenario/mine.yaml": text})`: a config folder of one's own."""

    def written(texts: dict[str, str]) -> Path:
        for name, text in texts.items():
            file = tmp_path / "own" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path / "own"

    return written


def mine(files: Any, text: str, *words: str) -> Any:
    """The typed config of a scenario of one's own."""
    return typed(composed(["scenario=mine", "estimate=prior", *words], files({"scenario/mine.yaml": HEAD + text})))


def test_a_militia_that_is_taken_out_leaves_its_brands_to_the_others(files: Any) -> None:
    config = mine(files, "militias: {HHN: null}\n")
    world = world_of(config)
    assert world.militia_names == ("KH", "AAH")
    parents = dict(next(brand for brand in world.brands if brand.name == "Ashab al-Kahf").parents)
    assert parents == pytest.approx({"AAH": 0.6 / 0.75, "KH": 0.15 / 0.75})


def test_a_brand_without_a_parent_left_goes_too(files: Any) -> None:
    config = mine(
        files, "militias: {HHN: null}\nbrands: {Ahrar Sinjar: {parents: {KH: 0, AAH: 0, HHN: 1}, alignment: HHN}}\n"
    )
    assert "Ahrar Sinjar" not in [brand.name for brand in world_of(config).brands]


def test_an_alignment_with_who_was_taken_out_is_unknown(files: Any) -> None:
    config = mine(files, "militias: {HHN: null}\nbrands: {Ahrar Sinjar: {alignment: HHN}}\n")
    assert {brand.name: brand.alignment for brand in world_of(config).brands}["Ahrar Sinjar"] == "unknown"


def test_a_brand_can_be_taken_out(files: Any) -> None:
    config = mine(files, "brands: {Raba Allah: null}\n")
    assert "Raba Allah" not in [brand.name for brand in world_of(config).brands]


def test_a_misspelt_parent_is_no_removed_one(files: Any) -> None:
    with pytest.raises(ModelError, match="militia 'HHM' does not exist; did you mean 'HHN'"):
        world_of(mine(files, "brands: {Ahrar Sinjar: {parents: {HHN: 0, HHM: 0.35}}}\n"))


def test_what_speaks_of_a_removed_militia_is_not_judged() -> None:
    asked = request(composed(["militias.KH=null", "estimate=prior"]))
    assert "S15" in asked.unjudged
    assert {one.id for one in asked.patterns}.isdisjoint(asked.unjudged)
    assert len(asked.patterns) + len(asked.unjudged) == len(load_patterns())
    assert request(composed(["estimate=prior"])).unjudged == ()


def test_a_target_that_a_brand_is_made_for_stays_until_the_brand_goes(files: Any) -> None:
    with pytest.raises(
        ModelError, match="brand 'Qasim al-Jabbarin' is made for target 'morality', which was taken out"
    ):
        world_of(mine(files, "targets: {morality: null}\n"))


def test_every_switch_must_be_said(config: Any) -> None:
    for name in STRENGTHS:
        switches = {other: True for other in STRENGTHS if other != name}
        config.mechanisms = switches
        with pytest.raises(ModelError, match=f"mechanisms.{name} is missing"):
            world_of(config)


def test_every_number_has_a_range_that_no_prior_widens(config: Any) -> None:
    for path, number in quantities(config).items():
        value, prior = number.value, number.prior
        for wild in (1e7, -1e7):
            for widest in (prior, "fixed", "normal(0, 1e9)"):
                number.value, number.prior = wild, widest
                with pytest.raises(ModelError, match=path):
                    world_of(config)
        number.value, number.prior = value, prior
    world_of(config)


PRIORS = {
    "normal(nan,1)": "must be numbers",
    "normal(0,inf)": "must be numbers",
    "normal(0,0)": "deviation is 0",
    "normal(1_0,1)": "must be numbers",
    "normal(0,1e999)": "finite",
    "normal(0,)": "must be numbers",
    "normal(0)": "takes 2 numbers, not 1",
    "normal()": "takes 2 numbers, not 0",
    "lognormal(-5,1)": "median is -5",
    "lognormal(5,-1)": "deviation is -1",
    "lognormal(26,5)": "it reaches from",
    "halfnormal(1)": "it reaches from 0",  # a half-life of 0
    "normal(26,1)x": "does not exist",
    "beta(2,2)": "it reaches from 0 to 1|allows 0 to 1",
    "fixed(1)": "takes 0 numbers",
    "uniform(0,1)": "prior 'uniform' does not exist",
    "": "prior '' does not exist",
}


@pytest.mark.parametrize("prior", PRIORS)
def test_a_prior_is_refused_by_its_arguments(prior: str, config: Any) -> None:
    config.parameters["risk_half_life"].prior = prior
    with pytest.raises(ModelError, match=PRIORS[prior]):
        world_of(config)


@pytest.mark.parametrize(
    "day", ["2020-W10-1", "20201010", "2020-1-1", "2020-02-30", "x", "", " 2020-01-01", "２020-01-01"]
)
def test_dates_are_written_in_one_way(day: str, config: Any) -> None:
    for holder, key, made in (
        (config.clock, "end", world_of),
        (config.timeline.spells["truce"], "end", world_of),
        (config.timeline.occasions["defeat"], "day", world_of),
        (config.lenses["acled"].detection["us_base"], "end", lenses_of),
    ):
        good = getattr(holder, key)
        setattr(holder, key, day)
        with pytest.raises(ModelError, match="YYYY-MM-DD"):
            made(config)
        setattr(holder, key, good)


def test_a_target_that_no_lens_speaks_of_is_refused_with_the_row(files: Any) -> None:
    with pytest.raises(
        ModelError, match=r"'pipeline' has no row in lens acled, knights, memri, truth.*'pipeline: \{target"
    ):
        request(composed(["scenario=mine", "estimate=prior"], files({"scenario/mine.yaml": HEAD + TARGET})))


def test_a_target_that_every_lens_speaks_of_is_played(files: Any) -> None:
    row = "{detection: {pipeline: {target: pipeline, start: 2019-06-03, end: null, share: 0.9, source: x}}}"
    lenses = f"lenses: {{acled: {row}, knights: {row}, memri: {row}, truth: {row}}}\n"
    asked = request(
        composed(["scenario=mine", "estimate=prior"], files({"scenario/mine.yaml": HEAD + TARGET + lenses}))
    )
    assert "pipeline" in asked.world.target_names


def test_a_militia_needs_no_row(files: Any) -> None:
    assert world_of(mine(files, MILITIA)).militia_names == ("KH", "AAH", "HHN", "NEW")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["clock.start=2018-12-24"], "lens 'acled' says nothing of target 'us_base' on 2018-12-24"),
        (["lenses.acled.detection.us_convoy.start=2021-01-02"], "'us_convoy' on 2021-01-01"),
        (["lenses.truth.detection.morality.end=2023-04-01"], "'morality' on 2023-04-02"),
        (["lenses.acled.detection.us_convoy.start=2020-12-31"], "two rows on 'us_convoy' that overlap on 2020-12-31"),
        (["lenses.acled.detection.us_base.target=us_bse"], "target 'us_bse' does not exist; did you mean 'us_base'"),
        (["~lenses.acled.detection.us_base"], "has no row in lens acled"),
    ],
)
def test_a_day_that_no_row_speaks_of_is_refused(words: list[str], message: str) -> None:
    words = [word.replace("~lenses.acled.detection.us_base", "lenses.acled.detection.us_base=null") for word in words]
    with pytest.raises(ModelError, match=message):
        lenses_of(typed(composed(["estimate=prior", *words])))


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


def test_a_scenario_may_start_from_another(files: Any) -> None:
    config = mine(files, "defaults: [no_truce, _self_]\n")
    assert (config.scenario_name, config.timeline.spells["truce"]) == ("mine", None)


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
def test_no_file_of_ones_own_says_how_hydra_runs(text: str, files: Any) -> None:
    with pytest.raises(ModelError, match="how Hydra itself is to run"):
        mine(files, text)


@pytest.mark.parametrize(
    "entries", ["null", "1.5", "{a: b}", "config", "[1]", "[[config]]", "[null]", "[{a: 1}]", "['']"]
)
def test_defaults_are_a_list_of_configs(entries: str, files: Any) -> None:
    with pytest.raises(ModelError, match=r"mine.yaml has defaults that are no list"):
        mine(files, f"defaults: {entries}\n")


def test_no_group_or_package_of_hydras_is_read(files: Any) -> None:
    own = files({"hydra/callbacks/x.yaml": "a: 1\n", "scenario/mine.yaml": "# @package hydra.callbacks\na: 1\n"})
    for word in ("+hydra/callbacks=x", "scenario=mine"):
        with pytest.raises(ModelError, match="how Hydra itself is to run"):
            composed([word], own)


@pytest.mark.parametrize("key", ["estimate_seen: []", "estimate_name: first", "estimate_seen: [phase1]"])
def test_only_an_estimates_file_says_what_it_was_fitted_to(key: str, files: Any) -> None:
    with pytest.raises(ModelError, match=r"only be said by an estimate's own file.*mine.yaml"):
        mine(files, f"{key}\n")
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


@pytest.mark.parametrize("name", ["=cmd", "+a", "-a", "@a", "", " a", "a ", "a;b", "a.b", "a:b", "x" * 61, "a\u202eb"])
def test_names_that_a_table_or_terminal_would_act_on_are_refused(name: str, config: Any) -> None:
    for group in ("militias", "brands", "targets"):
        changed = deepcopy(config)
        rows = getattr(changed, group)
        rows[name] = next(iter(rows.values()))
        with pytest.raises(ModelError, match="has a name that cannot be used"):
            world_of(changed)


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
