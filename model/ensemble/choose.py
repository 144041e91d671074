"""Plans: how a militia weighs its targets, how many of its slots act, and against what."""

from __future__ import annotations

from typing import Any

import numpy as np

from model import dice
from model.compiled import step
from model.ensemble.lots import ask, throw
from model.ensemble.memory import OP, B, M, S
from model.ensemble.stage import A, D, P, T
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
def cover(p: Any, mind: Any, i: int) -> float:
    """Attribution under the best cover that a militia has at hand."""
    best = p[P.own_attribution]
    for n in range(mind.roster[-1]):
        b = mind.roster[n]
        if mind.status[b, S.parent] == i:
            best = min(best, mind.brands[b, B.attribution])
    return best


@step()
def best_standing(mind: Any) -> float:
    """The best standing of any militia, which is a rival's for all but the one that has it."""
    best = mind.minds[0, M.standing]
    for j in range(1, len(mind.minds)):
        best = max(best, mind.minds[j, M.standing])
    return best


@step()
def rivals(stage: Any, p: Any, mind: Any, scene: Any, week: int, i: int, c: int, best: float) -> float:
    """What rivalry adds to one target for one militia."""
    others = 0.0
    for j in range(len(stage.slots)):
        if j != i:
            others += mind.activity[j, c]
    t = stage.traits
    return (
        rivalry.outbid(p[P.outbid], best, mind.minds[i, M.standing], t[c, T.value])
        + rivalry.enter_niche(p[P.niche], others, mind.activity[i, c])
        + rivalry.defy(
            p[P.defy],
            stage.actors[i, A.compliance],
            scene.truce,
            stage.drivers[D.departure_expected, week],
            t[c, T.truce_coverage],
        )
    )


@step()
def feud(stage: Any, season: Any, p: Any, mind: Any, scene: Any, i: int, c: int) -> float:
    """What the revenue feud adds to one target for one militia."""
    t, rival_stake = stage.traits, season.rival_stake[i]
    return (
        revenue_feud.feud_pull(
            p[P.feud], mind.minds[i, M.feud], stage.actors[i, A.enforces], rival_stake * t[c, T.trade]
        )
        + revenue_feud.protect(p[P.protect], stage.actors[i, A.trade_stake] * t[c, T.trade], mind.minds[i, M.feud])
        + revenue_feud.sobered(p[P.sober], mind.minds[i, M.revenue], scene.truce, t[c, T.truce_coverage])
    )


@step()
def orders(stage: Any, p: Any, scene: Any, i: int, c: int) -> float:
    """What Iran's order and supplies add to one target for one militia."""
    t, obeys = stage.traits, stage.actors[i, A.compliance]
    cost = patron_control.order_cost(
        p[P.order_weight], obeys, scene.directive, t[c, T.order_coverage], scene.truce, t[c, T.truce_coverage]
    )
    return cost + patron_control.supplied(p[P.supply], obeys, scene.directive, t[c, T.needs_supply])


@step()
def weigh(stage: Any, season: Any, p: Any, mind: Any, scene: Any, week: int, i: int) -> float:
    """Set the odds of every target for one militia; returns their sum."""
    t, mine, best, total = stage.traits, mind.minds[i], best_standing(mind), 0.0
    urge = (
        scene.us_pressure
        + grievance.revenge(p[P.revenge], mine[M.grievance])
        + confidence.bold(p[P.bold], mine[M.confidence])
    )
    for c in range(len(stage.means)):
        appeal = choice.appeal(
            t[c, T.appeal],
            mind.climates[c],
            t[c, T.pressure] * urge,
            retaliation_risk.risk_cost(p[P.risk_weight], mine[M.risk], mine[M.covered], t[c, T.risk]),
            orders(stage, p, scene, i, c),
            rivals(stage, p, mind, scene, week, i, c, best),
            feud(stage, season, p, mind, scene, i, c),
            substitution.drained(p[P.drain], mind.load[i, stage.means[c]]),
            know_how.gap_cost(p[P.know_how_weight], mind.know_how[i, c]),
            provocation.provoked(
                p[P.operations], scene.intensity, p[P.dispute], stage.drivers[D.sinjar_dispute, week],
                stage.actors[i, A.sinjar_stake] * t[c, T.turkish],
            ),
        )  # fmt: skip
        mind.odds[i, c] = choice.odds(appeal)
        total += mind.odds[i, c]
    return total


@step()
def plan(
    stage: Any, season: Any, p: Any, mind: Any, scene: Any, lots: Any, week: int, i: int
) -> None:
    """Which of one militia's slots act this week."""
    mind.minds[i, M.covered], mind.minds[i, M.credit] = cover(p, mind, i), 0.0
    act = choice.act_probability(weigh(stage, season, p, mind, scene, week, i))
    n = mind.operations[-1, 0]
    for slot in range(stage.slots[i]):
        if lots.draws[stage.first_slot[i] + slot] < act:
            mind.operations[n, OP.militia], mind.operations[n, OP.slot] = i, slot
            n += 1
    mind.operations[-1, 0] = n


@step()
def choose(stage: Any, mind: Any, more: Any, replicate: int, week: int) -> None:
    """The target of every slot that acts: the first to arrive."""
    targets = len(stage.means)
    for n in range(mind.operations[-1, 0]):
        actor, slot = stage.militia_address[mind.operations[n, OP.militia]], mind.operations[n, OP.slot]
        for c in range(targets):
            ask(more, dice.TARGET, actor, stage.target_address[c], slot)
    throw(more, stage.seed, replicate, stage.first_address + week)
    for n in range(mind.operations[-1, 0]):
        i, first, chosen = mind.operations[n, OP.militia], np.inf, 0
        for c in range(targets):
            arrival = dice.arrival(more.draws[n * targets + c], mind.odds[i, c])
            if arrival < first:
                first, chosen = arrival, c
        mind.operations[n, OP.target] = chosen
