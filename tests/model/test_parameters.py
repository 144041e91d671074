"""Every number has a row in conf, every mechanism a switch, and a switch turns off exactly its strengths."""

from __future__ import annotations

import pytest

from experiments.setup import priors
from experiments.setup.compose import CONF, composed, typed
from experiments.setup.world import quantities
from model.errors import ModelError
from model.parameters import STRENGTHS, Parameters, parameters, switched

OFF = {"parameters.frailty": 0.0}
"""Numbers that stand at the end of their prior, where they do nothing, until a fit has them."""


@pytest.fixture(scope="module")
def config():
    return typed(composed(["estimate=prior"]))


def test_every_mechanism_has_its_switch_and_is_on_as_shipped(config):
    assert config.mechanisms == dict.fromkeys(STRENGTHS, True)


def test_every_strength_is_a_parameter_of_one_mechanism_only():
    strengths = [name for names in STRENGTHS.values() for name in names]
    assert len(set(strengths)) == len(strengths)
    assert set(strengths) <= set(Parameters._fields)
    assert all(STRENGTHS.values())


def test_every_parameter_has_its_row(config):
    assert set(config.parameters) == set(Parameters._fields)


def test_every_quantity_has_a_value_a_prior_that_allows_it_and_a_source(config):
    for where, quantity in quantities(config).items():
        prior = priors.parse(quantity.prior, where)
        assert priors.check(quantity.value, prior, where) == quantity.value
        assert len(quantity.source) >= 4, where


def test_no_start_value_lies_in_a_tail_of_its_prior(config):
    for where, quantity in quantities(config).items():
        prior = priors.parse(quantity.prior, where)
        if prior.free and where not in OFF:
            assert prior.quantile(0.02) <= quantity.value <= prior.quantile(0.98), where


def test_what_is_off_until_a_fit_stands_at_the_end_of_its_prior(config):
    for where, value in OFF.items():
        quantity = quantities(config)[where]
        assert quantity.value == value == priors.parse(quantity.prior, where).span[0]


def test_no_strength_starts_at_zero(config):
    strengths = {name for names in STRENGTHS.values() for name in names}
    assert [name for name in sorted(strengths) if config.parameters[name].value == 0.0] == []


def test_the_files_of_conf_are_the_ones_composed(config):
    written = (CONF / "parameters" / "iraq.yaml").read_text()
    assert all(f"\n{name}: " in written for name in config.parameters)


def test_a_mechanism_that_is_off_has_its_strengths_at_zero_and_nothing_else_changed(small_world):
    for mechanism, strengths in STRENGTHS.items():
        off = switched(small_world.parameters, {mechanism: False})
        for name, before, after in zip(Parameters._fields, small_world.parameters, off, strict=True):
            assert after == (0.0 if name in strengths else before), (mechanism, name)


def test_a_mechanism_that_is_on_or_unnamed_changes_nothing(small_world):
    assert switched(small_world.parameters, {}) == small_world.parameters
    assert switched(small_world.parameters, dict.fromkeys(STRENGTHS, True)) == small_world.parameters


def test_a_switch_in_the_config_reaches_the_world(world):
    assert world("mechanisms.deniability=false").parameters.cover_need == 0.0
    off = {"rivalry": False, "revenue_feud": False}
    assert world("scenario=no_rivalry").parameters == switched(world().parameters, off)


def test_unknown_missing_and_misspelt_names_are_refused(small_world):
    values = small_world.parameters._asdict()
    with pytest.raises(
        ModelError, match=r"mechanism 'rivalery' does not exist; did you mean 'rivalry'\?.*conf/mechanisms"
    ):
        switched(small_world.parameters, {"rivalery": False})
    with pytest.raises(ModelError, match=r"parameter 'risk_wight' does not exist; did you mean 'risk_weight'\?"):
        parameters(values | {"risk_wight": 1.0})
    del values["aim"]
    with pytest.raises(ModelError, match=r"parameter 'aim' has no value.*Add it in conf/parameters"):
        parameters(values)
