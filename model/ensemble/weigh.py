"""Weighing: the appeal of every target to one militia, in log-odds against doing nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

from model.compiled import step
from model.ensemble.memory import M
from model.ensemble.stage import A, P, T
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


@step()
def best_standing(mind: Any) -> float:
    """The best standing of any militia, which is a rival's for all but the one that has it."""
    best = float(mind.minds[0, M.standing])
    for j in range(1, len(mind.minds)):
        best = max(best, mind.minds[j, M.standing])
    return best


class Weights(NamedTuple):
    """The parameters that weighing takes, by value: in an array they would be read anew for every target."""

    risk_weight: float
    order_weight: float
    supply: float
    outbid: float
    niche: float
    defy: float
    feud: float
    protect: float
    sober: float
    drain: float
    know_how_weight: float
    operations: float
    dispute: float


@step()
def weights(p: Any) -> Weights:
    """The weights of a set of parameters."""
    return Weights(
        p[P.risk_weight], p[P.order_weight], p[P.supply], p[P.outbid], p[P.niche], p[P.defy], p[P.feud], p[P.protect],
        p[P.sober], p[P.drain], p[P.know_how_weight], p[P.operations], p[P.dispute],
    )  # fmt: skip


class Outlook(NamedTuple):
    """One militia's traits and state of mind as it weighs its targets, by value."""

    compliance: float
    sinjar_stake: float
    trade_stake: float
    enforces: float
    rival_stake: float
    urge: float  # what it feels of the pressure on the US
    risk: float
    covered: float
    standing: float
    best_standing: float
    feud: float
    revenue: float


@step()
def outlook(stage: Any, season: Any, p: Any, mind: Any, scene: Any, i: int) -> Outlook:
    """How one militia sees this week."""
    traits, mine = stage.actors[i], mind.minds[i]
    revenge = grievance.revenge(p[P.revenge], mine[M.grievance])
    return Outlook(
        traits[A.compliance],
        traits[A.sinjar_stake],
        traits[A.trade_stake],
        traits[A.enforces],
        season.rival_stake[i],
        scene.us_pressure + revenge + confidence.bold(p[P.bold], mine[M.confidence]),
        mine[M.risk],
        mine[M.covered],
        mine[M.standing],
        best_standing(mind),
        mine[M.feud],
        mine[M.revenue],
    )


@step()
def orders(w: Any, scene: Any, one: Any, t: Any) -> float:
    """What Iran's order and supplies add to one target for one militia."""
    cost = patron_control.order_cost(
        w.order_weight, one.compliance, scene.directive, t[T.order_coverage], scene.truce, t[T.truce_coverage]
    )
    return cost + patron_control.supplied(w.supply, one.compliance, scene.directive, t[T.needs_supply])


@step()
def rivals(w: Any, scene: Any, one: Any, t: Any, others: float, own: float) -> float:
    """What rivalry adds to one target for one militia, from others' and its own recent attacks there."""
    return (
        rivalry.outbid(w.outbid, one.best_standing, one.standing, t[T.value])
        + rivalry.enter_niche(w.niche, others, own)
        + rivalry.defy(w.defy, one.compliance, scene.truce, scene.departure_expected, t[T.truce_coverage])
    )


@step()
def feud(w: Any, scene: Any, one: Any, t: Any) -> float:
    """What the revenue feud adds to one target for one militia."""
    return (
        revenue_feud.feud_pull(w.feud, one.feud, one.enforces, one.rival_stake * t[T.trade])
        + revenue_feud.protect(w.protect, one.trade_stake * t[T.trade], one.feud)
        + revenue_feud.sobered(w.sober, one.revenue, scene.truce, t[T.truce_coverage])
    )


@step()
def look_around(mind: Any, i: int) -> None:
    """Recent attacks a week on each target by everybody else."""
    mind.others[:] = 0.0
    for j in range(len(mind.activity)):
        if j != i:
            for c in range(len(mind.others)):
                mind.others[c] += mind.activity[j, c]


@step()
def weigh(stage: Any, w: Any, mind: Any, scene: Any, one: Any, i: int) -> None:
    """Set the appeal of every target to one militia."""
    appeals, own, mastered, load = mind.appeals, mind.activity[i], mind.know_how[i], mind.load[i]
    for c in range(len(stage.means)):
        t = stage.traits[c]
        appeals[c] = choice.appeal(
            t[T.appeal],
            mind.climates[c],
            t[T.pressure] * one.urge,
            retaliation_risk.risk_cost(w.risk_weight, one.risk, one.covered, t[T.risk]),
            orders(w, scene, one, t),
            rivals(w, scene, one, t, mind.others[c], own[c]),
            feud(w, scene, one, t),
            substitution.drained(w.drain, load[stage.means[c]]),
            know_how.gap_cost(w.know_how_weight, mastered[c]),
            provocation.provoked(
                w.operations, scene.intensity, w.dispute, scene.sinjar_dispute, one.sinjar_stake * t[T.turkish]
            ),
        )


@step()
def set_odds(appeals: Any, odds: Any) -> float:
    """Odds from appeals; returns their sum."""
    total = 0.0
    for c in range(len(appeals)):
        odds[c] = choice.odds(appeals[c])
        total += odds[c]
    return total
