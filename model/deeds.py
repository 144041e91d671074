"""Deeds: how the rules make up what is done, by whom, under whose name, and how it is answered.

Compositions, as in model/weighing.py: views in, a chance, a score or a quantity out.
"""

from __future__ import annotations

from typing import Any

from model.actors import Militia
from model.compiled import composition
from model.parameters import Parameters
from model.rules import (
    claims,
    confidence,
    deniability,
    host_response,
    opportunity,
    patron_control,
    provocation,
    relevance,
    retaliation_risk,
    us_answer,
)
from model.targets import Target
from model.views import Kept, Mind, Scene, Temper

CONTESTED = 0.5  # posture from which US forces answer as under contested deterrence


@composition()
def order(p: Parameters, now: Any, fear: float) -> float:
    """Iran's order outside a truce, from a week's drivers and its fear of escalation."""
    return patron_control.directive(
        p.hold_fear,
        fear,
        p.press_tension,
        now.tension,
        p.talks_leverage,
        now.patron_talks,
        p.office_calm,
        now.office,
    )


@composition()
def open_share(p: Parameters, small_open: float, small_at_first: float) -> float:
    """Share of US bases still open, from the numbers of small ones."""
    share = small_open / small_at_first if small_at_first > 0.0 else 1.0
    return opportunity.open_bases(p.small_share, share)


@composition()
def intensity(p: Parameters, now: Any, attacked: float) -> float:
    """The neighbour's activity, as planned and as attacks of late provoke it."""
    return provocation.intensity(now.operations, p.turkish_answer, attacked)


@composition()
def foil(p: Parameters, scene: Scene, t: Target) -> float:
    """Probability that an operation against a target is foiled."""
    guarded = scene.security * t.traffic
    return host_response.foil_probability(p.interdiction, scene.now.policing, t.openness, guarded)


@composition()
def temper(p: Parameters, mind: Mind, limit: float) -> Temper:
    """How lethal a militia's attacks are this week; `limit` is Iran's."""
    return Temper(
        restraint=retaliation_risk.restraint(p.aim, mind.risk),
        limit=limit,
        recklessness=confidence.reckless(p.reckless, mind.confidence),
    )


@composition()
def limit(p: Parameters, who: Militia) -> float:
    """Iran's limit on the deaths that one militia causes."""
    return patron_control.damage_limit(p.damage_limit, who.compliance)


@composition()
def lethality(t: Target, temper: Temper) -> float:
    """Probability that an attack kills US or Coalition personnel."""
    return us_answer.lethality(t.harm, temper.restraint, temper.limit, temper.recklessness)


@composition()
def name_appeal(p: Parameters, fits: float, exposure: float, renown: float) -> float:
    """Appeal of putting a brand's name to an attack against putting none."""
    return deniability.name_appeal(p.front, p.specialism, fits, p.wear, exposure) + renown


@composition()
def claim(
    p: Parameters, scene: Scene, who: Militia, mind: Mind, t: Target, attribution: float, own_name: bool
) -> float:
    """Probability that an attack is claimed, from its attribution and whether it would be in a militia's own name."""
    return claims.claim_probability(
        p.claim_base,
        who.claim_propensity,
        p.claim_prestige,
        t.value,
        p.claim_fear * mind.risk * attribution,
        relevance.spectacle(p.spectacle, scene.felt.symbolic),
        p.reticence if own_name else 0.0,
    )


@composition()
def answer_deaths(p: Parameters, scene: Scene, attribution: float) -> float:
    """Probability that US forces answer a lethal attack."""
    resolve = us_answer.by_posture(p.resolve_relaxed, p.resolve_contested, scene.now.posture)
    return us_answer.answer_lethal(resolve, p.certainty, attribution)


@composition()
def answer_harassment(p: Parameters, scene: Scene, patience: float) -> float:
    """Probability that US forces answer harassment in a week without deaths."""
    return us_answer.answer_harassment(p.impatience, scene.now.posture, patience)


@composition()
def contested(scene: Scene) -> bool:
    """Whether US forces strike in Iraq and soon, rather than abroad and late."""
    return bool(scene.now.posture >= CONTESTED)


@composition()
def severity(p: Parameters, scene: Scene) -> float:
    """How hard US forces strike."""
    return us_answer.by_posture(p.severity_relaxed, p.severity_contested, scene.now.posture)


@composition()
def attribution(p: Parameters, traced: bool, exposure: float) -> float:
    """Probability that a brand's attacks are laid at its parent's door."""
    if traced:
        return p.own_attribution
    return deniability.attribution(p.own_attribution, p.veil, p.evidence, exposure)


@composition()
def exposure(p: Parameters, kept: Kept, scene: Scene, was: float, used: float, claimed: float) -> float:
    """Evidence gathered on a brand after a week of attacks under its name, some of them claimed."""
    found = host_response.intelligence(p.intelligence, scene.now.policing, used)
    return deniability.expose(was, kept.exposure, claimed, found)


@composition()
def birth(p: Parameters, scene: Scene, mind: Mind, unnamed: float) -> float:
    """Probability that a militia launches a brand, for want of cover or of a name that fits its attacks."""
    return deniability.birth_hazard(
        deniability.urgency(p.cover_need, mind.need),
        deniability.name_lacking(p.label, scene.brands_practised, unnamed),
    )
