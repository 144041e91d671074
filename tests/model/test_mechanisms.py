"""Each mechanism moves what the evidence says it should, the way it says: the same dice with it on and off.

A row: the mechanism; strengths to switch off instead of all of it, where its parts pull apart; what is
measured, one number a run; and whether that is more (+1) or less (-1) with the mechanism on. Numbers are the
start values of conf/parameters, whatever estimate is in use; runs are many and paired, so a sign is never luck.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pytest

from model.events import Kind
from model.parameters import STRENGTHS

REPLICATES = 100
CLEAR = 4.0  # standard errors of the paired difference
US = ("us_base", "us_convoy")
TRUCE: dict[str, Any] = {"since": date(2020, 10, 10), "until": date(2021, 2, 27)}
AAH_ON_BASES: dict[str, Any] = {"target": "us_base", "militia": "AAH", **TRUCE}
FIRST_YEAR: dict[str, Any] = {"until": date(2020, 5, 31)}
YEAR_2020: dict[str, Any] = {"since": date(2020, 1, 1), "until": date(2020, 12, 31)}
YEAR_2022: dict[str, Any] = {"since": date(2022, 1, 1), "until": date(2022, 12, 31)}
NORMAL: dict[str, Any] = {"since": date(2021, 6, 1)}
VOTE: dict[str, Any] = {"since": date(2021, 8, 30), "until": date(2021, 10, 10)}
AFTER_VOTE: dict[str, Any] = {"since": date(2021, 10, 11), "until": date(2021, 12, 31)}
HANDOVER: dict[str, Any] = {"since": date(2020, 7, 6), "until": date(2020, 7, 25)}
DEADLINE: dict[str, Any] = {"since": date(2021, 12, 6), "until": date(2022, 1, 16)}
UNMET: dict[str, Any] = {"since": date(2022, 1, 3), "until": date(2022, 3, 6)}
IN_OFFICE: dict[str, Any] = {"since": date(2022, 10, 3)}
KURDISH_VOTES: dict[str, Any] = {"since": date(2022, 1, 1), "until": date(2022, 8, 31)}
TALKS: dict[str, Any] = {"since": date(2020, 6, 11), "until": date(2020, 9, 30)}
BEFORE_TALKS: dict[str, Any] = {"since": date(2020, 3, 1), "until": date(2020, 6, 7)}
MIXED_SIGNALS: dict[str, Any] = {"since": date(2021, 4, 22), "until": date(2021, 7, 25)}


class Sign(NamedTuple):
    """One expectation."""

    mechanism: str
    off: str  # empty: the whole mechanism
    what: str
    measure: Callable[[Any], Any]
    sign: int


def attacks(**asked: Any) -> Callable[[Any], Any]:
    return lambda runs: runs.count(**asked)


def claims(**asked: Any) -> Callable[[Any], Any]:
    return lambda runs: runs.claims(**asked)


def events(kind: Kind) -> Callable[[Any], Any]:
    return lambda runs: runs.count(kind=kind)


def share_of_bases(runs: Any) -> Any:
    return runs.count(target="us_base") / runs.count(target=US)


def share_lethal(runs: Any) -> Any:
    return runs.count(lethal=1) / runs.count()


def own_claims(runs: Any) -> Any:
    return runs.count(brand=-2)


def likeness(runs: Any) -> Any:
    """How alike the two busiest militias' targets are: the share of attacks that have a counterpart."""
    one, other = (
        np.array([runs.count(militia=name, target=target) for target in runs.world.target_names])
        for name in ("KH", "AAH")
    )
    return np.minimum(one, other).sum(axis=0) / np.maximum(one, other).sum(axis=0)


