"""Learning: how a week changes minds."""

from __future__ import annotations

from typing import Any

from model import minding
from model.compiled import step
from model.ensemble.memory import KINDS_OF_MEANS, M, W
from model.ensemble.stage import N, T
from model.ensemble.views import militia, put, state, tally, target
from model.views import Part, Week


@step()
def look_back(stage: Any, mind: Any, week: int) -> Week:
    """The week as everybody could see it."""
    powers = mind.powers
    since_warning, attacks = stage.weeks_since[N.warning, week], tally(mind.on)
    return Week(struck=powers[W.struck], severity=powers[W.severity], since_warning=since_warning, attacks=attacks)


@step()
def learn_mind(stage: Any, p: Any, kept: Any, mind: Any, scene: Any, over: Any, i: int) -> None:
    """One militia's state of mind."""
    hit = 1.0 if mind.powers[W.hit] == i else 0.0
    part = Part(hit=hit, attacks=tally(mind.by[i]), credit=mind.minds[i, M.credit])
    put(mind.minds[i], minding.remember(p, kept, scene, militia(stage, i), state(mind, i), over, part))


@step()
def learn_craft(stage: Any, kept: Any, mind: Any, i: int) -> None:
    """Activity and load on the means of one militia."""
    used, activity = mind.used, mind.activity[i]
    used[:] = 0.0
    for c in range(len(stage.means)):
        done = mind.attacks[i, c]
        activity[c] = minding.activity(kept, activity[c], done)
        used[stage.means[c]] += stage.traits[c, T.cost] * done
    for m in range(KINDS_OF_MEANS):
        mind.load[i, m] = minding.load(kept, mind.load[i, m], used[m])


@step()
def learn_skills(stage: Any, p: Any, mind: Any, i: int) -> None:
    """Know-how of one militia."""
    know_how, mine = mind.know_how[i], state(mind, i)
    for c in range(len(stage.means)):
        done, others = mind.attacks[i, c], 0.0
        for j in range(len(stage.slots)):
            if j != i:
                others += mind.attacks[j, c]
        know_how[c] = minding.skill(p, mine, target(stage, c), know_how[c], done, others)


@step()
def learn_powers(p: Any, kept: Any, mind: Any, scene: Any, over: Any) -> None:
    """What the state actors remember of the week."""
    powers = mind.powers
    if mind.roster[-1] > 0:
        powers[W.brands_practised] = 1.0
    powers[W.base_attacks] = over.attacks.closes
    powers[W.patience] = minding.patience(kept, powers[W.patience], over)
    powers[W.fear] = minding.fear(kept, powers[W.fear], over)
    powers[W.attacked] = minding.attacked(kept, powers[W.attacked], over)
    powers[W.security] = minding.security(p, kept, scene, powers[W.security], over)
    powers[W.road_attacks] = minding.road_attacks(kept, powers[W.road_attacks], over)
