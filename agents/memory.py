"""What a militia remembers, and how a week changes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.rules import confidence, deniability, host_response, know_how, memory, retaliation_risk, revenue_feud
from model.targets import MEANS

if TYPE_CHECKING:
    from agents.militia import Militia
    from model.parameters import Parameters


@dataclass(frozen=True)
class Retention:
    """Weekly retention of each kind of memory, from its half-life."""

    risk: float
    grievance: float
    confidence: float
    standing: float
    activity: float
    load: float
    feud: float
    revenue: float

    @classmethod
    def of(cls, p: Parameters) -> Retention:
        """Retentions from the parameters' half-lives in weeks."""
        kept = memory.retention
        return cls(
            kept(p.risk_half_life),
            kept(p.grievance_half_life),
            kept(p.confidence_half_life),
            kept(p.standing_half_life),
            kept(p.activity_half_life),
            kept(p.load_half_life),
            kept(p.feud_half_life),
            kept(p.revenue_half_life),
        )


@dataclass
class Memory:
    """A militia's state of mind; lists run over targets, `load` over means."""

    risk: float
    know_how: list[float]
    activity: list[float]
    load: list[float]
    grievance: float = 0.0
    confidence: float = 0.0
    standing: float = 0.0
    feud: float = 0.0
    revenue: float = 1.0
    need: float = 0.0  # for cover


def miss_cover(militia: Militia) -> None:
    """Need for cover: what is lacking piles up and fades as the risk does."""
    p, mind = militia.theatre.p, militia.memory
    borne = deniability.tolerated(p.risk_tense, p.risk_tolerance)
    lacking = deniability.cover_lacking(mind.risk, borne, militia.covered, p.own_attribution)
    mind.need = memory.pile_up(mind.need, militia.kept.risk, lacking)


def learn_danger(militia: Militia) -> None:
    """Perceived risk, grievance and confidence from strikes, warnings and their absence."""
    theatre, mind, kept, p = militia.theatre, militia.memory, militia.kept, militia.theatre.p
    signal = 0.0
    for strike in theatre.record.strikes:
        hit = float(strike.militia == militia.index)
        signal += retaliation_risk.strike_signal(strike.severity, hit, p.vicarious)
    warned = p.warning if theatre.since("warning") < 1.0 else 0.0
    expected = retaliation_risk.expected_risk(p.risk_calm, p.risk_tense, theatre.us.posture)
    harassed = theatre.record.by(militia.index, theatre.traits.pressure) > 0.0
    unanswered = float(harassed and not theatre.record.strikes)
    mind.risk = retaliation_risk.learn_risk(mind.risk, kept.risk, expected, p.risk_jump, signal + warned)
    mind.grievance = memory.pile_up(mind.grievance, kept.grievance, signal)
    mind.confidence = confidence.embolden(mind.confidence, kept.confidence, unanswered, signal)


def learn_craft(militia: Militia) -> None:
    """Activity, load on the means, and know-how from what was done this week."""
    theatre, mind, kept, p = militia.theatre, militia.memory, militia.kept, militia.theatre.p
    used = dict.fromkeys(MEANS, 0.0)
    for index, target in enumerate(theatre.world.targets):
        done = theatre.record.attacks[militia.index][index]
        mind.activity[index] = memory.recall(mind.activity[index], kept.activity, done)
        used[target.means] += target.cost * done
        others = theatre.record.others(militia.index, index)
        gain = know_how.gain(p.search, mind.risk, p.practise, done, p.copy, others)
        mind.know_how[index] = know_how.learn(mind.know_how[index], gain, 1.0 - target.risk)
    for index, means in enumerate(MEANS):
        mind.load[index] = memory.recall(mind.load[index], kept.load, used[means])


def learn_rank(militia: Militia, credit: float) -> None:
    """Standing from credit claimed less harm shown; revenue and feud from what rivals did."""
    theatre, mind, kept, p = militia.theatre, militia.memory, militia.kept, militia.theatre.p
    traits, policing = theatre.traits, theatre.government.policing
    harm = theatre.record.by(militia.index, traits.harm_to_iraqis)
    shamed = host_response.shame(p.shame, policing, harm)
    mind.standing = memory.recall(mind.standing, kept.standing, credit - shamed)
    breaches = theatre.record.on(traits.truce_coverage) - theatre.record.by(militia.index, traits.truce_coverage)
    raids = theatre.record.on(traits.trade) - theatre.record.by(militia.index, traits.trade)
    mind.feud = revenue_feud.resent(mind.feud, kept.feud, breaches, p.feud_sensitivity, theatre.iran.truce)
    damage = p.revenue_damage * militia.traits.trade_stake
    mind.revenue = revenue_feud.earn(mind.revenue, kept.revenue, damage, raids)
