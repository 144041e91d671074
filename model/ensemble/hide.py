"""Hiding and launching: how brands wear out, are traced and retired, and how new ones are born."""

from __future__ import annotations

from typing import Any

import numpy as np

from model import deeds, dice, minding
from model.compiled import step, stretch
from model.ensemble.answer import draw
from model.ensemble.log import log_other
from model.ensemble.memory import IN_USE, RETIRED, TRACED, UNBORN, B, M, S
from model.ensemble.observe import BIRTH as BIRTHS
from model.ensemble.views import state
from model.events import Kind
from model.rules import deniability

BIRTH, TRACING, RETIREMENT = int(Kind.BIRTH), int(Kind.TRACED), int(Kind.RETIRED)


@step()
def attribute(p: Any, mind: Any, b: int) -> float:
    """Set and return the probability that a brand's attacks are laid at its parent's door."""
    traced = mind.status[b, S.state] == TRACED
    mind.brands[b, B.attribution] = deeds.attribution(p, traced, mind.brands[b, B.exposure])
    return float(mind.brands[b, B.attribution])


@step()
def wear(p: Any, kept: Any, mind: Any, scene: Any, b: int) -> None:
    """A brand wears out by its use, and makes a name for itself by its claims."""
    brand = mind.brands[b]
    brand[B.exposure] = deeds.exposure(p, kept, scene, brand[B.exposure], brand[B.used], brand[B.claims])
    if brand[B.claims] > 0.0:
        brand[B.credit] += brand[B.claims]
        brand[B.renown] = deniability.renown(p.renown, brand[B.credit])
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
def retire(stage: Any, mind: Any, log: Any, week: int, b: int) -> None:
    """Retire a brand."""
    parent = mind.status[b, S.parent]
    mind.status[b, S.state] = RETIRED
    mind.named[parent, stage.specialism[b]] -= 1
    strike_off(mind.roster, b)
    strike_off(mind.own[parent], b)
    log_other(log, week, stage.first_day + 7 * week + 6, RETIREMENT, parent, b, 0)


@step()
def wear_out(stage: Any, p: Any, kept: Any, mind: Any, scene: Any, log: Any, replicate: int, week: int) -> None:
    """Every brand in use wears out by its use, is traced, or retires once traced."""
    place = 0
    while place < mind.roster[-1]:
        b, place = mind.roster[place], place + 1
        wear(p, kept, mind, scene, b)
        attribution = attribute(p, mind, b)
        if mind.status[b, S.state] == TRACED:
            if draw(stage, replicate, week, dice.RETIRE, stage.brand_address[b], 0, 0) < p.retire_rate:
                place -= 1
                retire(stage, mind, log, week, b)
        elif trace(stage, mind, log, replicate, week, b, deniability.trace_hazard(p.trace_rate, attribution)):
            attribute(p, mind, b)


@stretch()
def trace(stage: Any, mind: Any, log: Any, replicate: int, week: int, b: int, hazard: float) -> bool:
    """A brand may be traced; most are too well hidden for a die to be thrown."""
    if hazard > 0.0 and draw(stage, replicate, week, dice.TRACE, stage.brand_address[b], 0, 0) < hazard:
        mind.status[b, S.state] = TRACED
        log_other(log, week, stage.first_day + 7 * week + 6, TRACING, mind.status[b, S.parent], b, 0)
        return True
    return False


@step()
def first_unborn(stage: Any, mind: Any, i: int, c: int) -> int:
    """A militia's first brand on the list that is made for a target and not yet used; -1 for none."""
    for b in range(len(stage.specialism)):
        if mind.status[b, S.state] == UNBORN and mind.status[b, S.parent] == i and stage.specialism[b] == c:
            return b
    return -1


@step()
def wants_brand(stage: Any, p: Any, mind: Any, scene: Any, i: int, u: float) -> bool:
    """Whether a militia decides to launch a brand, for want of cover or of a fitting name."""
    unnamed = 0.0
    for c in range(len(stage.means)):
        if mind.named[i, c] == 0:
            unnamed += mind.activity[i, c]
    return bool(u < deeds.birth(p, scene, state(mind, i), unnamed))


@stretch()
def choose_brand(stage: Any, p: Any, mind: Any, replicate: int, week: int, i: int) -> int:
    """The first brand on a militia's list for the target most in need of one; -1 when none is left."""
    best, chosen = -np.inf, -1
    for c in range(len(stage.means)):
        b = first_unborn(stage, mind, i, c)
        if b >= 0:
            u = draw(stage, replicate, week, dice.LAUNCH, stage.militia_address[i], stage.target_address[c], 0)
            score = deniability.launch_appeal(p.specialism, mind.activity[i, c]) + dice.gumbel(u)
            if score > best:
                best, chosen = score, b
    return chosen


@step()
def launch(
    stage: Any, p: Any, kept: Any, mind: Any, scene: Any, lots: Any, log: Any, replicate: int, week: int, i: int
) -> None:
    """A militia may launch a brand."""
    mind.minds[i, M.need] = minding.need(p, kept, state(mind, i), mind.minds[i, M.covered])
    if not wants_brand(stage, p, mind, scene, i, lots.draws[stage.all_slots + BIRTHS + i]):
        return
    b = choose_brand(stage, p, mind, replicate, week, i)
    if b >= 0:
        mind.minds[i, M.need] = 0.0
        mind.status[b, S.state] = IN_USE
        mind.named[i, stage.specialism[b]] += 1
        enrol(mind.roster, b)
        enrol(mind.own[i], b)
        mind.brands[b, B.renown] = deniability.renown(p.renown, 0.0)
        attribute(p, mind, b)
        log_other(log, week, stage.first_day + 7 * week + 6, BIRTH, i, b, 0)
