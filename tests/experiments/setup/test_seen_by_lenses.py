"""Every target is spoken of by every lens, on every day: what nobody would count is refused."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.results.request import request
from experiments.setup.compose import composed, typed
from experiments.setup.lenses import lenses_of
from experiments.setup.world import world_of
from model.errors import ModelError

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
    ]
)


MILITIA = """militias:
  NEW:
    slots: 2
    compliance: {value: 0.5, prior: "beta(2, 2)", source: x}
    claim_propensity: {value: 0, prior: fixed, source: x}
    enforces: {value: 0, prior: fixed, source: x}
    stakes: {sinjar: {value: 0, prior: fixed, source: x}, trade: {value: 0, prior: fixed, source: x}}
    source: x
"""


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


def test_a_militia_needs_no_row(mine: Any) -> None:
    assert world_of(mine(MILITIA)).militia_names == ("KH", "AAH", "HHN", "NEW")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["clock.start=2018-12-24"], "lens 'acled' says nothing of target 'us_base' on 2018-12-24"),
        (["lenses.acled.detection.us_convoy.start=2021-01-02"], "'us_convoy' on 2019-06-03"),
        (["lenses.truth.detection.morality.end=2023-04-01"], "'morality' on 2023-04-02"),
        (
            [
                "++lenses.acled.detection.again={target: us_convoy, start: 2020-12-31, share: 0.5, source: test}",
            ],
            "two rows on 'us_convoy' that overlap on 2020-12-31",
        ),
        (["lenses.acled.detection.us_base.target=us_bse"], "target 'us_bse' does not exist; did you mean 'us_base'"),
        (["~lenses.acled.detection.us_base"], "has no row in lens acled"),
    ],
)
def test_a_day_that_no_row_speaks_of_is_refused(words: list[str], message: str) -> None:
    words = [word.replace("~lenses.acled.detection.us_base", "lenses.acled.detection.us_base=null") for word in words]
    with pytest.raises(ModelError, match=message):
        lenses_of(typed(composed(["estimate=prior", *words])))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["within=a/b"], "as in 0.40/0.68"),
        (["up_to=null"], "has only one of 'changes' and 'up_to'"),
        (["changes=null"], "has only one of 'changes' and 'up_to'"),
        (["changes=2021-01-02/2021-01-01"], "an interval goes from its earliest day to a later one"),
        (["spread=0.1"], "it has both within and spread"),
        (["share=0.7"], "within is 0.4/0.68 and share 0.7"),
        (["up_to=.nan"], "up_to"),
    ],
)
def test_doubt_about_a_lens_is_refused_where_it_cannot_be_read(words: list[str], message: str) -> None:
    words = [f"lenses.acled.detection.us_convoy.{word}" for word in words]
    with pytest.raises(ModelError, match=message):
        lenses_of(typed(composed(["estimate=prior", *words])))


def test_settled_facts_settle_what_lenses_see() -> None:
    assert all(lens.doubtful == (name in ("acled", "memri")) for name, lens in of([]).items())
    assert not any(lens.doubtful for lens in of(["timeline=settled"]).values())


def of(words: list[str]) -> Any:
    return lenses_of(typed(composed(["estimate=prior", *words])))
