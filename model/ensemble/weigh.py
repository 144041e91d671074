"""Weighing: the appeal of every target to one militia, in log-odds against doing nothing."""

from __future__ import annotations

from typing import Any

from model import weighing
from model.compiled import step
from model.ensemble.memory import M
from model.ensemble.views import militia, state, target
from model.views import Outlook, Prospect, Rivals


@step()
def best_standing(mind: Any) -> float:
    """The best standing of any militia, which is a rival's for all but the one that has it."""
    best = float(mind.minds[0, M.standing])
    for j in range(1, len(mind.minds)):
        best = max(best, mind.minds[j, M.standing])
    return best


@step()
def outlook(stage: Any, season: Any, p: Any, mind: Any, scene: Any, i: int) -> Outlook:
    """How one militia sees this week."""
    rivals = Rivals(best_standing=best_standing(mind), stake=season.rival_stake[i])
    return weighing.outlook(p, scene, militia(stage, i), state(mind, i), rivals, mind.minds[i, M.covered])


@step()
def look_around(mind: Any, i: int) -> None:
    """Recent attacks a week on each target by everybody else."""
    mind.others[:] = 0.0
    for j in range(len(mind.activity)):
        if j != i:
            for c in range(len(mind.others)):
                mind.others[c] += mind.activity[j, c]


@step()
def weigh(stage: Any, p: Any, mind: Any, scene: Any, one: Any, i: int) -> None:
    """Set the appeal of every target to one militia."""
    appeals, activity, know_how, load = mind.appeals, mind.activity[i], mind.know_how[i], mind.load[i]
    for c in range(len(stage.means)):
        here = Prospect(
            climate=mind.climates[c],
            others=mind.others[c],
            own=activity[c],
            load=load[stage.means[c]],
            know_how=know_how[c],
        )
        appeals[c] = weighing.appeal(p, scene, one, target(stage, c), here)


@step()
def set_odds(appeals: Any, faring: Any, odds: Any) -> float:
    """Odds from appeals and how each target fares; returns their sum."""
    total = 0.0
    for c in range(len(appeals)):
        odds[c] = weighing.odds(appeals[c], faring[c])
        total += odds[c]
    return total
