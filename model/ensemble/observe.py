"""Observing, Iran's order, and what a week offers to every militia alike."""

from __future__ import annotations

from typing import Any

from model import deeds, dice, weighing
from model.compiled import step
from model.ensemble.log import log_other
from model.ensemble.lots import ask, throw
from model.ensemble.memory import W
from model.ensemble.views import drivers, felt, target
from model.events import NOBODY, Kind
from model.rules import opportunity
from model.views import Scene

CLOSURE, _NOBODY = int(Kind.CLOSURE), int(NOBODY)
CLOSE, HARASSED, BIRTH = 0, 1, 2  # places of a week's draws, counted from the last slot; births: one a militia


@step()
def ask_weekly(stage: Any, lots: Any) -> None:
    """Ask for what every week needs: do slots act, do bases close, do US forces answer, are brands born."""
    after = stage.all_slots
    for i in range(len(stage.slots)):
        for slot in range(stage.slots[i]):
            ask(lots, stage.first_slot[i] + slot, dice.ACT, stage.militia_address[i], 0, slot)
        ask(lots, after + BIRTH + i, dice.BIRTH, stage.militia_address[i], 0, 0)
    ask(lots, after + CLOSE, dice.CLOSE, stage.retaliator_address, 0, 0)
    ask(lots, after + HARASSED, dice.ANSWER, stage.retaliator_address, 0, 0)


@step()
def close_bases(stage: Any, p: Any, mind: Any, log: Any, week: int, u: float) -> float:
    """Close a small base under last week's attacks; returns the share of bases still open."""
    hazard = opportunity.closure_hazard(p.closure_rate, mind.powers[W.base_attacks])
    if mind.powers[W.small_bases] > 0.0 and u < hazard:
        mind.powers[W.small_bases] -= 1.0
        log_other(log, week, stage.first_day + 7 * week, CLOSURE, _NOBODY, _NOBODY, 0)
    return deeds.open_share(p, mind.powers[W.small_bases], float(stage.small_bases))


@step()
def observe(stage: Any, season: Any, p: Any, mind: Any, lots: Any, log: Any, replicate: int, week: int) -> Scene:
    """Drivers, last week's record and Iran's order."""
    now, powers = drivers(stage, week), mind.powers
    asked = stage.all_slots + BIRTH + len(stage.slots)
    throw(lots, asked, stage.seed, replicate, stage.first_address + week)
    return Scene(
        now=now,
        felt=felt(season.felt[week]),
        open_share=close_bases(stage, p, mind, log, week, lots.draws[stage.all_slots + CLOSE]),
        intensity=deeds.intensity(p, now, powers[W.attacked]),
        on_road=opportunity.traffic(p.reluctance, powers[W.road_attacks]),
        security=powers[W.security],
        directive=deeds.order(p, now, powers[W.fear]),
        brands_practised=powers[W.brands_practised],
    )


@step()
def opening(stage: Any, p: Any, mind: Any, scene: Any, t: Any, week: int, c: int) -> float:
    """Appeal of a target from how much of it there is, taken anew only when that has changed."""
    access = weighing.access(scene, t, stage.drivers[stage.presence[c], week])
    if access != mind.access[0, c]:
        mind.access[0, c], mind.access[1, c] = access, opportunity.exposure_gain(p.exposure, access)
    return float(mind.access[1, c])


@step()
def climates(stage: Any, p: Any, mind: Any, scene: Any, week: int) -> None:
    """Appeal that this week adds to each target for everybody."""
    for c in range(len(stage.means)):
        t = target(stage, c)
        mind.climates[c] = weighing.climate(p, scene, t, opening(stage, p, mind, scene, t, week, c))


@step()
def fare(stage: Any, p: Any, mind: Any, replicate: int, week: int) -> None:
    """How each target fares, drawn anew where a calendar quarter begins."""
    if week > 0 and stage.quarters[week] == stage.quarters[week - 1]:
        return
    for c in range(len(stage.means)):
        address, quarter = int(stage.target_address[c]), int(stage.quarters[week])
        u = dice.uniform(stage.seed, replicate, dice.FRAILTY, 0, address, quarter, 0)
        v = dice.uniform(stage.seed, replicate, dice.FRAILTY, 0, address, quarter, 1)
        mind.faring[c] = weighing.fares(p, dice.normal(u, v))
