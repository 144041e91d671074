"""Carrying plans out: foiled or not, under whose name, lethal or not, claimed or not."""

from __future__ import annotations

from typing import Any

from model import deeds, dice
from model.compiled import step
from model.ensemble.log import count, log_event
from model.ensemble.lots import ask, throw
from model.ensemble.memory import DEAD, OP, B, M
from model.ensemble.views import militia, state, target
from model.events import NOBODY, OWN_NAME, Kind
from model.targets import change_day
from model.views import Temper

ATTACK, FOILED = int(Kind.ATTACK), int(Kind.FOILED)
_NOBODY, _OWN_NAME = int(NOBODY), int(OWN_NAME)
FOIL, LETHAL, CLAIM, DAY, GOVERNORATE, METHOD, NAME = range(7)  # places of an operation's draws; after NAME: brands


@step()
def climb(ladders: Any, row: int, u: float) -> int:
    """Where a uniform draw leads on a ladder of cumulative shares."""
    for rung in range(ladders.shape[2]):
        if u < ladders[0, row, rung]:
            return int(ladders[1, row, rung])
    return int(ladders[1, row, -1])


@step()
def ask_for_operation(stage: Any, mind: Any, more: Any, n: int, place: int) -> int:
    """Ask for the draws of operation number `n`, from a place on; returns the next that is free."""
    i, slot = mind.operations[n, OP.militia], mind.operations[n, OP.slot]
    actor, target = stage.militia_address[i], stage.target_address[mind.operations[n, OP.target]]
    mind.operations[n, OP.place] = place
    ask(more, place + FOIL, dice.FOIL, actor, target, slot)
    ask(more, place + LETHAL, dice.LETHAL, actor, target, slot)
    ask(more, place + CLAIM, dice.CLAIM, actor, target, slot)
    ask(more, place + DAY, dice.DAY, actor, target, slot)
    ask(more, place + GOVERNORATE, dice.GOVERNORATE, actor, target, slot)
    ask(more, place + METHOD, dice.METHOD, actor, target, slot)
    ask(more, place + NAME, dice.NAME, actor, target, slot)
    place += NAME + 1
    for m in range(mind.own[i, -1]):
        ask(more, place + m, dice.NAME, stage.brand_address[mind.own[i, m]], target, slot)
    return place + int(mind.own[i, -1])


@step()
def pick_name(stage: Any, p: Any, mind: Any, more: Any, i: int, c: int, place: int) -> int:
    """The brand under which a militia strikes, or -1 for its own name."""
    place += NAME
    best, picked = dice.gumbel(more.draws[place]), -1
    for m in range(mind.own[i, -1]):
        b = mind.own[i, m]
        fits = 1.0 if stage.specialism[b] == c else 0.0
        appeal = deeds.name_appeal(p, fits, mind.brands[b, B.exposure], mind.brands[b, B.renown])
        score = appeal + dice.gumbel(more.draws[place + 1 + m])
        picked = b if score > best else picked
        best = max(best, score)
    return picked


@step()
def log_operation(
    stage: Any, log: Any, draws: Any, week: int, day: int, kind: int, i: int, c: int, brand: int, slot: int,
    lethal: int, place: int, replicate: int,
) -> None:  # fmt: skip
    """Log an operation with its governorate and method, if events are logged."""
    if log.rows.shape[1] == 0:
        return
    between, address = stage.change_between[c], stage.target_address[c]
    later = day >= change_day(stage.seed, replicate, address, between[0], between[1])
    methods = stage.later_methods if later else stage.methods
    region, method = climb(stage.regions, c, draws[place + GOVERNORATE]), climb(methods, c, draws[place + METHOD])
    log_event(log, week, day, kind, i, c, brand, slot, lethal, 0, region, method)


@step()
def strike(
    stage: Any,
    season: Any,
    p: Any,
    mind: Any,
    scene: Any,
    more: Any,
    log: Any,
    week: int,
    day: int,
    n: int,
    replicate: int,
) -> None:
    """Carry out one operation that was not foiled."""
    i, c, slot = mind.operations[n, OP.militia], mind.operations[n, OP.target], mind.operations[n, OP.slot]
    place, name = mind.operations[n, OP.place], _NOBODY
    b = pick_name(stage, p, mind, more, i, c, place)
    t, mine = target(stage, c), mind.minds[i]
    blame = p.own_attribution if b < 0 else mind.brands[b, B.attribution]
    temper = Temper(restraint=mine[M.restraint], limit=season.limit[i], recklessness=mine[M.recklessness])
    lethal = 1 if more.draws[place + LETHAL] < deeds.lethality(t, temper) else 0
    if more.draws[place + CLAIM] < deeds.claim(p, scene, militia(stage, i), state(mind, i), t, blame, b < 0):
        mine[M.credit] += t.value
        name = b if b >= 0 else _OWN_NAME
    mind.attacks[i, c] += 1.0
    if b >= 0:
        mind.brands[b, B.used] += 1.0
        mind.brands[b, B.claims] += 1.0 if name >= 0 else 0.0
    log_operation(stage, log, more.draws, week, day, ATTACK, i, c, name, slot, lethal, place, replicate)
    count(log, week, i, c, name)
    if lethal:
        m = mind.deadly[-1, 0]
        mind.deadly[m, DEAD.militia], mind.deadly[m, DEAD.target] = i, c
        mind.deadly[m, DEAD.slot], mind.deadly[m, DEAD.day], mind.blame[m] = slot, day, blame
        mind.deadly[-1, 0] = m + 1


@step()
def attack(
    stage: Any, season: Any, p: Any, mind: Any, scene: Any, more: Any, log: Any, replicate: int, week: int
) -> None:
    """Carry out everybody's plans."""
    places = 0
    for n in range(mind.operations[-1, 0]):
        places = ask_for_operation(stage, mind, more, n, places)
    throw(more, places, stage.seed, replicate, stage.first_address + week)
    before = -1
    for n in range(mind.operations[-1, 0]):
        i, c, place = mind.operations[n, OP.militia], mind.operations[n, OP.target], mind.operations[n, OP.place]
        if i != before:
            temper = deeds.temper(p, state(mind, i), season.limit[i])
            mind.minds[i, M.restraint], mind.minds[i, M.recklessness] = temper.restraint, temper.recklessness
            before = i
        day = stage.first_day + 7 * week + int(more.draws[place + DAY] * 7)
        if more.draws[place + FOIL] < deeds.foil(p, scene, target(stage, c)):
            slot = mind.operations[n, OP.slot]
            log_operation(stage, log, more.draws, week, day, FOILED, i, c, _NOBODY, slot, 0, place, replicate)
        else:
            strike(stage, season, p, mind, scene, more, log, week, day, n, replicate)
