"""The model against itself: with every mechanism off, and with all dates moved."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from experiments.setup.dates import FIRST_DAY
from experiments.setup.lenses import lenses_of
from experiments.setup.rows import present
from experiments.setup.schema import Config
from experiments.setup.world import world_of
from experiments.simulate.campaign import Campaign
from experiments.simulate.runs import campaigns, simulate
from experiments.simulate.workers import Progress
from model.clock import LAST_DAY
from model.events import EventLog
from model.world import World

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SHIFTS = (-26, -17, -8, 8, 17, 26)
"""Weeks by which all dated drivers and occasions move together, each for a sixth of the replicates."""


def mechanisms_off(config: Config, lens: str, done: Progress) -> Campaign:
    """The same cast, drivers, numbers and dice, with every mechanism switched off."""
    silent = deepcopy(config)
    silent.mechanisms = dict.fromkeys(config.mechanisms, False)
    return _played(config, lens, [(world_of(silent), range(config.replicates))], done)


def placebo_dates(config: Config, lens: str, done: Progress) -> Campaign:
    """The same model with timelines that are right in all but their dates, replicates as in `shared`."""
    parts = zip(SHIFTS, shared(config.replicates), strict=True)
    return _played(config, lens, [(moved(config, weeks), own) for weeks, own in parts if own], done)


def shared(replicates: int) -> tuple[range, ...]:
    """The replicates that each shift plays, as even as can be."""
    bounds = [round(part * replicates / len(SHIFTS)) for part in range(len(SHIFTS) + 1)]
    return tuple(range(*ends) for ends in pairwise(bounds))


def moved(config: Config, weeks: int) -> World:
    """The world of a config whose dated drivers and occasions come `weeks` later; the clock stays."""
    later = deepcopy(config)
    for spell in present(later.timeline.spells).values():
        spell.start = _moved(spell.start, weeks)
        spell.end = spell.end and _moved(spell.end, weeks)
    for occasion in present(later.timeline.occasions).values():
        occasion.day = _moved(occasion.day, weeks)
    for anchor in present(later.timeline.anchors or {}).values():
        anchor.day = _moved(anchor.day, weeks)
    later.timeline.attested_to = later.timeline.attested_to and _moved(later.timeline.attested_to, weeks)
    return world_of(later)


def _played(config: Config, lens: str, parts: list[tuple[World, range]], done: Progress) -> Campaign:
    """One campaign out of the parts' replicates; always by the ensemble, which is fast and plays the same events.

    Each part plays runs from number 0, so that all of them have the same dice.
    """
    logs, runs = [], []
    for world, own in parts:
        log, run = simulate(world, len(own), "ensemble", config.workers, done)
        logs.append(log)
        runs.append(run + own.start)
    chosen = {lens: lenses_of(config)[lens]}
    return campaigns(parts[0][0], chosen, EventLog.joined(logs), np.concatenate(runs), config.replicates)[lens]


def _moved(edge: str, weeks: int) -> str:
    """Every day that an edge names, moved; its words stay."""
    return DATE.sub(lambda day: _later(date.fromisoformat(day[0]), weeks).isoformat(), edge)


def _later(day: date, weeks: int) -> date:
    return min(max(day + timedelta(weeks=weeks), FIRST_DAY), LAST_DAY)
