"""Carrying plans out, and what US forces do about it."""

from __future__ import annotations

from typing import Any

from model import dice
from model.compiled import rule
from model.ensemble.choose import attribution, draw
from model.ensemble.memory import B, M, S, W, write
from model.ensemble.stage import A, P, T
from model.events import Kind
from model.rules import (
    claims,
    confidence,
    deniability,
    host_response,
    patron_control,
    relevance,
    retaliation_risk,
    us_answer,
)

ATTACK, FOILED, STRIKE = int(Kind.ATTACK), int(Kind.FOILED), int(Kind.STRIKE)


@rule()
def climb(ladders: Any, row: int, u: float) -> int:
    """Where a uniform draw leads on a ladder of cumulative shares."""
    for rung in range(ladders.shape[2]):
        if u < ladders[0, row, rung]:
            return int(ladders[1, row, rung])
    return int(ladders[1, row, -1])


@rule()
def log_operation(stage: Any, mind: Any, replicate: int, week: int, kind: int, i: int, c: int, slot: int) -> Any:
    """Log an operation with its day, governorate and method; returns its row."""
    actor, address = stage.militia_address[i], stage.target_address[c]
    day = stage.first_day + 7 * week + int(draw(stage, replicate, week, dice.DAY, actor, address, slot) * 7)
    row = write(mind, week, day, kind, i, c, -1)
    row[6] = slot
    u = draw(stage, replicate, week, dice.GOVERNORATE, actor, address, slot)
    row[9] = climb(stage.regions, c, u)
    u = draw(stage, replicate, week, dice.METHOD, actor, address, slot)
    row[10] = climb(stage.methods, c, u)
    return row


@rule()
def pick_name(stage: Any, p: Any, mind: Any, replicate: int, week: int, i: int, c: int, slot: int) -> int:
    """The brand under which a militia strikes, or -1 for its own name."""
    address = stage.target_address[c]
    best = dice.gumbel(draw(stage, replicate, week, dice.NAME, stage.militia_address[i], address, slot))
    picked = -1
    for n in range(mind.roster[-1]):
        b = mind.roster[n]
        if mind.status[b, S.parent] == i:
            fits = 1.0 if stage.specialism[b] == c else 0.0
            worn = deniability.name_appeal(p[P.front], p[P.specialism], fits, p[P.wear], mind.brands[b, B.exposure])
            known = deniability.renown(p[P.renown], mind.brands[b, B.credit])
            u = draw(stage, replicate, week, dice.NAME, stage.brand_address[b], address, slot)
            score = worn + known + dice.gumbel(u)
            if score > best:
                best, picked = score, b
    return picked


@rule()
def chance_lethal(stage: Any, p: Any, mind: Any, i: int, c: int) -> float:
    """Probability that an attack kills US or Coalition personnel."""
    return us_answer.lethality(
        stage.traits[c, T.harm],
        retaliation_risk.restraint(p[P.aim], mind.minds[i, M.risk]),
        patron_control.damage_limit(p[P.damage_limit], stage.actors[i, A.compliance]),
        confidence.reckless(p[P.reckless], mind.minds[i, M.confidence]),
    )


@rule()
def chance_claimed(stage: Any, p: Any, mind: Any, scene: Any, i: int, c: int, traced: float, b: int) -> float:
    """Probability that an attack is claimed."""
    return claims.claim_probability(
        p[P.claim_base],
        stage.actors[i, A.claim_propensity],
        p[P.claim_prestige],
        stage.traits[c, T.value],
        p[P.claim_fear] * mind.minds[i, M.risk] * traced,
        relevance.spectacle(p[P.spectacle], scene.symbolic),
        p[P.reticence] if b < 0 else 0.0,
    )


@rule()
def strike(stage: Any, p: Any, mind: Any, scene: Any, replicate: int, week: int, i: int, c: int, slot: int) -> None:
    """Carry out one operation that was not foiled."""
    actor, address = stage.militia_address[i], stage.target_address[c]
    b = pick_name(stage, p, mind, replicate, week, i, c, slot)
    traced = p[P.own_attribution] if b < 0 else attribution(p, mind, b)
    lethal = draw(stage, replicate, week, dice.LETHAL, actor, address, slot) < chance_lethal(stage, p, mind, i, c)
    claimed = draw(stage, replicate, week, dice.CLAIM, actor, address, slot) < chance_claimed(
        stage, p, mind, scene, i, c, traced, b
    )
    row = log_operation(stage, mind, replicate, week, ATTACK, i, c, slot)
    mind.attacks[i, c] += 1
    if b >= 0:
        mind.brands[b, B.used] += 1.0
    if claimed:
        mind.minds[i, M.credit] += stage.traits[c, T.value]
        row[5] = b if b >= 0 else -2
        if b >= 0:
            mind.brands[b, B.claims] += 1.0
    if lethal:
        row[7] = 1
        n = mind.deadly[-1, 0]
        mind.deadly[n, 0], mind.deadly[n, 1], mind.deadly[n, 2], mind.deadly[n, 3] = i, c, slot, row[1]
        mind.blame[n] = traced
        mind.deadly[-1, 0] += 1


