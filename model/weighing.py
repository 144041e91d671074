"""Weighing: how the rules make up the appeal of a target to a militia, in log-odds against doing nothing.

A composition takes views (model/views.py), calls rules and adds up what they give; it has no array and no dice.
Both engines call it: the ensemble has it compiled into its loop, for the theatre it is plain Python.
"""

from __future__ import annotations

from typing import Any

from model.actors import Militia
from model.compiled import composition
from model.parameters import Parameters
from model.rules import (
    bargaining,
    choice,
    confidence,
    domestic_politics,
    frailty,
    grievance,
    know_how,
    occasions,
    opportunity,
    patron_control,
    provocation,
    relevance,
    retaliation_risk,
    revenue_feud,
    rivalry,
    substitution,
)
from model.targets import Target
from model.views import Felt, Mind, Outlook, Prospect, Rivals, Scene


@composition()
def felt(p: Parameters, now: Any, ahead: Any, past: Any) -> Felt:
    """What a week's drivers, and its weeks to and since occasions, make of it for everybody."""
    deadline = occasions.around(ahead.deadline, past.deadline, p.calendar_horizon)
    anniversary = occasions.around(ahead.anniversary, past.anniversary, p.calendar_horizon)
    return Felt(
        us_pressure=us_pressure(p, now, calendar(p, ahead, past)),
        symbolic=max(deadline, anniversary),
        election=occasions.nearness(ahead.election, p.election_horizon),
        anger=occasions.nearness(past.defeat, p.defeat_horizon),
        handover=occasions.nearness(ahead.handover, p.handover_horizon),
    )


# The occasions that `felt` reads, before and after their day; a test holds it to them.
FELT_AHEAD = ("deadline", "anniversary", "election", "handover")
FELT_PAST = ("deadline", "anniversary", "defeat", "example")


@composition()
def calendar(p: Parameters, ahead: Any, past: Any) -> float:
    """Appeal that dated occasions add to all US targets."""
    return bargaining.calendar(
        p.deadline,
        occasions.nearness(ahead.deadline, p.calendar_horizon),
        p.unmet,
        occasions.nearness(past.deadline, p.calendar_horizon),
        p.anniversary,
        occasions.around(ahead.anniversary, past.anniversary, p.calendar_horizon),
        p.example,
        occasions.nearness(past.example, p.example_horizon),
    )


@composition()
def us_pressure(p: Parameters, now: Any, dates: float) -> float:
    """Appeal that a week adds to all US targets, before each target's share of it."""
    standing = bargaining.leverage(p.tension, now.tension, p.talks, now.talks, p.signals, now.mixed_signals)
    home = domestic_politics.standing_at_home(p.office, now.office, p.struggle, now.struggle, p.mandate, now.mandate)
    return standing + dates + home


@composition()
def access(scene: Scene, t: Target, presence: float) -> float:
    """How much of a target there is to meet, from the value of what opens it."""
    return opportunity.access(presence, t.closes, scene.open_share, t.traffic, scene.on_road)


@composition()
def climate(p: Parameters, scene: Scene, t: Target, opening: float) -> float:
    """Appeal that this week adds to a target for everybody; `opening` is what its access gives."""
    return (
        opening
        + opportunity.lost_cause(p.lost_cause, scene.now.mission_end, t.value * t.pressure)
        + domestic_politics.before_election(p.before_election, scene.felt.election, t.value)
        + domestic_politics.after_defeat(p.defeat, scene.felt.anger, t.unrest)
        + relevance.take_credit(p.credit, scene.felt.handover, t.value * t.closes)
        + domestic_politics.coerce(p.coerce, scene.now.contest * t.contest)
    )


@composition()
def outlook(p: Parameters, scene: Scene, who: Militia, mind: Mind, rivals: Rivals, covered: float) -> Outlook:
    """How one militia sees this week."""
    revenge = grievance.revenge(p.revenge, mind.grievance)
    urge = scene.felt.us_pressure + revenge + confidence.bold(p.bold, mind.confidence)
    return Outlook(who=who, mind=mind, rivals=rivals, covered=covered, urge=urge)


@composition()
def orders(p: Parameters, scene: Scene, one: Outlook, t: Target) -> float:
    """What Iran's order and supplies add to one target for one militia."""
    cost = patron_control.order_cost(
        p.order_weight, one.who.compliance, scene.directive, t.order_coverage, scene.now.truce, t.truce_coverage
    )
    return cost + patron_control.supplied(p.supply, one.who.compliance, scene.directive, t.needs_supply)


@composition()
def rivals(p: Parameters, scene: Scene, one: Outlook, t: Target, here: Prospect) -> float:
    """What rivalry adds to one target for one militia."""
    return (
        rivalry.outbid(p.outbid, one.rivals.best_standing, one.mind.standing, t.value)
        + rivalry.enter_niche(p.niche, here.others, here.own)
        + rivalry.defy(p.defy, one.who.compliance, scene.now.truce, scene.now.departure_expected, t.truce_coverage)
    )


@composition()
def feud(p: Parameters, scene: Scene, one: Outlook, t: Target) -> float:
    """What the revenue feud adds to one target for one militia."""
    return (
        revenue_feud.feud_pull(p.feud, one.mind.feud, one.who.enforces, one.rivals.stake * t.trade)
        + revenue_feud.protect(p.protect, one.who.trade_stake * t.trade, one.mind.feud)
        + revenue_feud.sobered(p.sober, one.mind.revenue, scene.now.truce, t.truce_coverage)
    )


@composition()
def provoked(p: Parameters, scene: Scene, one: Outlook, t: Target) -> float:
    """What the neighbour's operations and the dispute with it add to one target for one militia."""
    stake = one.who.provocation_stake * t.provocation
    return provocation.provoked(p.operations, scene.intensity, p.dispute, scene.now.dispute, stake)


@composition()
def appeal(p: Parameters, scene: Scene, one: Outlook, t: Target, here: Prospect) -> float:
    """A target's appeal to one militia, from all mechanisms' shares."""
    return (
        t.appeal
        + here.climate
        + t.pressure * one.urge
        + retaliation_risk.risk_cost(p.risk_weight, one.mind.risk, one.covered, t.risk)
        + orders(p, scene, one, t)
        + rivals(p, scene, one, t, here)
        + feud(p, scene, one, t)
        + substitution.drained(p.drain, here.load)
        + know_how.gap_cost(p.know_how_weight, here.know_how)
        + provoked(p, scene, one, t)
    )


@composition()
def fares(p: Parameters, z: float) -> float:
    """Factor on a target's odds in one quarter, for everybody, that no reason explains."""
    return frailty.factor(p.frailty, z)


@composition()
def odds(appeal: float, faring: float) -> float:
    """Odds of a target against doing nothing, as it fares this quarter."""
    return choice.odds(appeal) * faring
