"""Learning: how a week changes minds."""

from __future__ import annotations

from typing import Any

from model.compiled import step
from model.ensemble.memory import KINDS_OF_MEANS, M, W
from model.ensemble.season import K
from model.ensemble.stage import A, G, N, P, T
from model.rules import confidence, host_response, know_how, memory, retaliation_risk, revenue_feud


@step()
def learn_danger(stage: Any, p: Any, kept: Any, mind: Any, scene: Any, week: int, i: int) -> None:
    """Perceived risk, grievance and confidence of one militia."""
    mine, struck, signal = mind.minds[i], mind.powers[W.struck] > 0.0, 0.0
    if struck:
        hit = 1.0 if mind.powers[W.hit] == i else 0.0
        signal += retaliation_risk.strike_signal(mind.powers[W.severity], hit, p[P.vicarious])
    warned = p[P.warning] if stage.weeks_since[N.warning, week] < 1.0 else 0.0
    expected = retaliation_risk.expected_risk(p[P.risk_calm], p[P.risk_tense], scene.posture)
    unanswered = 1.0 if mind.by[i, G.pressure] > 0.0 and not struck else 0.0
    mine[M.risk] = retaliation_risk.learn_risk(mine[M.risk], kept[K.risk], expected, p[P.risk_jump], signal + warned)
    mine[M.grievance] = memory.pile_up(mine[M.grievance], kept[K.grievance], signal)
    mine[M.confidence] = confidence.embolden(mine[M.confidence], kept[K.confidence], unanswered, signal)


@step()
def learn_craft(stage: Any, kept: Any, mind: Any, i: int) -> None:
    """Activity and load on the means of one militia."""
    used, activity, fades = mind.used, mind.activity[i], kept[K.activity]
    used[:] = 0.0
    for c in range(len(stage.means)):
        done = mind.attacks[i, c]
        activity[c] = memory.recall(activity[c], fades, done)
        used[stage.means[c]] += stage.traits[c, T.cost] * done
    for m in range(KINDS_OF_MEANS):
        mind.load[i, m] = memory.recall(mind.load[i, m], kept[K.load], used[m])


@step()
def learn_skills(stage: Any, p: Any, mind: Any, i: int) -> None:
    """Know-how of one militia."""
    know, risk, search, practise, copied = (
        mind.know_how[i],
        mind.minds[i, M.risk],
        p[P.search],
        p[P.practise],
        p[P.copy],
    )
    for c in range(len(stage.means)):
        done, others = mind.attacks[i, c], 0.0
        for j in range(len(stage.slots)):
            if j != i:
                others += mind.attacks[j, c]
        gain = know_how.gain(search, risk, practise, done, copied, others)
        know[c] = know_how.learn(know[c], gain, 1.0 - stage.traits[c, T.risk])


@step()
def learn_rank(stage: Any, p: Any, kept: Any, mind: Any, scene: Any, i: int) -> None:
    """Standing, feud and revenue of one militia."""
    mine, by, on = mind.minds[i], mind.by[i], mind.on
    shamed = host_response.shame(p[P.shame], scene.policing, by[G.harm_to_iraqis])
    mine[M.standing] = memory.recall(mine[M.standing], kept[K.standing], mine[M.credit] - shamed)
    breaches, raids = on[G.truce_coverage] - by[G.truce_coverage], on[G.trade] - by[G.trade]
    mine[M.feud] = revenue_feud.resent(mine[M.feud], kept[K.feud], breaches, p[P.feud_sensitivity], scene.truce)
    damage = p[P.revenue_damage] * stage.actors[i, A.trade_stake]
    mine[M.revenue] = revenue_feud.earn(mine[M.revenue], kept[K.revenue], damage, raids)


@step()
def learn_powers(p: Any, kept: Any, mind: Any, scene: Any) -> None:
    """What the state actors remember of the week."""
    on, powers = mind.on, mind.powers
    if mind.roster[-1] > 0:
        powers[W.brands_practised] = 1.0
    powers[W.base_attacks] = on[G.closes]
    struck = powers[W.struck] > 0.0
    powers[W.patience] = 0.0 if struck else memory.recall(powers[W.patience], kept[K.patience], on[G.risk])
    powers[W.fear] = memory.pile_up(powers[W.fear], kept[K.fear], powers[W.severity])
    powers[W.attacked] = memory.recall(powers[W.attacked], kept[K.activity], on[G.turkish])
    effort = p[P.guard_effort] * scene.policing
    powers[W.security] = host_response.guard(powers[W.security], kept[K.guard], effort, on[G.traffic])
    powers[W.road_attacks] = memory.recall(powers[W.road_attacks], kept[K.activity], on[G.traffic])
