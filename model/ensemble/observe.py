"""Observing, Iran's order, and what a week offers to every militia alike."""

from __future__ import annotations

from typing import Any, NamedTuple

from model import dice
from model.compiled import step
from model.ensemble.ledger import log_other
from model.ensemble.lots import ask, throw
from model.ensemble.memory import W
from model.ensemble.season import F
from model.ensemble.stage import D, P, T
from model.events import NOBODY, Kind
from model.rules import choice, domestic_politics, opportunity, patron_control, provocation, relevance

CLOSURE, _NOBODY = int(Kind.CLOSURE), int(NOBODY)
CLOSE, HARASSED, BIRTH = 0, 1, 2  # places of a week's draws, counted from the last slot; births: one a militia


class Scene(NamedTuple):
    """This week as everybody finds it before planning."""

    posture: float
    open_share: float
    intensity: float
    policing: float
    on_road: float
    truce: float
    directive: float
    us_pressure: float
    symbolic: float
    election: float
    anger: float
    handover: float
    departure_expected: float
    sinjar_dispute: float


@step()
def ask_weekly(stage: Any, lots: Any) -> None:
    """Ask for what every week needs: do slots act, do bases close, do US forces answer, are brands born."""
    after = stage.all_slots
    for i in range(len(stage.slots)):
        for slot in range(stage.slots[i]):
            ask(lots, stage.first_slot[i] + slot, dice.ACT, stage.militia_address[i], 0, slot)
        ask(lots, after + BIRTH + i, dice.BIRTH, stage.militia_address[i], 0, 0)
    ask(lots, after + CLOSE, dice.CLOSE, stage.us_address, 0, 0)
    ask(lots, after + HARASSED, dice.ANSWER, stage.us_address, 0, 0)


@step()
def close_bases(stage: Any, p: Any, mind: Any, ledger: Any, week: int, u: float) -> float:
    """Close a small base under last week's attacks; returns the share of bases still open."""
    hazard = opportunity.closure_hazard(p[P.closure_rate], mind.powers[W.base_attacks])
    if mind.powers[W.small_bases] > 0.0 and u < hazard:
        mind.powers[W.small_bases] -= 1.0
        log_other(ledger, week, stage.first_day + 7 * week, CLOSURE, _NOBODY, _NOBODY, 0)
    share = mind.powers[W.small_bases] / stage.small_bases if stage.small_bases > 0 else 1.0
    return opportunity.open_bases(p[P.small_share], share)


@step()
def observe(stage: Any, season: Any, p: Any, mind: Any, lots: Any, ledger: Any, replicate: int, week: int) -> Scene:
    """Drivers, last week's record and Iran's order."""
    d, felt = stage.drivers, season.felt
    asked = stage.all_slots + BIRTH + len(stage.slots)
    throw(lots, asked, stage.seed, replicate, stage.first_address + week)
    open_share = close_bases(stage, p, mind, ledger, week, lots.draws[stage.all_slots + CLOSE])
    directive = patron_control.directive(
        p[P.hold_fear], mind.powers[W.fear], p[P.press_tension], d[D.tension, week],
        p[P.talks_leverage], d[D.nuclear_talks, week], p[P.office_calm], d[D.office, week],
    )  # fmt: skip
    return Scene(
        d[D.contested_deterrence, week],
        open_share,
        provocation.intensity(d[D.turkish_operations, week], p[P.turkish_answer], mind.powers[W.attacked]),
        d[D.policing, week],
        opportunity.traffic(p[P.reluctance], mind.powers[W.road_attacks]),
        d[D.truce, week],
        directive,
        felt[week, F.us_pressure],
        felt[week, F.symbolic],
        felt[week, F.election],
        felt[week, F.anger],
        felt[week, F.handover],
        d[D.departure_expected, week],
        d[D.sinjar_dispute, week],
    )


@step()
def opening(stage: Any, p: Any, mind: Any, scene: Any, week: int, c: int) -> float:
    """Appeal of a target from how much of it there is, taken anew only when that has changed."""
    t = stage.traits
    access = opportunity.access(
        stage.presence[c, week], t[c, T.closes], scene.open_share, t[c, T.traffic], scene.on_road
    )
    if access != mind.access[0, c]:
        mind.access[0, c], mind.access[1, c] = access, opportunity.exposure_gain(p[P.exposure], access)
    return float(mind.access[1, c])


@step()
def climates(stage: Any, p: Any, mind: Any, scene: Any, week: int) -> None:
    """Appeal that this week adds to each target for everybody."""
    t, d = stage.traits, stage.drivers
    for c in range(len(stage.means)):
        mind.climates[c] = choice.climate(
            opening(stage, p, mind, scene, week, c),
            opportunity.lost_cause(p[P.lost_cause], d[D.mission_end, week], t[c, T.value] * t[c, T.pressure]),
            domestic_politics.before_election(p[P.before_election], scene.election, t[c, T.value]),
            domestic_politics.after_defeat(p[P.defeat], scene.anger, t[c, T.unrest]),
            relevance.take_credit(p[P.credit], scene.handover, t[c, T.value] * t[c, T.closes]),
            domestic_politics.coerce(p[P.coerce], d[D.krg_contest, week] * t[c, T.kurdish]),
        )
