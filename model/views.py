"""What compositions take: a week, an actor or a memory as plain numbers, by value.

A militia sees Scene, Outlook and Prospect and nothing else: no rival's memory, and none of this week's plans.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable
from typing import Any, NamedTuple

from model.actors import Militia
from model.roles import DRIVER_ROLES, OCCASION_ROLES


def view(module: str, name: str, fields: Iterable[str]) -> Any:
    """A view whose fields have their names from elsewhere."""
    return namedtuple(name, tuple(fields), module=module)


Drivers = view(__name__, "Drivers", DRIVER_ROLES)
"""A week's value of every role that drivers play."""
Occasions = view(__name__, "Occasions", OCCASION_ROLES)
"""Weeks to the next occasion in each role, or since the last one (inf: none)."""


class Felt(NamedTuple):
    """What dates and politics make of a week for everybody."""

    us_pressure: float  # appeal added to all US targets, before each target's share of it
    symbolic: float  # nearness of a deadline or an anniversary, 0 to 1; the others likewise
    election: float
    anger: float  # over a defeat
    handover: float


class Scene(NamedTuple):
    """This week as everybody finds it before planning."""

    now: Any  # Drivers
    felt: Felt
    open_share: float  # of US bases
    intensity: float  # of the neighbour's operations
    on_road: float  # share of convoys that drive
    security: float  # of convoys, added
    directive: float  # Iran's order outside a truce
    brands_practised: float  # 1 from the week after the first brand anywhere


class Mind(NamedTuple):
    """A militia's state of mind; what it remembers by target or by means is not in it."""

    risk: float
    grievance: float
    confidence: float
    standing: float
    feud: float
    revenue: float
    need: float  # for cover


class Kept(NamedTuple):
    """Weekly retention of each kind of memory."""

    risk: float
    grievance: float
    confidence: float
    standing: float
    activity: float
    load: float
    feud: float
    revenue: float
    exposure: float
    fear: float
    guard: float
    patience: float


class Rivals(NamedTuple):
    """What a militia sees of the others at large."""

    best_standing: float  # of any militia, itself among them
    stake: float  # the largest in the trade among the others


class Outlook(NamedTuple):
    """A militia as it looks at its targets: its traits, its state of mind, what it sees of its rivals."""

    who: Militia
    mind: Mind
    rivals: Rivals
    covered: float  # attribution under the best cover at hand
    urge: float  # what it feels of the pressure on the US


class Prospect(NamedTuple):
    """What a militia knows of one target this week."""

    climate: float  # appeal for everybody
    others: float  # recent attacks a week on it by everybody else
    own: float  # its own
    load: float  # what recent operations used up of the means it needs
    know_how: float


class Tally(NamedTuple):
    """A week's attacks, each weighted by a trait of its target."""

    risk: float
    pressure: float
    truce_coverage: float
    harm_to_iraqis: float
    traffic: float
    closes: float
    provocation: float
    trade: float


class Week(NamedTuple):
    """A week as everybody could see it once it was over."""

    struck: float  # 1: a US strike fell
    severity: float  # of the strike, 0 without
    since_warning: float  # weeks, inf: never
    attacks: Tally


class Part(NamedTuple):
    """One militia's own part in a week."""

    hit: float  # 1: the strike hit it
    attacks: Tally
    credit: float  # symbolic value of what it claimed


class Temper(NamedTuple):
    """Factors on the lethality of one militia's attacks."""

    restraint: float
    limit: float
    recklessness: float
