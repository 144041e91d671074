"""Plans: how many of a militia's slots act, and against what."""

from __future__ import annotations

from typing import Any

import numpy as np

from model import dice
from model.compiled import step
from model.ensemble.lots import ask, throw
from model.ensemble.memory import OP, B, M
from model.ensemble.weigh import look_around, outlook, set_odds, weigh
from model.rules import choice


@step()
def cover(p: Any, mind: Any, i: int) -> float:
    """Attribution under the best cover that a militia has at hand."""
    best = float(p.own_attribution)
    for n in range(mind.own[i, -1]):
        best = min(best, mind.brands[mind.own[i, n], B.attribution])
    return best


@step()
def plan(stage: Any, season: Any, p: Any, mind: Any, scene: Any, lots: Any, i: int) -> None:
    """Which of one militia's slots act this week."""
    mind.minds[i, M.covered], mind.minds[i, M.credit] = cover(p, mind, i), 0.0
    one = outlook(stage, season, p, mind, scene, i)
    look_around(mind, i)
    weigh(stage, p, mind, scene, one, i)
    act = choice.act_probability(set_odds(mind.appeals, mind.faring, mind.odds[i]))
    n = mind.operations[-1, 0]
    for slot in range(stage.slots[i]):
        mind.operations[n, OP.militia], mind.operations[n, OP.slot] = i, slot
        n += 1 if lots.draws[stage.first_slot[i] + slot] < act else 0
    mind.operations[-1, 0] = n


@step()
def choose(stage: Any, mind: Any, more: Any, replicate: int, week: int) -> None:
    """The target of every slot that acts: the first to arrive."""
    targets = len(stage.means)
    for n in range(mind.operations[-1, 0]):
        actor, slot = stage.militia_address[mind.operations[n, OP.militia]], mind.operations[n, OP.slot]
        for c in range(targets):
            ask(more, n * targets + c, dice.TARGET, actor, stage.target_address[c], slot)
    throw(more, mind.operations[-1, 0] * targets, stage.seed, replicate, stage.first_address + week)
    for n in range(mind.operations[-1, 0]):
        i, first, chosen = mind.operations[n, OP.militia], np.inf, 0
        for c in range(targets):
            arrival = dice.arrival(more.draws[n * targets + c], mind.odds[i, c])
            chosen = c if arrival < first else chosen
            first = min(first, arrival)
        mind.operations[n, OP.target] = chosen
