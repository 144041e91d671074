"""Dice thrown together: the compiler makes vector code of the loop, many times faster than one by one."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model import dice
from model.compiled import step
from model.ensemble.stage import Floats, Ints

LANES = 8  # whole vectors are thrown; a short rest would be thrown one by one


class Lots(NamedTuple):
    """Draws by place, in the order in which they were asked for."""

    decision: Ints
    actor: Ints
    target: Ints
    k: Ints
    draws: Floats
    count: Ints  # [2]: how many are asked for, and how many of them stand from week to week


def lots(most: int) -> Lots:
    """Room for `most` draws at a time."""
    room = (most + LANES - 1) & -LANES
    decision, actor, target, k = np.zeros((4, room), dtype=np.int64)
    return Lots(decision, actor, target, k, np.zeros(room), np.zeros(2, dtype=np.int64))


@step()
def ask(lots: Any, decision: int, actor: int, target: int, k: int) -> None:
    """Ask for a draw."""
    n = lots.count[0]
    lots.decision[n], lots.actor[n], lots.target[n], lots.k[n] = decision, actor, target, k
    lots.count[0] = n + 1


@step()
def throw(lots: Any, seed: int, replicate: int, week: int) -> None:
    """Throw what was asked for; only what stands is still asked for afterwards."""
    for n in range((lots.count[0] + LANES - 1) & -LANES):
        lots.draws[n] = dice.uniform(
            seed, replicate, lots.decision[n], lots.actor[n], lots.target[n], week, lots.k[n]
        )
    lots.count[0] = lots.count[1]
