"""The model against itself: with every mechanism off, and with all dates moved."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from experiments import border
from experiments.campaign import Campaign
from experiments.schema import Config
from experiments.simulate import campaigns, processors
from model.ensemble.play import campaigns as play
from model.events import EventLog
from model.world import World

SHIFTS = (-26, -17, -8, 8, 17, 26)
"""Weeks by which all dated drivers and occasions move together, each for a sixth of the replicates."""


def mechanisms_off(config: Config, lens: str) -> Campaign:
    """The same cast, drivers, numbers and dice, with every mechanism switched off."""
    silent = deepcopy(config)
    silent.mechanisms = dict.fromkeys(config.mechanisms, False)
    return _played(config, lens, [(border.world(silent), range(config.replicates))])


def placebo_dates(config: Config, lens: str) -> Campaign:
    """The same model with a timeline that is right in all but its dates."""
    bounds = [round(part * config.replicates / len(SHIFTS)) for part in range(len(SHIFTS) + 1)]
    runs = [range(*ends) for ends in pairwise(bounds)]
    return _played(config, lens, [(moved(config, weeks), own) for weeks, own in zip(SHIFTS, runs, strict=True) if own])


def moved(config: Config, weeks: int) -> World:
    """The world of a config whose dated drivers and occasions come `weeks` later; the clock stays."""
    later = deepcopy(config)
    for spell in later.timeline.spells.values():
        if spell is not None:
            spell.start = _moved(spell.start, weeks)
            spell.end = None if spell.end is None else _moved(spell.end, weeks)
    for occasion in later.timeline.occasions.values():
        if occasion is not None:
            occasion.day = _moved(occasion.day, weeks)
    return border.world(later)


def _played(config: Config, lens: str, parts: list[tuple[World, range]]) -> Campaign:
    """One campaign out of the parts' replicates; always by the ensemble, which is fast and plays the same events."""
    workers = processors(config.workers)
    done = [play(world, runs, workers) for world, runs in parts]
    log, runs = EventLog.joined([log for log, _ in done]), np.concatenate([runs for _, runs in done])
    chosen = {lens: border.lenses(config)[lens]}
    return campaigns(parts[0][0], chosen, log, runs, config.replicates)[lens]


def _moved(day: str, weeks: int) -> str:
    return (date.fromisoformat(day) + timedelta(weeks=weeks)).isoformat()
