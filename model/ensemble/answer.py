"""What US forces do about a week: decide on deaths or harassment, and strike when it falls due."""

from __future__ import annotations

from typing import Any

from model import deeds, dice
from model.compiled import step, stretch
from model.ensemble.log import log_other
from model.ensemble.memory import DEAD, W
from model.ensemble.observe import HARASSED
from model.ensemble.stage import T
from model.events import NOBODY, Kind
from model.rules import us_answer

STRIKE, _NOBODY = int(Kind.STRIKE), int(NOBODY)


@stretch()
def draw(stage: Any, replicate: int, week: int, decision: int, actor: int, target: int, k: int) -> float:
    """An addressed draw thrown alone, for what is rare."""
    at = stage.first_address + week
    return dice.uniform(stage.seed, replicate, decision, int(actor), int(target), at, int(k))


@step()
def prepare(stage: Any, p: Any, mind: Any, scene: Any, day: int, militia: int) -> None:
    """Order a strike that falls after the posture's lag."""
    contested = deeds.contested(scene)
    mind.powers[W.due] = day + (stage.lag_contested if contested else stage.lag_relaxed)
    mind.powers[W.due_severity] = deeds.severity(p, scene)
    mind.powers[W.due_hit] = militia
    mind.powers[W.due_abroad] = 0.0 if contested else 1.0


@stretch()
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


@stretch()
def answer_deaths(stage: Any, p: Any, mind: Any, scene: Any, replicate: int, week: int) -> None:
    """Decide on each lethal attack of the week, until a strike is in preparation."""
    for n in range(mind.deadly[-1, 0]):
        i, slot, day = mind.deadly[n, DEAD.militia], mind.deadly[n, DEAD.slot], mind.deadly[n, DEAD.day]
        actor, address = stage.militia_address[i], stage.target_address[mind.deadly[n, DEAD.target]]
        chance = deeds.answer_deaths(p, scene, mind.blame[n])
        if mind.powers[W.due] < 0 and draw(stage, replicate, week, dice.ANSWER, actor, address, slot) < chance:
            u = draw(stage, replicate, week, dice.BLAME, actor, address, slot)
            prepare(stage, p, mind, scene, day, us_answer.blamed(u, mind.blame[n], i, len(stage.slots)))


@step()
def answer(stage: Any, p: Any, mind: Any, scene: Any, lots: Any, log: Any, replicate: int, week: int) -> None:
    """Decide, and carry out a strike that falls due."""
    powers, monday = mind.powers, stage.first_day + 7 * week
    powers[W.struck], powers[W.severity] = 0.0, 0.0
    if mind.deadly[-1, 0] > 0:
        answer_deaths(stage, p, mind, scene, replicate, week)
    elif powers[W.due] < 0:
        chance = deeds.answer_harassment(p, scene, powers[W.patience])
        if lots.draws[stage.all_slots + HARASSED] < chance:
            prepare(stage, p, mind, scene, monday, loudest(stage, mind))
    if 0 <= powers[W.due] <= monday + 6:
        powers[W.struck] = 1.0
        powers[W.severity], powers[W.hit] = powers[W.due_severity], powers[W.due_hit]
        hit, abroad = int(powers[W.due_hit]), int(powers[W.due_abroad])
        log_other(log, week, int(powers[W.due]), STRIKE, hit, _NOBODY, abroad)
        powers[W.due] = -1.0
