"""Dated facts in doubt: drawn for each run, and the drivers and occasions of its weeks filled in for it.

The theatre reads the same draws as dates (model/coding.py); a test holds the two together.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model import dice, weighing
from model.clock import DAYS
from model.coding import Coding, Edge, Tie, die
from model.compiled import step, stretch
from model.ensemble.season import feel
from model.ensemble.stage import Floats, Ints, N, Stage, places
from model.ensemble.views import drivers, parameters
from model.roles import Roles
from model.timeline import Timeline
from model.views import Felt

E: Any = places("E", ("earliest", "latest", "decision", "address", "after", "after_days", "until", "until_days"))
R: Any = places("R", ("driver", "start", "end", "address", "levels"))
F: Any = places("F", Felt._fields)
NONE = -1
BACK, FORTH = -(1 << 40), 1 << 40  # days that bind nothing
MIDDLE = DAYS // 2


class Doubt(NamedTuple):
    """What a run draws; every row of the drivers and occasions of which anything is in doubt."""

    edges: Ints  # [edges, E], each after those it is tied to
    day: Ints  # [edges], as drawn in this run
    spells: Ints  # [spells, R]: its driver, edges (end NONE: for good), die, and how many levels it may have
    levels: Floats  # [spells, most]
    marks: Ints  # [marks, 2]: role and edge
    drivers: Ints  # the rows of stage.drivers to fill in anew
    shared: Ints  # those of stage.shared that are made of them
    occasions: Ints  # roles of occasions to fill in anew
    read_ahead: Ints  # [occasions], 1 where `felt` reads the weeks to it
    read_past: Ints  # the weeks since it


def doubt(time: Timeline, roles: Roles, stage: Stage) -> Doubt:
    """The arrays of a timeline's doubt, to be written over by one thread; empty ones where there is none."""
    coding = time.doubt or Coding((), ())
    moved = {spell.driver for spell in coding.spells if spell.doubtful}
    plays = {one.name: one.plays for one in roles.occasions}
    dated = {role for one in coding.occasions if one.day.doubtful for role in plays[one.occasion]}
    spells = [spell for spell in coding.spells if spell.driver in moved]
    marks = [one for one in coding.occasions if dated.intersection(plays[one.occasion])]
    edges = Coding(tuple(spells), tuple(marks)).edges
    at = {edge: place for place, edge in enumerate(edges)}
    own_row = dict(zip(time.drivers, stage.own_row.tolist(), strict=True))
    rows = sorted(own_row[name] for name in moved)
    most = max((len(spell.levels) for spell in spells), default=1)
    return Doubt(
        edges=_table([_edge(edge, at) for edge in edges], len(E)),
        day=np.zeros(len(edges), dtype=np.int64),
        spells=_table([_spell(spell, own_row[spell.driver], at) for spell in spells], len(R)),
        levels=np.array([np.resize(spell.levels, most) for spell in spells]).reshape(-1, most),
        marks=_table([(N[role], at[one.day]) for one in marks for role in plays[one.occasion] if role in dated], 2),
        drivers=np.array(rows, dtype=np.int64),
        shared=stage.shared[np.isin(stage.shared[:, 1:], rows).any(1)],
        occasions=np.array(sorted(N[role] for role in dated), dtype=np.int64),
        read_ahead=np.array([place.name in weighing.FELT_AHEAD for place in N], dtype=np.int64),
        read_past=np.array([place.name in weighing.FELT_PAST for place in N], dtype=np.int64),
    )


def _table(rows: list[Any], columns: int) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, columns)


def _edge(edge: Edge, at: dict[Edge, int]) -> tuple[int, ...]:
    known = _tie(edge.after, at, BACK), _tie(edge.until, at, FORTH)
    span = (BACK, BACK) if edge.follows else (edge.earliest.toordinal(), edge.latest.toordinal())
    return (*span, die(edge.what), dice.address(edge.row), *known[0], *known[1])


def _tie(tie: Tie | None, at: dict[Edge, int], free: int) -> tuple[int, int]:
    return (at[tie.edge], tie.days) if tie else (NONE, free)


def _spell(spell: Any, driver: int, at: dict[Edge, int]) -> tuple[int, ...]:
    end = at[spell.end] if spell.end else NONE
    return driver, at[spell.start], end, dice.address(spell.row), len(spell.levels)


