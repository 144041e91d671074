"""A world refuses what does not fit together, and says the value, the rule, what is legal and where to change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest

from model.errors import ModelError, unknown
from model.parameters import PARAMETER_RANGES, Parameters
from model.world import SHARES, World


def target(**changes: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"targets": (replace(world.targets[0], **changes), *world.targets[1:])}


def militia(**changes: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"militias": (replace(world.militias[0], **changes), *world.militias[1:])}


def brand(**changes: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"brands": (replace(world.brands[0], **changes), *world.brands[1:])}


def forces(**changes: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"forces": replace(world.forces, **changes)}


def parameter(**changes: float) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"parameters": world.parameters._replace(**changes)}


def test_worlds_compare_and_hash_by_what_they_are(world: Callable[..., World]) -> None:
    one = world("clock.end=2019-12-29")
    same, other = replace(one), replace(one, seed=one.seed + 1)
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    drivers = {**one.timeline.drivers, "truce": one.timeline.drivers["truce"] + 0.5}
    assert one != replace(one, timeline=replace(one.timeline, drivers=drivers))
    assert len({one, same, other}) == 2


REFUSED: dict[str, tuple[Callable[[World], dict[str, Any]], str]] = {
    "no militia": (lambda _: {"militias": ()}, r"militia list is empty.*at least one militia.*conf/militias"),
    "no target": (lambda _: {"targets": ()}, r"target list is empty.*at least one target.*conf/targets"),
    "a negative seed": (lambda _: {"seed": -1}, r"seed -1 is out of range.*0 to 4294967295"),
    "a seed beyond a word": (lambda _: {"seed": 2**32}, r"seed 4294967296 is out of range"),
    "an infinite parameter": (parameter(aim=inf), r"parameter 'aim' is inf.*finite number.*conf/parameters"),
    "a parameter that is no number": (parameter(veil=nan), r"parameter 'veil' is nan"),
    "two actors of one name": (militia(name="AAH"), r"'AAH' and 'AAH' share a name.*rename"),
    "an actor named as a target": (militia(name="us_base"), r"'us_base' and 'us_base' share a name"),
    "two names of one address": (
        lambda world: target(name="codding")(world) | militia(name="gnu")(world),
        r"'codding' and 'gnu' share a name or its dice address: rename",
    ),
    "a seed that is no whole number": (lambda _: {"seed": 1.5}, r"seed 1.5 .*whole number"),
    "a parameter beyond its range": (parameter(risk_calm=1.5), r"parameter 'risk_calm' is 1.5: .* from 0 to 1"),
    "a weight against its sign": (parameter(aim=-0.1), r"parameter 'aim' is -0.1: .* from 0 to 100"),
    "a half-life of nothing": (parameter(fear_half_life=0.0), r"'fear_half_life' is 0.0: .* from 0.001"),
    "slots that are no whole number": (militia(slots=1.5), r"slots of militia 'KH' is 1.5: it must be a whole number"),
    "a governorate's share that is no number": (
        target(governorates=(("Baghdad", nan), ("Erbil", 1.0))), r"governorates of target 'us_base' sum to nan",
    ),
    "a method's negative share": (
        target(methods=(("rockets", -0.5), ("drone", 1.5))),
        r"share of rockets in the methods of target 'us_base' is -0.5",
    ),
    "a parent's share that is no number": (brand(parents=(("KH", nan), ("AAH", 1.0))), r"probability of KH .* is nan"),
    "a formula for a name": (militia(name="=1+1"), r"militia '=1\+1' has a name that cannot be used.*letter or digit"),
    "a name that steers": (brand(name="x\x1b[2J"), r"has a name that cannot be used"),
    "a governorate that is a formula": (target(governorates=(("@x", 1.0),)), r"governorate '@x'"),
    "a long name": (target(name="x" * 61), r"at most 60 letters"),
    "unknown means": (target(means="bombs"), r"means 'bombs' does not exist; did you mean 'bomb'\?.*conf/targets"),
    "an unknown presence": (target(presence=("us_presense",)), r"driver 'us_presense'.*did you mean 'us_presence'\?"),
    "governorates short of one": (
        target(governorates=(("Baghdad", 0.5),)),
        r"governorates of target 'us_base' sum to 0.5: they must sum to 1.*conf/targets",
    ),
    "methods beyond one": (target(methods=(("rockets", 1.5),)), r"methods of target 'us_base' sum to 1.5"),
    "no slots": (militia(slots=0), r"slots of militia 'KH' is 0: it must lie from 1 to 1000.*conf/militias \(KH\)"),
    "too many slots": (militia(slots=1001), r"slots of militia 'KH' is 1001"),
    "more than full obedience": (militia(compliance=1.1), r"compliance of militia 'KH' is 1.1: .* from 0 to 1"),
    "a negative stake": (militia(provocation_stake=-0.1), r"stakes.sinjar of militia 'KH' is -0.1"),
    "a trade stake above one": (militia(trade_stake=2.0), r"stakes.trade of militia 'KH' is 2.0"),
    "an unknown specialism": (
        brand(specialism="us_convoys"),
        r"target 'us_convoys' does not exist; did you mean 'us_convoy'\?.*conf/brands \(Ashab al-Kahf\)",
    ),
    "an unknown alignment": (brand(alignment="unknwon"), r"alignment 'unknwon'.*did you mean 'unknown'\?"),
    "an unknown parent": (brand(parents=(("KHH", 1.0),)), r"militia 'KHH'.*did you mean 'KH'\?"),
    "a negative parent probability": (
        brand(parents=(("KH", -0.5), ("AAH", 1.5))),
        r"parent probability of KH for brand 'Ashab al-Kahf' is -0.5: it must lie from 0 to 1",
    ),
    "no parents": (brand(parents=()), r"parent probabilities of brand 'Ashab al-Kahf' sum to 0: they must sum to 1"),
    "a seed that is a switch": (lambda _: {"seed": True}, r"seed True .*whole number"),
    "slots that are a switch": (militia(slots=True), r"slots of militia 'KH' is True: it must be a whole number"),
    "obedience that is a switch": (militia(compliance=True), r"compliance of militia 'KH' is True: it must lie from 0"),
    "no propensity to claim": (militia(claim_propensity=nan), r"claim_propensity of militia 'KH' is nan"),
    "an appeal without end": (target(appeal=inf), r"appeal of target 'us_base' is inf: it must lie from -100 to 100"),
    "an appeal below all": (target(appeal=-101.0), r"appeal of target 'us_base' is -101.0"),
    "a method that is a formula": (target(methods=(("-x", 1.0),)), r"method '-x' has a name that cannot be used"),
    "a brand named as a militia": (brand(name="KH"), r"'KH' and 'KH' share a name"),
    "fewer bases than none": (forces(small_bases=-1), r"small_bases of the forces is -1: it must lie from 0 to 1000"),
    "half a base": (forces(small_bases=1.5), r"small_bases of the forces is 1.5: it must be a whole number"),
    "a lag that is no number": (forces(lag_contested=nan), r"lag_contested of the forces is nan: .*conf/forces"),
    "a lag of years": (forces(lag_relaxed=1001), r"lag_relaxed of the forces is 1001"),
    "parents beyond one": (brand(parents=(("KH", 0.7), ("AAH", 0.6))), r"sum to 1.3"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "message"), REFUSED.values(), ids=REFUSED)
def test_a_world_refuses(small_world, change, message):
    with pytest.raises(ModelError, match=message):
        replace(small_world, **change(small_world))


@pytest.mark.parametrize("trait", SHARES)
@pytest.mark.parametrize("value", [-0.01, 1.01, nan])
def test_a_targets_trait_outside_0_to_1_is_refused(small_world, trait, value):
    called = small_world.roles.key_of_trait(trait)
    message = (
        rf"{called} of target 'us_base' is {value}: it must lie from 0 to 1. Change it in conf/targets \(us_base\)"
    )
    with pytest.raises(ModelError, match=message):
        replace(small_world, **target(**{trait: value})(small_world))


def test_every_number_of_a_target_but_its_appeal_is_a_share(small_world):
    numbers = {name for name, value in vars(small_world.targets[0]).items() if isinstance(value, float)}
    assert set(SHARES) == numbers - {"appeal"}


def test_a_world_knows_its_vocabularies(small_world):
    assert small_world.target_names == ("us_base", "us_convoy")
    assert small_world.militia_names == ("KH", "AAH")
    assert small_world.methods == ("IED", "drone", "grenades", "rockets", "small arms")
    assert list(small_world.governorates) == sorted(set(small_world.governorates))


def test_the_nearest_name_is_offered_and_all_are_listed():
    error = unknown("driver", "trce", ["truce", "tension"], "conf/timeline")
    assert str(error) == (
        "driver 'trce' does not exist; did you mean 'truce'? Known: tension, truce. Change it in conf/timeline."
    )
    assert "Known: none" in str(unknown("driver", "truce", [], "conf/timeline"))


@pytest.mark.parametrize(
    "name", ["KH", "us_camp", "People of the Good", "Abu Fadak's (2)", "زينبيون", "Kata'ib", "2nd", "Zé"]
)
def test_names_of_people_and_places_are_names(small_world, name):
    assert replace(small_world, **militia(name=name)(small_world) | {"brands": ()}).militia_names[0] == name


def test_every_parameter_has_a_range_and_lies_in_it(small_world):
    assert set(PARAMETER_RANGES) == set(Parameters._fields)
    for name, (low, high) in PARAMETER_RANGES.items():
        assert low < high
        for value in (low, high):
            replace(small_world, **parameter(**{name: value})(small_world))
        for value in (low - 1e-3, high * 1.001, nan):
            with pytest.raises(ModelError, match=f"parameter '{name}' is"):
                replace(small_world, **parameter(**{name: value})(small_world))
