"""Hiding and learning: how a week changes brands and minds."""

from __future__ import annotations

from typing import Any

import numpy as np

from model import dice
from model.compiled import rule
from model.ensemble.choose import attribution, draw
from model.ensemble.memory import (
    IN_USE,
    KINDS_OF_MEANS,
    RETIRED,
    TRACED,
    UNBORN,
    B,
    K,
    M,
    S,
    W,
    by,
    on,
    write,
)
from model.ensemble.stage import A, N, P, T
from model.events import Kind
from model.rules import (
    confidence,
    deniability,
    host_response,
    know_how,
    memory,
    retaliation_risk,
    revenue_feud,
)

BIRTH, TRACING, RETIREMENT = int(Kind.BIRTH), int(Kind.TRACED), int(Kind.RETIRED)


@rule()
def strike_off(mind: Any, place: int) -> None:
    """Take a brand off the roster, keeping the others' order."""
    for n in range(place, mind.roster[-1] - 1):
        mind.roster[n] = mind.roster[n + 1]
    mind.roster[-1] -= 1


@rule()
def wear_out(stage: Any, p: Any, kept: Any, mind: Any, scene: Any, replicate: int, week: int) -> None:
    """Every brand in use wears out by its use, is traced, or retires once traced."""
    sunday, place = stage.first_day + 7 * week + 6, 0
    while place < mind.roster[-1]:
        b = mind.roster[place]
        place += 1
        found = host_response.intelligence(p[P.intelligence], scene.policing, mind.brands[b, B.used])
        mind.brands[b, B.exposure] = deniability.expose(
            mind.brands[b, B.exposure], kept[K.exposure], mind.brands[b, B.claims], found
        )
        mind.brands[b, B.credit] += mind.brands[b, B.claims]
        mind.brands[b, B.used] = mind.brands[b, B.claims] = 0.0
        address = stage.brand_address[b]
        if mind.status[b, S.state] == TRACED:
            if draw(stage, replicate, week, dice.RETIRE, address, 0, 0) < p[P.retire_rate]:
                mind.status[b, S.state] = RETIRED
                write(mind, week, sunday, RETIREMENT, mind.status[b, S.parent], -1, b)
                place -= 1
                strike_off(mind, place)
        elif draw(stage, replicate, week, dice.TRACE, address, 0, 0) < deniability.trace_hazard(
            p[P.trace_rate], attribution(p, mind, b)
        ):
            mind.status[b, S.state] = TRACED
            write(mind, week, sunday, TRACING, mind.status[b, S.parent], -1, b)


@rule()
def has_brand_for(stage: Any, mind: Any, i: int, c: int) -> bool:
    """Whether a militia runs a brand that is made for a target."""
    for n in range(mind.roster[-1]):
        b = mind.roster[n]
        if mind.status[b, S.parent] == i and stage.specialism[b] == c:
            return True
    return False


@rule()
def first_unborn(stage: Any, mind: Any, i: int, c: int) -> int:
    """A militia's first brand on the list that is made for a target and not yet used; -1 for none."""
    for b in range(len(stage.specialism)):
        if mind.status[b, S.state] == UNBORN and mind.status[b, S.parent] == i and stage.specialism[b] == c:
            return b
    return -1


@rule()
def wants_brand(stage: Any, p: Any, mind: Any, replicate: int, week: int, i: int) -> bool:
    """Whether a militia decides to launch a brand, for want of cover or of a fitting name."""
    unnamed = 0.0
    for c in range(len(stage.means)):
        if not has_brand_for(stage, mind, i, c):
            unnamed += mind.activity[i, c]
    hazard = deniability.birth_hazard(
        deniability.urgency(p[P.cover_need], mind.minds[i, M.need]),
        deniability.name_lacking(p[P.label], mind.powers[W.brands_practised], unnamed),
    )
    return draw(stage, replicate, week, dice.BIRTH, stage.militia_address[i], 0, 0) < hazard


@rule()
def miss_cover(p: Any, kept: Any, mind: Any, i: int) -> None:
    """A militia's need for cover, as this week leaves it."""
    borne = deniability.tolerated(p[P.risk_tense], p[P.risk_tolerance])
    lacking = deniability.cover_lacking(mind.minds[i, M.risk], borne, mind.minds[i, M.covered], p[P.own_attribution])
    mind.minds[i, M.need] = memory.pile_up(mind.minds[i, M.need], kept[K.risk], lacking)


@rule()
def launch(stage: Any, p: Any, kept: Any, mind: Any, replicate: int, week: int, i: int) -> None:
    """A militia may launch the first brand on its list for the target most in need of one."""
    miss_cover(p, kept, mind, i)
    if not wants_brand(stage, p, mind, replicate, week, i):
        return
    best, chosen = -np.inf, -1
    for c in range(len(stage.means)):
        b = first_unborn(stage, mind, i, c)
        if b >= 0:
            u = draw(stage, replicate, week, dice.LAUNCH, stage.militia_address[i], stage.target_address[c], 0)
            score = deniability.launch_appeal(p[P.specialism], mind.activity[i, c]) + dice.gumbel(u)
            if score > best:
                best, chosen = score, b
    if chosen >= 0:
        mind.minds[i, M.need] = 0.0
        mind.status[chosen, S.state] = IN_USE
        mind.status[chosen, S.born] = week
        mind.roster[mind.roster[-1]] = chosen
        mind.roster[-1] += 1
        write(mind, week, stage.first_day + 7 * week + 6, BIRTH, i, -1, chosen)


