"""How time a run grows with weeks, militias, brands and targets: the baseline with more of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import log
from typing import Any

import numpy as np

from experiments.setup.compose import world
from model.clock import Clock
from model.world import World

TIMES = (1, 2, 4)


def worlds() -> dict[str, dict[int, World]]:
    """Worlds by what there is more of and by how many times the baseline's number."""
    baseline = world("scenario=baseline", "timeline=settled")
    more: dict[str, Callable[[World, int], World]] = {
        "weeks": _weeks, "militias": _militias, "brands": _brands, "targets": _targets,
    }  # fmt: skip
    return {what: {times: grow(baseline, times) for times in TIMES} for what, grow in more.items()}


def _weeks(one: World, times: int) -> World:
    clock = Clock(one.clock.start, one.clock.weeks * times)
    return replace(one, clock=clock, timeline=one.timeline.each(lambda row: np.tile(row, times)))


def _militias(one: World, times: int) -> World:
    return replace(one, militias=_copies(one.militias, times))


def _brands(one: World, times: int) -> World:
    return replace(one, brands=_copies(one.brands, times))


def _targets(one: World, times: int) -> World:
    """More classes of the same attacks: each is as much less tempting as there are more of it."""
    targets = tuple(replace(target, appeal=target.appeal - log(times)) for target in one.targets)
    return replace(one, targets=_copies(targets, times))


def _copies(things: Sequence[Any], times: int) -> tuple[Any, ...]:
    return tuple(
        replace(thing, name=f"{thing.name} {number}") if number else thing
        for number in range(times)
        for thing in things
    )