@step()
def draw_days(doubt: Any, seed: int, replicate: int) -> None:
    """The day of every edge in this run."""
    for e in range(len(doubt.edges)):
        edge = doubt.edges[e]
        low, high = edge[E.earliest], edge[E.latest]
        if edge[E.after] >= 0:
            low = max(low, doubt.day[edge[E.after]] + edge[E.after_days])
        day = low
        if low < high:
            u = dice.uniform(seed, replicate, int(edge[E.decision]), int(edge[E.address]), 0, 0, 0)
            day = low + int(u * (high - low + 1))
        if edge[E.until] >= 0:
            day = min(day, doubt.day[edge[E.until]] + edge[E.until_days])
        doubt.day[e] = day


@step()
def draw_level(doubt: Any, seed: int, replicate: int, s: int) -> float:
    """The level of a spell in this run."""
    spell = doubt.spells[s]
    if spell[R.levels] == 1:
        return float(doubt.levels[s, 0])
    u = dice.uniform(seed, replicate, dice.LEVEL, int(spell[R.address]), 0, 0, 0)
    return float(doubt.levels[s, int(u * spell[R.levels])])


@step()
def fill(row: Any, first_day: int, start: int, end: int, level: float) -> None:
    """Add a spell's mean level over the days of each week that it covers; an end of -1 is for good."""
    last_day = first_day + DAYS * len(row) - 1
    last = last_day if end < 0 else min(end, last_day)
    for week in range(max(0, start - first_day) // DAYS, (last - first_day) // DAYS + 1):
        monday = first_day + DAYS * week
        covered = min(last, monday + DAYS - 1) - max(start, monday) + 1
        row[week] += level * covered / DAYS


@step()
def fill_drivers(doubt: Any, stage: Any, replicate: int) -> None:
    """The drivers of this run's weeks, and what they are in the roles that they play."""
    for n in range(len(doubt.drivers)):
        stage.drivers[doubt.drivers[n], :] = 0.0
    for s in range(len(doubt.spells)):
        spell = doubt.spells[s]
        end = doubt.day[spell[R.end]] if spell[R.end] >= 0 else NONE
        level = draw_level(doubt, stage.seed, replicate, s)
        fill(stage.drivers[spell[R.driver]], stage.first_day, doubt.day[spell[R.start]], end, level)
    for n in range(len(doubt.shared)):
        share(stage, doubt.shared[n])


@step()
def share(stage: Any, made: Any) -> None:
    """The strongest of the drivers that play one role, or open one target, in each week."""
    row = stage.drivers[made[0]]
    for week in range(stage.weeks):
        row[week] = stage.drivers[made[1], week]
        for n in range(2, len(made)):
            row[week] = max(row[week], stage.drivers[made[n], week])


@step()
def weeks_to(doubt: Any, stage: Any, occasion: int, week: int, sign: int) -> float:
    """Weeks from the middle of a week to the next day of an occasion; since the last one where `sign` is -1."""
    nearest = np.inf
    for m in range(len(doubt.marks)):
        if doubt.marks[m, 0] == occasion:
            gap = sign * (doubt.day[doubt.marks[m, 1]] - stage.first_day - DAYS * week - MIDDLE) / DAYS
            if 0 <= gap < nearest:
                nearest = gap
    return nearest


@step()
def fill_occasions(doubt: Any, stage: Any, season: Any) -> None:
    """The weeks to and since the occasions; a week in which `felt` reads another number is marked as stale."""
    for n in range(len(doubt.occasions)):
        one = doubt.occasions[n]
        for week in range(stage.weeks):
            ahead, past = weeks_to(doubt, stage, one, week, 1), weeks_to(doubt, stage, one, week, -1)
            if ahead != stage.weeks_to[one, week] and doubt.read_ahead[one] == 1:
                season.stale[week] = 1
            if past != stage.weeks_since[one, week] and doubt.read_past[one] == 1:
                season.stale[week] = 1
            stage.weeks_to[one, week], stage.weeks_since[one, week] = ahead, past


@stretch()
def redraw(doubt: Any, stage: Any, season: Any, p: Any, replicate: int) -> None:
    """Draw what is in doubt for a run, and make of its weeks what is felt of them."""
    if len(doubt.edges) == 0:
        return
    draw_days(doubt, stage.seed, replicate)
    fill_drivers(doubt, stage, replicate)
    fill_occasions(doubt, stage, season)
    numbers = parameters(p)
    for week in range(stage.weeks):
        if season.stale[week] == 1:
            feel(season, stage, p, week)
        else:
            now = drivers(stage, week)
            season.felt[week, F.us_pressure] = weighing.us_pressure(numbers, now, season.dates[week])