@rule()
def attack(stage: Any, p: Any, mind: Any, scene: Any, replicate: int, week: int, i: int) -> None:
    """Carry out one militia's plans."""
    mind.minds[i, M.credit] = 0.0
    for slot in range(stage.slots[i]):
        c = mind.plans[i, slot]
        if c < 0:
            continue
        guarded = mind.powers[W.security] * stage.traits[c, T.traffic]
        foiled = host_response.foil_probability(p[P.interdiction], scene.policing, stage.traits[c, T.openness], guarded)
        u = draw(stage, replicate, week, dice.FOIL, stage.militia_address[i], stage.target_address[c], slot)
        if u < foiled:
            log_operation(stage, mind, replicate, week, FOILED, i, c, slot)
        else:
            strike(stage, p, mind, scene, replicate, week, i, c, slot)


@rule()
def prepare(stage: Any, p: Any, mind: Any, scene: Any, day: int, militia: int) -> None:
    """Order a strike that falls after the posture's lag."""
    contested = scene.posture >= 0.5
    mind.powers[W.due] = day + (stage.lag_contested if contested else stage.lag_relaxed)
    mind.powers[W.due_severity] = us_answer.by_posture(p[P.severity_relaxed], p[P.severity_contested], scene.posture)
    mind.powers[W.due_hit] = militia
    mind.powers[W.due_abroad] = 0.0 if contested else 1.0


@rule()
def loudest(stage: Any, mind: Any) -> int:
    """The militia with the most recent activity on targets that risk an answer."""
    best, chosen = -1.0, 0
    for i in range(len(stage.slots)):
        noise = 0.0
        for c in range(len(stage.means)):
            noise += mind.activity[i, c] * stage.traits[c, T.risk]
        if noise > best:
            best, chosen = noise, i
    return chosen


@rule()
def decide(stage: Any, p: Any, mind: Any, scene: Any, replicate: int, week: int) -> None:
    """Decide on this week's deaths, or on harassment when nobody died."""
    resolve = us_answer.by_posture(p[P.resolve_relaxed], p[P.resolve_contested], scene.posture)
    for n in range(mind.deadly[-1, 0]):
        i, c, slot, day = mind.deadly[n, 0], mind.deadly[n, 1], mind.deadly[n, 2], mind.deadly[n, 3]
        actor, address = stage.militia_address[i], stage.target_address[c]
        chance = us_answer.answer_lethal(resolve, p[P.certainty], mind.blame[n])
        if mind.powers[W.due] < 0 and draw(stage, replicate, week, dice.ANSWER, actor, address, slot) < chance:
            u = draw(stage, replicate, week, dice.BLAME, actor, address, slot)
            prepare(stage, p, mind, scene, day, us_answer.blamed(u, mind.blame[n], i, len(stage.slots)))
    if mind.deadly[-1, 0] == 0 and mind.powers[W.due] < 0:
        chance = us_answer.answer_harassment(p[P.impatience], scene.posture, mind.powers[W.patience])
        if draw(stage, replicate, week, dice.ANSWER, stage.us_address, 0, 0) < chance:
            prepare(stage, p, mind, scene, stage.first_day + 7 * week, loudest(stage, mind))


@rule()
def answer(stage: Any, p: Any, mind: Any, scene: Any, replicate: int, week: int) -> None:
    """Decide, and carry out a strike that falls due."""
    powers = mind.powers
    powers[W.struck], powers[W.severity] = 0.0, 0.0
    decide(stage, p, mind, scene, replicate, week)
    if 0 <= mind.powers[W.due] <= stage.first_day + 7 * week + 6:
        powers[W.struck] = 1.0
        powers[W.severity], powers[W.hit] = powers[W.due_severity], powers[W.due_hit]
        row = write(mind, week, int(mind.powers[W.due]), STRIKE, int(mind.powers[W.due_hit]), -1, -1)
        row[8] = int(mind.powers[W.due_abroad])
        mind.powers[W.due] = -1.0
