"""Hiding and launching: how brands wear out, are traced and retired, and how new ones are born."""

from __future__ import annotations

from typing import Any

import numpy as np

from model import dice
from model.compiled import step, stretch
from model.ensemble.answer import draw
from model.ensemble.ledger import log_other
from model.ensemble.memory import IN_USE, RETIRED, TRACED, UNBORN, B, M, S, W
from model.ensemble.observe import BIRTH as BIRTHS
from model.ensemble.season import K
from model.ensemble.stage import P
from model.events import Kind
from model.rules import deniability, host_response, memory

BIRTH, TRACING, RETIREMENT = int(Kind.BIRTH), int(Kind.TRACED), int(Kind.RETIRED)


@step()
def attribute(p: Any, mind: Any, b: int) -> float:
    """Set and return the probability that a brand's attacks are laid at its parent's door."""
    own = p[P.own_attribution]
    traced = mind.status[b, S.state] == TRACED
    mind.brands[b, B.attribution] = (
        own if traced else deniability.attribution(own, p[P.veil], p[P.evidence], mind.brands[b, B.exposure])
    )
    return float(mind.brands[b, B.attribution])


@step()
def wear(p: Any, kept: Any, mind: Any, scene: Any, b: int) -> None:
    """A brand wears out by its use, and makes a name for itself by its claims."""
    brand = mind.brands[b]
    found = host_response.intelligence(p[P.intelligence], scene.policing, brand[B.used])
    brand[B.exposure] = deniability.expose(brand[B.exposure], kept[K.exposure], brand[B.claims], found)
    if brand[B.claims] > 0.0:
        brand[B.credit] += brand[B.claims]
        brand[B.renown] = deniability.renown(p[P.renown], brand[B.credit])
    brand[B.used] = brand[B.claims] = 0.0


@step()
def strike_off(roster: Any, b: int) -> None:
    """Take a brand off a roster, keeping the others' order."""
    place = 0
    while roster[place] != b:
        place += 1
    for n in range(place, roster[-1] - 1):
        roster[n] = roster[n + 1]
    roster[-1] -= 1


@step()
def enrol(roster: Any, b: int) -> None:
    """Put a brand at the end of a roster."""
    roster[roster[-1]] = b
    roster[-1] += 1


@stretch()
def retire(stage: Any, mind: Any, ledger: Any, week: int, b: int) -> None:
    """Retire a brand."""
    parent = mind.status[b, S.parent]
    mind.status[b, S.state] = RETIRED
    mind.named[parent, stage.specialism[b]] -= 1
    strike_off(mind.roster, b)
    strike_off(mind.own[parent], b)
    log_other(ledger, week, stage.first_day + 7 * week + 6, RETIREMENT, parent, b, 0)


@step()
def wear_out(stage: Any, p: Any, kept: Any, mind: Any, scene: Any, ledger: Any, replicate: int, week: int) -> None:
    """Every brand in use wears out by its use, is traced, or retires once traced."""
    place = 0
    while place < mind.roster[-1]:
        b, place = mind.roster[place], place + 1
        wear(p, kept, mind, scene, b)
        attribution = attribute(p, mind, b)
        if mind.status[b, S.state] == TRACED:
            if draw(stage, replicate, week, dice.RETIRE, stage.brand_address[b], 0, 0) < p[P.retire_rate]:
                place -= 1
                retire(stage, mind, ledger, week, b)
        else:
            trace(stage, p, mind, ledger, replicate, week, b, deniability.trace_hazard(p[P.trace_rate], attribution))


@stretch()
def trace(stage: Any, p: Any, mind: Any, ledger: Any, replicate: int, week: int, b: int, hazard: float) -> None:
    """A brand may be traced; most are too well hidden for a die to be thrown."""
    if hazard > 0.0 and draw(stage, replicate, week, dice.TRACE, stage.brand_address[b], 0, 0) < hazard:
        mind.status[b, S.state] = TRACED
        attribute(p, mind, b)
        log_other(ledger, week, stage.first_day + 7 * week + 6, TRACING, mind.status[b, S.parent], b, 0)


@step()
def first_unborn(stage: Any, mind: Any, i: int, c: int) -> int:
    """A militia's first brand on the list that is made for a target and not yet used; -1 for none."""
    for b in range(len(stage.specialism)):
        if mind.status[b, S.state] == UNBORN and mind.status[b, S.parent] == i and stage.specialism[b] == c:
            return b
    return -1


@step()
def wants_brand(stage: Any, p: Any, mind: Any, i: int, u: float) -> bool:
    """Whether a militia decides to launch a brand, for want of cover or of a fitting name."""
    unnamed = 0.0
    for c in range(len(stage.means)):
        if mind.named[i, c] == 0:
            unnamed += mind.activity[i, c]
    return u < deniability.birth_hazard(
        deniability.urgency(p[P.cover_need], mind.minds[i, M.need]),
        deniability.name_lacking(p[P.label], mind.powers[W.brands_practised], unnamed),
    )


@step()
def miss_cover(p: Any, kept: Any, mind: Any, i: int) -> None:
    """A militia's need for cover, as this week leaves it."""
    mine = mind.minds[i]
    borne = deniability.tolerated(p[P.risk_tense], p[P.risk_tolerance])
    lacking = deniability.cover_lacking(mine[M.risk], borne, mine[M.covered], p[P.own_attribution])
    mine[M.need] = memory.pile_up(mine[M.need], kept[K.risk], lacking)


@stretch()
def choose_brand(stage: Any, p: Any, mind: Any, replicate: int, week: int, i: int) -> int:
    """The first brand on a militia's list for the target most in need of one; -1 when none is left."""
    best, chosen = -np.inf, -1
    for c in range(len(stage.means)):
        b = first_unborn(stage, mind, i, c)
        if b >= 0:
            u = draw(stage, replicate, week, dice.LAUNCH, stage.militia_address[i], stage.target_address[c], 0)
            score = deniability.launch_appeal(p[P.specialism], mind.activity[i, c]) + dice.gumbel(u)
            if score > best:
                best, chosen = score, b
    return chosen


@step()
def launch(stage: Any, p: Any, kept: Any, mind: Any, lots: Any, ledger: Any, replicate: int, week: int, i: int) -> None:
    """A militia may launch a brand."""
    miss_cover(p, kept, mind, i)
    if not wants_brand(stage, p, mind, i, lots.draws[stage.all_slots + BIRTHS + i]):
        return
    b = choose_brand(stage, p, mind, replicate, week, i)
    if b >= 0:
        mind.minds[i, M.need] = 0.0
        mind.status[b, S.state] = IN_USE
        mind.named[i, stage.specialism[b]] += 1
        enrol(mind.roster, b)
        enrol(mind.own[i], b)
        mind.brands[b, B.renown] = deniability.renown(p[P.renown], 0.0)
        attribute(p, mind, b)
        log_other(ledger, week, stage.first_day + 7 * week + 6, BIRTH, i, b, 0)
