"""Rows that are taken out: a militia, a brand, a target; what named them follows, or is refused."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.judge.patterns import load_patterns
from experiments.results.request import request
from experiments.setup.compose import composed
from experiments.setup.world import world_of
from model.errors import ModelError


def test_a_militia_that_is_taken_out_leaves_its_brands_to_the_others(mine: Any) -> None:
    config = mine("militias: {HHN: null}\n")
    world = world_of(config)
    assert world.militia_names == ("KH", "AAH")
    parents = dict(next(brand for brand in world.brands if brand.name == "Ashab al-Kahf").parents)
    assert parents == pytest.approx({"AAH": 0.6 / 0.75, "KH": 0.15 / 0.75})


def test_a_brand_without_a_parent_left_goes_too(mine: Any) -> None:
    config = mine("militias: {HHN: null}\nbrands: {Ahrar Sinjar: {parents: {KH: 0, AAH: 0, HHN: 1}, alignment: HHN}}\n")
    assert "Ahrar Sinjar" not in [brand.name for brand in world_of(config).brands]


def test_an_alignment_with_who_was_taken_out_is_unknown(mine: Any) -> None:
    config = mine("militias: {HHN: null}\nbrands: {Ahrar Sinjar: {alignment: HHN}}\n")
    assert {brand.name: brand.alignment for brand in world_of(config).brands}["Ahrar Sinjar"] == "unknown"


def test_a_brand_can_be_taken_out(mine: Any) -> None:
    config = mine("brands: {Raba Allah: null}\n")
    assert "Raba Allah" not in [brand.name for brand in world_of(config).brands]


def test_a_misspelt_parent_is_no_removed_one(mine: Any) -> None:
    with pytest.raises(ModelError, match="militia 'HHM' does not exist; did you mean 'HHN'"):
        world_of(mine("brands: {Ahrar Sinjar: {parents: {HHN: 0, HHM: 0.35}}}\n"))


def test_what_speaks_of_a_removed_militia_is_not_judged() -> None:
    asked = request(composed(["militias.KH=null", "estimate=prior"]))
    assert "S15" in asked.unjudged
    assert {one.id for one in asked.patterns}.isdisjoint(asked.unjudged)
    assert len(asked.patterns) + len(asked.unjudged) == len(load_patterns())
    assert request(composed(["estimate=prior"])).unjudged == ()


def test_a_target_that_a_brand_is_made_for_stays_until_the_brand_goes(mine: Any) -> None:
    with pytest.raises(
        ModelError, match="brand 'Qasim al-Jabbarin' is made for target 'morality', which was taken out"
    ):
        world_of(mine("targets: {morality: null}\n"))
