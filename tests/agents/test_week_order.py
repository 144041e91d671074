"""The order of a week is that of model.week in both engines."""

from __future__ import annotations

import ast
import inspect
from itertools import groupby

import numpy as np
import pytest

import agents.theatre
from agents import Theatre
from model.ensemble import play
from model.ensemble.runs import campaigns
from model.events import COLUMNS
from model.week import WEEK

VERBS = {
    "kept": (),
    "parameters": (),
    "observe": ("observe", "direct"),
    "climates": ("plan",),
    "fare": ("plan",),
    "plan": ("plan",),
    "choose": ("plan",),
    "attack": ("attack",),
    "answer": ("answer",),
    "wear_out": ("hide",),
    "launch": ("launch",),
    "weigh_attacks": ("learn",),
    "look_back": ("learn",),
    "learn_powers": ("learn",),
    "learn_mind": ("learn",),
    "learn_craft": ("learn",),
    "learn_skills": ("learn",),
}
"""What each function that the ensemble's week calls does, in the verbs of model.week."""


def calls_of_the_week() -> list[str]:
    """Functions that play_week calls, from top to bottom."""
    function = getattr(play.play_week, "py_func", play.play_week)
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(function))) if isinstance(node, ast.Call)]
    named = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id not in ("range", "len", "step")]
    return [node.func.id for node in sorted(named, key=lambda node: (node.lineno, node.col_offset))]


def test_the_ensemble_plays_the_phases_in_their_order():
    verbs = [verb for call in calls_of_the_week() for verb in VERBS[call]]
    assert [verb for verb, _ in groupby(verbs)] == [phase.verb for phase in WEEK]


def test_iran_gives_its_order_when_the_ensemble_observes():
    source = inspect.getsource(getattr(play.observe, "py_func", play.observe))
    assert source.index("close_bases(") < source.index("deeds.order(")


def test_no_phase_is_played_twice():
    assert len({phase.verb for phase in WEEK}) == len(WEEK)


def differs(world, runs: int) -> bool:
    """Whether the two engines tell different stories in one of some runs."""
    for replicate in range(runs):
        theatre, ensemble = Theatre(world, replicate).play(), campaigns(world, range(replicate, replicate + 1))[0]
        if len(theatre) != len(ensemble) or any(np.any(theatre[name] != ensemble[name]) for name in COLUMNS):
            return True
    return False


ORDERS = {
    "learning before planning": ("learn", "plan"),
    "answering before attacking": ("answer", "attack"),
    "hiding before attacking": ("hide", "attack"),
    "observing last": ("observe", "learn"),
    "learning before answering": ("learn", "answer"),
    "planning before Iran's order": ("plan", "direct"),
}


@pytest.mark.parametrize("swapped", ORDERS.values(), ids=ORDERS)
def test_another_order_in_one_engine_is_noticed(world, monkeypatch, swapped):
    verbs = [phase.verb for phase in WEEK]
    one, other = map(verbs.index, swapped)
    order = list(WEEK)
    order[one], order[other] = order[other], order[one]
    monkeypatch.setattr(agents.theatre, "WEEK", tuple(order))
    assert differs(world(), 3)