TABLE = (
    Sign("retaliation_risk", "", "bases among attacks on the US", share_of_bases, -1),
    Sign("retaliation_risk", "", "deaths among attacks", share_lethal, -1),
    Sign("retaliation_risk", "aim", "deaths among attacks", share_lethal, -1),
    Sign("retaliation_risk", "search", "convoys in the first year", attacks(target="us_convoy", **FIRST_YEAR), +1),
    Sign("retaliation_risk", "claim_fear", "claims in a militia's own name", own_claims, -1),
    Sign("deniability", "", "brands born", events(Kind.BIRTH), +1),
    Sign("deniability", "label", "brands born", events(Kind.BIRTH), +1),
    Sign("deniability", "", "claims in a militia's own name", own_claims, -1),
    Sign("deniability", "", "attacks on bases, under cover", attacks(target="us_base"), +1),
    Sign("patron_control", "", "KH on bases in the truce", attacks(target="us_base", militia="KH", **TRUCE), -1),
    Sign("patron_control", "order_weight", "AAH on bases in the truce", attacks(**AAH_ON_BASES), -1),
    Sign("patron_control", "damage_limit", "deaths among attacks", share_lethal, -1),
    Sign("patron_control", "supply", "attacks on bases", attacks(target="us_base"), +1),
    Sign("rivalry", "", "AAH on bases in the truce", attacks(**AAH_ON_BASES), +1),
    Sign("rivalry", "defy", "AAH on bases in the truce", attacks(**AAH_ON_BASES), +1),
    Sign("rivalry", "outbid", "attacks on bases", attacks(target="us_base"), +1),
    Sign("rivalry", "niche", "likeness of KH's and AAH's targets", likeness, +1),
    Sign("rivalry", "copy", "convoys in the first year", attacks(target="us_convoy", **FIRST_YEAR), +1),
    Sign("revenue_feud", "", "KH on shops in the truce", attacks(target="morality", militia="KH", **TRUCE), +1),
    Sign("revenue_feud", "", "attacks on shops in normal times", attacks(target="morality", **NORMAL), -1),
    Sign("bargaining", "", "attacks on the US", attacks(target=US), +1),
    Sign("bargaining", "talks", "attacks on the US during talks", attacks(target=US, **TALKS), +1),
    Sign("bargaining", "tension", "attacks on the US in 2020", attacks(target=US, **YEAR_2020), +1),
    Sign("bargaining", "signals", "attacks on the US under mixed signals", attacks(target=US, **MIXED_SIGNALS), +1),
    Sign("bargaining", "deadline", "attacks on the US around the deadline", attacks(target=US, **DEADLINE), +1),
    Sign("bargaining", "unmet", "attacks on the US after the deadline", attacks(target=US, **UNMET), +1),
    Sign("bargaining", "anniversary", "attacks on the US around an anniversary", attacks(target=US, **DEADLINE), +1),
    Sign("bargaining", "example", "attacks on the US after Kabul",
         attacks(target=US, since=date(2021, 8, 16), until=date(2021, 12, 31)), +1),
    Sign("opportunity", "", "attacks on the US in 2022", attacks(target=US, **YEAR_2022), -1),
    Sign("opportunity", "", "small bases closed", events(Kind.CLOSURE), +1),
    Sign("opportunity", "lost_cause", "bases once the mission's end is announced",
         attacks(target="us_base", since=date(2021, 7, 26), until=date(2021, 12, 31)), -1),
    Sign("opportunity", "reluctance", "attacks on convoys", attacks(target="us_convoy"), -1),
    Sign("opportunity", "closure_rate", "attacks on bases", attacks(target="us_base"), -1),
    Sign("substitution", "", "attacks", attacks(), -1),
    Sign("substitution", "", "convoys, which drain the same bombs as shops", attacks(target="us_convoy"), -1),
    Sign("provocation", "", "attacks on Turkish bases", attacks(target="turkish_base"), +1),
    Sign("provocation", "operations", "Turkish bases in 2022", attacks(target="turkish_base", **YEAR_2022), +1),
    Sign("provocation", "dispute", "attacks on Turkish bases", attacks(target="turkish_base"), +1),
    Sign("domestic_politics", "before_election", "attacks on the US before the vote", attacks(target=US, **VOTE), -1),
    Sign("domestic_politics", "defeat", "attacks on the US after the vote", attacks(target=US, **AFTER_VOTE), +1),
    Sign("domestic_politics", "", "attacks on the US while in office", attacks(target=US, **IN_OFFICE), -1),
    Sign("domestic_politics", "struggle", "attacks on the US in the struggle at home",
         attacks(target=US, since=date(2022, 1, 1), until=date(2022, 8, 31)), -1),
    Sign("domestic_politics", "mandate", "attacks on the US", attacks(target=US), +1),
    Sign("domestic_politics", "coerce", "oil and gas while Kurdish votes count",
         attacks(target="oil_gas", **KURDISH_VOTES), +1),
    Sign("grievance", "", "attacks on the US", attacks(target=US), +1),
    Sign("confidence", "bold", "attacks on the US", attacks(target=US), +1),
    Sign("confidence", "reckless", "deaths among attacks", share_lethal, +1),
    Sign("relevance", "", "bases just before the handover", attacks(target="us_base", **HANDOVER), +1),
    Sign("relevance", "spectacle", "claims around the deadline", claims(**DEADLINE), +1),
    Sign("host_response", "", "attacks foiled", events(Kind.FOILED), +1),
    Sign("host_response", "", "attacks", attacks(), -1),
    Sign("host_response", "intelligence", "brands traced", events(Kind.TRACED), +1),
)  # fmt: skip


