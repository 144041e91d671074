"""What a switch, a number, a prior, a date and a name may be: no value is silently another."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from experiments.setup.lenses import lenses_of
from experiments.setup.world import quantities, world_of
from model.errors import ModelError
from model.parameters import STRENGTHS


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


def test_a_number_that_no_rule_takes_is_refused(mine: Any) -> None:
    text = "parameters: {aims: {value: 1, prior: fixed, source: x}}\n"
    with pytest.raises(ModelError, match="parameter 'aims' does not exist; did you mean 'aim'"):
        world_of(mine(text))


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


def test_a_prior_narrows_what_its_number_may_be(config: Any) -> None:
    config.parameters["front"].value, config.parameters["front"].prior = -1.0, "halfnormal(1)"
    with pytest.raises(ModelError, match=r"parameters.front is -1.0: its prior 'halfnormal' allows 0"):
        world_of(config)


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


@pytest.mark.parametrize("name", ["=cmd", "+a", "-a", "@a", "", " a", "a ", "a;b", "a.b", "a:b", "x" * 61, "a\u202eb"])
def test_names_that_a_table_or_terminal_would_act_on_are_refused(name: str, config: Any) -> None:
    for group in ("militias", "brands", "targets"):
        changed = deepcopy(config)
        rows = getattr(changed, group)
        rows[name] = next(iter(rows.values()))
        with pytest.raises(ModelError, match="has a name that cannot be used"):
            world_of(changed)
