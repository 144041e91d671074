"""How a militia weighs each target on last week's public world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.rules import (
    choice,
    confidence,
    grievance,
    know_how,
    patron_control,
    provocation,
    retaliation_risk,
    revenue_feud,
    rivalry,
    substitution,
)
from model.targets import MEANS

if TYPE_CHECKING:
    from agents.militia import Militia


def appeals(militia: Militia) -> list[float]:
    """Appeal of every target to this militia, in log-odds against doing nothing."""
    theatre, p, mind = militia.theatre, militia.theatre.p, militia.memory
    urge = theatre.us_pressure + grievance.revenge(p.revenge, mind.grievance) + confidence.bold(p.bold, mind.confidence)
    found = []
    for index, target in enumerate(theatre.world.targets):
        found.append(
            choice.appeal(
                target.appeal,
                theatre.climates[index],
                target.pressure * urge,
                retaliation_risk.risk_cost(p.risk_weight, mind.risk, militia.covered, target.risk),
                _order(militia, index),
                _rivalry(militia, index),
                _feud(militia, index),
                substitution.drained(p.drain, mind.load[MEANS.index(target.means)]),
                know_how.gap_cost(p.know_how_weight, mind.know_how[index]),
                provocation.provoked(
                    p.operations,
                    theatre.turkey.intensity,
                    p.dispute,
                    theatre.now["sinjar_dispute"],
                    militia.traits.sinjar_stake * target.turkish,
                ),
            )
        )
    return found


def _order(militia: Militia, index: int) -> float:
    p, iran, target = militia.theatre.p, militia.theatre.iran, militia.theatre.world.targets[index]
    obeys = militia.traits.compliance
    cost = patron_control.order_cost(
        p.order_weight, obeys, iran.directive, target.order_coverage, iran.truce, target.truce_coverage
    )
    return cost + patron_control.supplied(p.supply, obeys, iran.directive, target.needs_supply)


def _rivalry(militia: Militia, index: int) -> float:
    theatre, p, target = militia.theatre, militia.theatre.p, militia.theatre.world.targets[index]
    best, others = militia.memory.standing, 0.0
    for rival in theatre.militias:
        if rival is not militia:
            best = max(best, rival.memory.standing)
            others += rival.memory.activity[index]
    return (
        rivalry.outbid(p.outbid, best, militia.memory.standing, target.value)
        + rivalry.enter_niche(p.niche, others, militia.memory.activity[index])
        + rivalry.defy(
            p.defy,
            militia.traits.compliance,
            theatre.iran.truce,
            theatre.now["departure_expected"],
            target.truce_coverage,
        )
    )


def _feud(militia: Militia, index: int) -> float:
    theatre, p, mind = militia.theatre, militia.theatre.p, militia.memory
    target, traits = theatre.world.targets[index], militia.traits
    rival_stake = 0.0
    for rival in theatre.militias:
        if rival is not militia:
            rival_stake = max(rival_stake, rival.traits.trade_stake)
    return (
        revenue_feud.feud_pull(p.feud, mind.feud, traits.enforces, rival_stake * target.trade)
        + revenue_feud.protect(p.protect, traits.trade_stake * target.trade, mind.feud)
        + revenue_feud.sobered(p.sober, mind.revenue, theatre.iran.truce, target.truce_coverage)
    )