@rule()
def learn_danger(stage: Any, p: Any, kept: Any, mind: Any, scene: Any, week: int, i: int) -> None:
    """Perceived risk, grievance and confidence of one militia."""
    t, struck = stage.traits, mind.powers[W.struck] > 0.0
    signal = 0.0
    if struck:
        hit = 1.0 if mind.powers[W.hit] == i else 0.0
        signal += retaliation_risk.strike_signal(mind.powers[W.severity], hit, p[P.vicarious])
    warned = p[P.warning] if stage.weeks_since[N.warning, week] < 1.0 else 0.0
    expected = retaliation_risk.expected_risk(p[P.risk_calm], p[P.risk_tense], scene.posture)
    harassed = by(mind.attacks, i, t, T.pressure) > 0.0
    unanswered = 1.0 if harassed and not struck else 0.0
    mind.minds[i, M.risk] = retaliation_risk.learn_risk(
        mind.minds[i, M.risk], kept[K.risk], expected, p[P.risk_jump], signal + warned
    )
    mind.minds[i, M.grievance] = memory.pile_up(mind.minds[i, M.grievance], kept[K.grievance], signal)
    mind.minds[i, M.confidence] = confidence.embolden(
        mind.minds[i, M.confidence], kept[K.confidence], unanswered, signal
    )


@rule()
def learn_craft(stage: Any, p: Any, kept: Any, mind: Any, i: int) -> None:
    """Activity, load on the means, and know-how of one militia."""
    used = np.zeros(KINDS_OF_MEANS)
    for c in range(len(stage.means)):
        done = float(mind.attacks[i, c])
        mind.activity[i, c] = memory.recall(mind.activity[i, c], kept[K.activity], done)
        used[stage.means[c]] += stage.traits[c, T.cost] * done
        others = 0.0
        for j in range(len(stage.slots)):
            if j != i:
                others += mind.attacks[j, c]
        gain = know_how.gain(p[P.search], mind.minds[i, M.risk], p[P.practise], done, p[P.copy], others)
        mind.know_how[i, c] = know_how.learn(mind.know_how[i, c], gain, 1.0 - stage.traits[c, T.risk])
    for m in range(KINDS_OF_MEANS):
        mind.load[i, m] = memory.recall(mind.load[i, m], kept[K.load], used[m])


@rule()
def learn_rank(stage: Any, p: Any, kept: Any, mind: Any, scene: Any, i: int) -> None:
    """Standing, feud and revenue of one militia."""
    t = stage.traits
    shamed = host_response.shame(p[P.shame], scene.policing, by(mind.attacks, i, t, T.harm_to_iraqis))
    mind.minds[i, M.standing] = memory.recall(
        mind.minds[i, M.standing], kept[K.standing], mind.minds[i, M.credit] - shamed
    )
    breaches = on(mind.attacks, t, T.truce_coverage) - by(mind.attacks, i, t, T.truce_coverage)
    raids = on(mind.attacks, t, T.trade) - by(mind.attacks, i, t, T.trade)
    mind.minds[i, M.feud] = revenue_feud.resent(
        mind.minds[i, M.feud], kept[K.feud], breaches, p[P.feud_sensitivity], scene.truce
    )
    damage = p[P.revenue_damage] * stage.actors[i, A.trade_stake]
    mind.minds[i, M.revenue] = revenue_feud.earn(mind.minds[i, M.revenue], kept[K.revenue], damage, raids)


@rule()
def learn_powers(stage: Any, p: Any, kept: Any, mind: Any, scene: Any) -> None:
    """What the state actors remember of the week."""
    t, powers = stage.traits, mind.powers
    struck = mind.powers[W.struck] > 0.0
    if mind.roster[-1] > 0:
        powers[W.brands_practised] = 1.0
    powers[W.base_attacks] = on(mind.attacks, t, T.closes)
    powers[W.patience] = (
        0.0 if struck else memory.recall(powers[W.patience], kept[K.patience], on(mind.attacks, t, T.risk))
    )
    powers[W.fear] = memory.pile_up(powers[W.fear], kept[K.fear], mind.powers[W.severity])
    powers[W.attacked] = memory.recall(powers[W.attacked], kept[K.activity], on(mind.attacks, t, T.turkish))
    road = on(mind.attacks, t, T.traffic)
    powers[W.security] = host_response.guard(
        powers[W.security], kept[K.guard], p[P.guard_effort] * scene.policing, road
    )
    powers[W.road_attacks] = memory.recall(powers[W.road_attacks], kept[K.activity], road)
