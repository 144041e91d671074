"""Dice thrown together: the compiler makes vector code of the loop, many times faster than one by one."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model import dice
from model.compiled import step, stretch
from model.ensemble.stage import Floats, Ints

LANES = 8  # whole vectors are thrown; a short rest would be thrown one by one


class Lots(NamedTuple):
    """Draws by place; who asks for one says which."""

    decision: Ints
    actor: Ints
    target: Ints
    k: Ints
    draws: Floats


def lots(most: int) -> Lots:
    """Room for `most` draws at a time."""
    room = (most + LANES - 1) & -LANES
    decision, actor, target, k = np.zeros((4, room), dtype=np.int64)
    return Lots(decision, actor, target, k, np.zeros(room))


@step()
def ask(lots: Any, place: int, decision: int, actor: int, target: int, k: int) -> None:
    """Ask for a draw at a place; it stands from week to week until another is asked for there."""
    lots.decision[place], lots.actor[place], lots.target[place], lots.k[place] = decision, actor, target, k


@stretch()
def throw(lots: Any, places: int, seed: int, replicate: int, week: int) -> None:
    """Throw the draws of the first `places`."""
    for n in range((places + LANES - 1) & -LANES):
        lots.draws[n] = dice.uniform(
            seed, replicate, int(lots.decision[n]), int(lots.actor[n]), int(lots.target[n]), week, int(lots.k[n])
        )