def clarity(difference: Any) -> float:
    """Mean of a paired difference in its standard errors."""
    return float(difference.mean() / (difference.std(ddof=1) / np.sqrt(len(difference)) + 1e-12))


def test_every_mechanism_has_its_signs():
    assert {row.mechanism for row in TABLE} == set(STRENGTHS)
    assert all(row.off in ("", *STRENGTHS[row.mechanism]) for row in TABLE)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.off or row.mechanism}: {row.what}")
def test_a_mechanism_moves_what_the_evidence_says(world, played, without, row):
    on = row.measure(played(world(), REPLICATES))
    off = row.measure(played(without(world(), row.off or row.mechanism), REPLICATES))
    assert row.sign * clarity(on - off) > CLEAR, f"on {on.mean():.3f}, off {off.mean():.3f}"


def test_talks_raise_pressure_while_they_last_and_not_just_before(world, played, without):
    on, off = played(world(), REPLICATES), played(without(world(), "talks"), REPLICATES)
    gained = [attacks(target=US, **when)(on) - attacks(target=US, **when)(off) for when in (TALKS, BEFORE_TALKS)]
    assert np.all(gained[1] == 0)
    assert clarity(gained[0] - gained[1]) > CLEAR


def test_a_militia_whose_trade_is_really_hurt_breaches_the_truce_less(world, played, without):
    hurt = replace(world(), parameters=world().parameters._replace(revenue_damage=0.5, revenue_half_life=26.0))
    breaches = attacks(**AAH_ON_BASES)
    on, off = breaches(played(hurt, REPLICATES)), breaches(played(without(hurt, "sober"), REPLICATES))
    assert clarity(off - on) > CLEAR


def test_strikes_are_avenged_and_only_then(world, played, without):
    """Grievance adds attacks on the US after the first strike of a run, and none before."""
    on, off = played(world(), REPLICATES), played(without(world(), "grievance"), REPLICATES)
    struck = on.first(on.where(kind=Kind.STRIKE))
    late = [runs.log["week"] > struck[runs.run] for runs in (on, off)]
    more = [runs.per_run(runs.where(target=US) & after) for runs, after in zip((on, off), late, strict=True)]
    assert clarity(more[0] - more[1]) > CLEAR
    assert np.array_equal(on.before(struck + 1), off.before(struck + 1))
