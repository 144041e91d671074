"""Minding: how the rules make up what a week leaves in the memories of militias and states.

Compositions, as in model/weighing.py: views in, what is remembered out.
"""

from __future__ import annotations

from model.actors import Militia
from model.compiled import composition
from model.parameters import Parameters
from model.rules import confidence, deniability, host_response, know_how, memory, retaliation_risk, revenue_feud
from model.targets import Target
from model.views import Kept, Mind, Part, Scene, Week

WARNED = 1.0  # weeks for which a US threat of force is news


@composition()
def kept(p: Parameters) -> Kept:
    """Weekly retentions from half-lives."""
    return Kept(
        risk=memory.retention(p.risk_half_life),
        grievance=memory.retention(p.grievance_half_life),
        confidence=memory.retention(p.confidence_half_life),
        standing=memory.retention(p.standing_half_life),
        activity=memory.retention(p.activity_half_life),
        load=memory.retention(p.load_half_life),
        feud=memory.retention(p.feud_half_life),
        revenue=memory.retention(p.revenue_half_life),
        exposure=memory.retention(p.exposure_half_life),
        fear=memory.retention(p.fear_half_life),
        guard=memory.retention(p.guard_half_life),
        patience=memory.retention(p.patience_half_life),
    )


@composition()
def at_first(p: Parameters, posture: float) -> Mind:
    """A militia's state of mind before the first week, from its first posture."""
    calm = retaliation_risk.expected_risk(p.risk_calm, p.risk_tense, posture)
    return Mind(
        risk=calm,
        grievance=0.0,
        confidence=0.0,
        standing=0.0,
        feud=0.0,
        revenue=1.0,
        need=0.0,
    )


@composition()
def remember(p: Parameters, kept: Kept, scene: Scene, who: Militia, mind: Mind, week: Week, part: Part) -> Mind:
    """A militia's state of mind after a week."""
    signal = retaliation_risk.strike_signal(week.severity, part.hit, p.vicarious)
    return Mind(
        risk=risk(p, kept, scene, mind, week, signal),
        grievance=memory.pile_up(mind.grievance, kept.grievance, signal),
        confidence=confidence.embolden(mind.confidence, kept.confidence, unanswered(week, part), signal),
        standing=standing(p, kept, scene, mind, part),
        feud=feud(p, kept, scene, mind, week, part),
        revenue=revenue(p, kept, who, mind, week, part),
        need=mind.need,
    )


@composition()
def risk(p: Parameters, kept: Kept, scene: Scene, mind: Mind, week: Week, signal: float) -> float:
    """Perceived risk after a week's strike, if any, and warnings."""
    warned = p.warning if week.since_warning < WARNED else 0.0
    expected = retaliation_risk.expected_risk(p.risk_calm, p.risk_tense, scene.now.posture)
    return retaliation_risk.learn_risk(mind.risk, kept.risk, expected, p.risk_jump, signal + warned)


@composition()
def unanswered(week: Week, part: Part) -> float:
    """Whether a militia harassed the US (1) and no strike fell."""
    return 1.0 if part.attacks.pressure > 0.0 and week.struck == 0.0 else 0.0


@composition()
def standing(p: Parameters, kept: Kept, scene: Scene, mind: Mind, part: Part) -> float:
    """Standing from credit claimed less harm that the government shows."""
    shamed = host_response.shame(p.shame, scene.now.policing, part.attacks.harm_to_iraqis)
    return memory.recall(mind.standing, kept.standing, part.credit - shamed)


@composition()
def feud(p: Parameters, kept: Kept, scene: Scene, mind: Mind, week: Week, part: Part) -> float:
    """Resentment of rivals' breaches of the truce."""
    breaches = week.attacks.truce_coverage - part.attacks.truce_coverage
    return revenue_feud.resent(mind.feud, kept.feud, breaches, p.feud_sensitivity, scene.now.truce)


@composition()
def revenue(p: Parameters, kept: Kept, who: Militia, mind: Mind, week: Week, part: Part) -> float:
    """Revenue after rivals' raids on the trade."""
    raids = week.attacks.trade - part.attacks.trade
    return revenue_feud.earn(mind.revenue, kept.revenue, p.revenue_damage * who.trade_stake, raids)


@composition()
def need(p: Parameters, kept: Kept, mind: Mind, covered: float) -> float:
    """Need for cover: what is lacking piles up and fades as the risk does."""
    borne = deniability.tolerated(p.risk_tense, p.risk_tolerance)
    lacking = deniability.cover_lacking(mind.risk, borne, covered, p.own_attribution)
    return memory.pile_up(mind.need, kept.risk, lacking)


@composition()
def activity(kept: Kept, was: float, done: float) -> float:
    """Recent attacks a week on one target, after a week in which so many were done."""
    return memory.recall(was, kept.activity, done)


@composition()
def load(kept: Kept, was: float, used: float) -> float:
    """What recent operations have used up of one means."""
    return memory.recall(was, kept.load, used)


@composition()
def skill(p: Parameters, mind: Mind, t: Target, know_how_was: float, done: float, others: float) -> float:
    """Know-how of one target after a week of own attacks and others' on it."""
    gain = know_how.gain(p.search, mind.risk, p.practise, done, p.copy, others)
    return know_how.learn(know_how_was, gain, 1.0 - t.risk)


@composition()
def patience(kept: Kept, was: float, week: Week) -> float:
    """Recent harassment as US forces count it, from nothing after a strike."""
    return 0.0 if week.struck > 0.0 else memory.recall(was, kept.patience, week.attacks.risk)


@composition()
def fear(kept: Kept, was: float, week: Week) -> float:
    """Iran's fear of escalation."""
    return memory.pile_up(was, kept.fear, week.severity)


@composition()
def attacked(kept: Kept, was: float, week: Week) -> float:
    """Recent attacks a week on what is the neighbour's."""
    return memory.recall(was, kept.activity, week.attacks.provocation)


@composition()
def security(p: Parameters, kept: Kept, scene: Scene, was: float, week: Week) -> float:
    """Convoy security that the government adds, as far as it polices."""
    return host_response.guard(was, kept.guard, p.guard_effort * scene.now.policing, week.attacks.traffic)


@composition()
def road_attacks(kept: Kept, was: float, week: Week) -> float:
    """Recent attacks a week on the roads."""
    return memory.recall(was, kept.activity, week.attacks.traffic)
