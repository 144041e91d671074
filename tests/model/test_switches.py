"""Off means exactly off: nobody else's dice move, and nothing of a switched-off mechanism can be felt.

What an added actor leaves alone, and what it may change:
- a target out of everybody's reach, added last: no event changes at all;
- a brand: every other brand's parent stays, and nothing changes before the brand is first launched;
- a militia: nothing changes before it first acts, launches a brand, or a strike is drawn for whom to blame.
  It does count among those whom an untraced attack may be blamed on, and its standing (0 at first) and its
  stake in the trade are what others compare themselves with.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from model.events import Kind
from model.parameters import STRENGTHS, Parameters

REPLICATES = 30


def first_attack_on(trait: str):
    """The first week that brings an attack on a target with the trait; what follows may differ."""

    def week(runs):
        names = tuple(target.name for target in runs.world.targets if getattr(target, trait) > 0)
        return runs.first(runs.where(target=names)) + 1

    return week


def weeks_of(*kinds: Kind):
    return lambda runs: runs.first(np.isin(runs.log["kind"], kinds))


def from_day(day: date):
    return lambda runs: np.full(runs.replicates, runs.world.clock.week_of(day))


FIRST_BITE = {
    "deniability": weeks_of(Kind.BIRTH),
    "opportunity": lambda runs: np.minimum(first_attack_on("traffic")(runs), first_attack_on("closes")(runs)),
    "substitution": first_attack_on("cost"),
    "grievance": lambda runs: runs.first(runs.where(kind=Kind.STRIKE)) + 1,
    "confidence": first_attack_on("pressure"),
    "host_response": from_day(date(2020, 5, 7)),  # the first day on which policing may start
}
"""Mechanisms that nothing can show before a date or an event; the others are at work from the first week."""


def same_until(one, other, weeks) -> None:
    assert np.array_equal(one.before(weeks), other.before(weeks))
    assert not np.array_equal(one.table, other.table), "and afterwards they differ"


@pytest.mark.parametrize("mechanism", FIRST_BITE)
def test_a_mechanism_that_is_off_leaves_every_event_alone_until_it_would_have_bitten(world, played, without, mechanism):
    on, off = played(world(), REPLICATES), played(without(world(), mechanism), REPLICATES)
    weeks = FIRST_BITE[mechanism](on)
    assert weeks.sum() > 0
    same_until(on, off, weeks)


@pytest.mark.parametrize(
    ("scenario", "day"),
    {
        "no_truce": date(2020, 10, 10),
        "trump_posture_continues": date(2021, 1, 20),
        "election_won": date(2021, 10, 11),
        "no_claw_lock": date(2022, 4, 18),
    }.items(),
)
def test_a_scenario_is_the_baseline_until_its_first_day(world, played, scenario, day):
    base, other = played(world(), REPLICATES), played(world(f"scenario={scenario}"), REPLICATES)
    same_until(base, other, world().clock.week_of(day))


FREE = {
    ("deniability",): (
        "risk_tolerance veil evidence front specialism renown wear exposure_half_life trace_rate retire_rate "
        "intelligence"
    ),
    ("retaliation_risk", "deniability"): "risk_calm risk_tense risk_half_life risk_jump warning",
    ("retaliation_risk", "deniability", "grievance", "confidence"): "vicarious",
    ("patron_control",): "hold_fear press_tension talks_leverage office_calm fear_half_life",
    ("rivalry",): "standing_half_life shame",
    ("revenue_feud",): "feud_half_life feud_sensitivity revenue_half_life revenue_damage",
    ("bargaining",): "example_horizon",
    ("bargaining", "relevance"): "calendar_horizon",
    ("opportunity",): "small_share",
    ("substitution",): "load_half_life",
    ("domestic_politics",): "election_horizon defeat_horizon",
    ("grievance",): "grievance_half_life",
    ("confidence",): "confidence_half_life",
    ("relevance",): "handover_horizon",
    ("host_response",): "guard_half_life",
}
"""Mechanisms that are off together -> the numbers that then nobody reads."""
SHARED = (
    "know_how_weight practise own_attribution claim_base claim_prestige reticence activity_half_life resolve_relaxed "
    "resolve_contested severity_relaxed severity_contested certainty impatience patience_half_life frailty"
)
"""Numbers that no set of switches silences: they serve several mechanisms, or none."""


def test_every_number_is_a_strength_or_shapes_a_mechanism_or_is_shared():
    strengths = {name for names in STRENGTHS.values() for name in names}
    shapes = {name for names in FREE.values() for name in names.split()} - strengths
    assert strengths | shapes | set(SHARED.split()) == set(Parameters._fields)
    assert not (strengths | shapes) & set(SHARED.split())


@pytest.mark.parametrize(
    ("off", "names"), FREE.items(), ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_a_switched_off_mechanisms_numbers_change_nothing(world, played, without, off, names):
    silent = without(world(), *off)
    other = {name: 0.5 * getattr(silent.parameters, name) + 0.137 for name in names.split()}
    changed = replace(silent, parameters=silent.parameters._replace(**other))
    assert np.array_equal(played(silent, REPLICATES).table, played(changed, REPLICATES).table)


@pytest.mark.parametrize("name", Parameters._fields)
def test_no_number_is_dead(world, played, name):
    """Another value of any number shows in the events: at once, or in one of a few hundred runs."""
    value = getattr(world().parameters, name)
    changed = replace(world(), parameters=world().parameters._replace(**{name: 0.5 * value + 0.137}))
    for replicates in (10, 300):
        base = played(world(), replicates).table
        other = played(changed, replicates).table
        if base.shape != other.shape or np.any(base != other):
            return
    pytest.fail(f"parameter '{name}' changes no event of 300 runs")


def test_a_target_out_of_reach_changes_no_event(world, played):
    base = world()
    nowhere = replace(base.targets[0], name="moon_base", appeal=-100.0)
    more = replace(base, targets=(*base.targets, nowhere))
    assert np.array_equal(played(base, REPLICATES).table, played(more, REPLICATES).table)


def test_an_added_brand_changes_no_event_before_it_is_launched(world, played):
    base = world()
    added = replace(base.brands[0], name="A New Name")
    before, after = played(base, REPLICATES), played(replace(base, brands=(*base.brands, added)), REPLICATES)
    launched = after.first(after.where(kind=Kind.BIRTH, brand=len(base.brands)))
    assert (launched < base.clock.weeks).sum() > 0
    same_until(before, after, launched)


def test_a_brand_taken_away_leaves_the_parents_of_all_others(world, played):
    base = world()
    fewer = played(replace(base, brands=base.brands[1:]), REPLICATES)
    parents = []
    for runs, shift in ((played(base, REPLICATES), 0), (fewer, 1)):
        births = runs.where(kind=Kind.BIRTH) & (runs.log["brand"] + shift > 0)
        columns = (runs.run, runs.log["brand"] + shift, runs.log["militia"])
        parents.append({(run, brand): parent for run, brand, parent in zip(*(c[births] for c in columns), strict=True)})
    both = set(parents[0]) & set(parents[1])
    assert len(both) > 50
    assert all(parents[0][birth] == parents[1][birth] for birth in both)


def test_an_added_militia_changes_no_event_before_it_acts(world, played, without):
    """Its blame lottery and others' shame are out of play here: see the head of this file."""
    quiet = without(world(), "deniability", "host_response")
    base = replace(quiet, parameters=quiet.parameters._replace(own_attribution=1.0))
    newcomer = replace(base.militias[0], name="A New Militia", slots=1, trade_stake=0.0, provocation_stake=0.0)
    before = played(base, REPLICATES)
    after = played(replace(base, militias=(*base.militias, newcomer)), REPLICATES)
    acted = after.first(after.log["militia"] == len(base.militias))
    assert np.median(acted) >= 4
    assert len(before.before(acted)) > 100
    same_until(before, after, acted)


def test_another_seed_or_replicate_is_another_run(world, played):
    base, other = played(world(), REPLICATES), played(replace(world(), seed=1), REPLICATES)
    assert not np.array_equal(base.table, other.table)
    first, second = (base.table[base.run == run][:, 1:] for run in (0, 1))
    assert not np.array_equal(first, second)
