"""What no theatre may have of roles, and the one clear line that says it."""

from __future__ import annotations

import pytest

from experiments.setup.compose import world
from model.errors import ModelError

DRIVER = "+roles.drivers.weather={means: rain}"
REFUSED = {
    "a driver that nobody reads": (
        [DRIVER],
        r"driver 'weather' is read by nobody: say which role it plays \(posture, .*conf/roles",
    ),
    "an occasion that nobody reads": (
        ["+roles.occasions.storm={plays: [], means: rain}"],
        r"occasion 'storm' is read by nobody: say which role it plays \(election, .*conf/roles",
    ),
    "an unknown role": (
        ["roles.drivers.truce.plays=truse"],
        r"role 'truse' does not exist; did you mean 'truce'\?.*conf/roles \(driver truce\)",
    ),
    "a role played twice": (["roles.drivers.truce.plays=[truce,truce]"], r"driver 'truce' plays 'truce' twice"),
    "a spell of an unknown driver": (
        ["timeline.spells.truce.driver=trucee"],
        r"driver 'trucee' does not exist; did you mean 'truce'\?.*conf/timeline or conf/roles",
    ),
    "a driver taken out that is dated": (
        ["roles.drivers.tension=null"],
        r"driver 'tension' does not exist; did you mean .*timeline.spells.tension_high",
    ),
    "an occasion taken out that is dated": (["roles.occasions.warning=null"], r"occasion 'warning' does not exist"),
    "an unknown presence": (
        ["targets.us_base.presence=[us_presence,us_presense]"],
        r"driver 'us_presense' does not exist; did you mean 'us_presence'\?",
    ),
    "an unknown trait": (
        ["+targets.us_base.traits={turkisch: 1.0}"],
        r"trait 'turkisch' does not exist; did you mean 'turkish'\?.*targets.us_base.traits",
    ),
    "a trait beyond its range": (
        ["targets.oil_gas.traits.kurdish=1.5"],
        r"traits.kurdish of target 'oil_gas' is 1.5: it must lie from 0 to 1",
    ),
    "an unknown stake": (
        ["+militias.KH.stakes.sinjaar={value: 1.0, prior: fixed, source: mine}"],
        r"stake 'sinjaar' does not exist; did you mean 'sinjar'\?.*militias.KH.stakes",
    ),
    "a stake beyond its range": (["militias.KH.stakes.trade.value=2"], r"militias.KH.stakes.trade is 2.0: .* 0 to 1"),
    "a stake that a militia does not say": (
        ["militias.AAH.stakes.trade=null"],
        r"militia 'AAH' has no stake 'trade': every militia says each stake of conf/roles, as in 'stakes: \{trade:",
    ),
    "two traits in one role": (
        ["+roles.traits.tolls={plays: trade, means: x}"],
        r"traits 'trade' and 'tolls' both play 'trade': only one trait can",
    ),
    "a stake that meets no trait": (
        ["roles.traits.turkish=null", "targets.turkish_base.traits=null"],
        r"stake 'sinjar' plays 'provocation', but no target has it",
    ),
    "a trait that meets no stake": (
        ["roles.stakes.sinjar=null"],
        r"trait 'turkish' plays 'provocation', but no militia",
    ),
    "no name for a state actor": (["~forces.patron"], r"'forces.patron' cannot be deleted: it is needed"),
    "an empty name": (["forces.patron=''"], r"state actor '' has a name that cannot be used.*conf/forces"),
    "two state actors of one name": (["forces.patron=USForces"], r"'USForces' and 'USForces' share a name"),
    "a role of a state actor that is none": (["+forces.navy=x"], r"'forces.navy' is no key"),
}  # fmt: skip


@pytest.mark.parametrize(("overrides", "said"), REFUSED.values(), ids=REFUSED)
def test_what_no_theatre_may_have_ends_in_one_line(overrides, said):
    with pytest.raises(ModelError, match=said) as found:
        world("estimate=prior", *overrides)
    assert "\n" not in str(found.value)


def test_a_driver_that_a_target_reads_is_read():
    assert "weather" in world("estimate=prior", DRIVER, "targets.oil_gas.presence=weather").timeline.drivers


def test_what_only_a_target_read_stays_when_the_target_is_taken_out():
    assert world("estimate=prior", DRIVER, "targets.oil_gas=null").timeline.drivers["weather"].sum() == 0.0
