"""Roles: what the rules know of a theatre's own drivers and occasions, whatever the theatre calls them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from model.errors import ModelError, unknown
from model.names import check_name
from model.timeline import Names, Row, Rows

if TYPE_CHECKING:
    from model.targets import Target

WHERE = "conf/roles"
STAKE = "_stake"
DRIVER_ROLES: dict[str, str] = {
    "posture": "the retaliator answers deaths with strikes in the country (1), or shows restraint (0)",
    "tension": "tension between the patron and the retaliator",
    "talks": "talks at which attacks on the retaliator press",
    "patron_talks": "talks of the patron's own, at which it gains by pressure",
    "mixed_signals": "contradictory signals of the retaliator on leaving",
    "mission_end": "an announced end of the retaliator's mission, not yet reached",
    "departure_expected": "a fast departure of the retaliator is widely expected",
    "truce": "a truce sponsored by the patron stands",
    "dispute": "the neighbour and the militias' partners dispute a place",
    "operations": "planned operations of the neighbour",
    "mandate": "the host's parliament has called for foreign troops to leave",
    "struggle": "open struggle over the host's government",
    "office": "the militias' political wings govern",
    "contest": "votes and concessions are contested, of those whom targets of the trait for it press",
    "policing": "the host government acts against the militias",
}
"""By role, what its drivers say, from 0 (absent) to 1 (fully). Several in one role: the strongest counts."""
OCCASION_ROLES: dict[str, str] = {
    "election": "an election in which the militias run",
    "defeat": "the militias lose an election",
    "deadline": "a date by which the retaliator is told to leave",
    "anniversary": "a day of mourning for which the retaliator is blamed",
    "handover": "an announced handover of a base",
    "warning": "a threat of force by the retaliator becomes public",
    "example": "the retaliator leaves another country",
}
"""By role, what its occasions are. Several in one role: the nearest counts."""


TRAIT_ROLES: dict[str, str] = {
    "provocation": "a target of the neighbour's, which answers its operations and is answered by it",
    "contest": "a target that presses those whose votes and concessions are contested",
    "trade": "a trade that militias tax",
}
"""By role, what targets have of it, from 0 to 1; one trait at most plays each."""
STAKE_ROLES: dict[str, str] = {
    "provocation": "a militia's stake in what the neighbour operates against and disputes",
    "trade": "a militia's share of its interest in the taxed trade",
}
"""By role, what militias have at stake where a target has the trait of that role; one stake at most plays each."""


@dataclass(frozen=True)
class Player:
    """A driver, occasion, trait or stake of a theatre, and its roles: a driver has none if only targets name it."""

    name: str
    plays: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roles:
    """Who plays which role; a role that nobody plays reads nothing.

    Raises ModelError for a role that the rules do not know and for a name that cannot be used or stands twice.
    """

    drivers: tuple[Player, ...]
    occasions: tuple[Player, ...]
    traits: tuple[Player, ...] = ()  # of targets
    stakes: tuple[Player, ...] = ()  # of militias

    def __post_init__(self) -> None:
        """Check names and roles."""
        for what, players, roles in (
            ("driver", self.drivers, DRIVER_ROLES),
            ("occasion", self.occasions, OCCASION_ROLES),
            ("trait", self.traits, TRAIT_ROLES),
            ("stake", self.stakes, STAKE_ROLES),
        ):
            _check(what, players, roles)
        for what, cast in (("trait", self.traits), ("stake", self.stakes)):
            _check_alone(what, cast)
        for role in STAKE_ROLES:
            self._check_pair(role)

    def _check_pair(self, role: str) -> None:
        trait, stake = players(self.traits, role), players(self.stakes, role)
        if trait and not stake:
            raise ModelError(
                f"trait '{trait[0]}' plays '{role}', but no militia has a stake in it: add a stake that does, or take "
                f"the trait out. Change it in {WHERE}."
            )
        if stake and not trait:
            raise ModelError(
                f"stake '{stake[0]}' plays '{role}', but no target has it: add a trait that does, or take the stake "
                f"out. Change it in {WHERE}."
            )

    def key_of_trait(self, field: str) -> str:
        """The config's key for a number of a target; '' for a role that no trait of this theatre plays."""
        return _key("traits", field, field, self.traits, TRAIT_ROLES)

    def key_of_stake(self, field: str) -> str:
        """The same for a number of a militia."""
        return _key("stakes", field, field.removesuffix(STAKE), self.stakes, STAKE_ROLES)

    @property
    def names(self) -> Names:
        """What the theatre's drivers and occasions are called, in order."""
        return Names(tuple(one.name for one in self.drivers), tuple(one.name for one in self.occasions))

    def driven(self, rows: Rows, weeks: int) -> Rows:
        """By role, the strongest of its drivers in each week; 0 where nobody plays it."""
        return {role: strongest(rows, players(self.drivers, role), weeks) for role in DRIVER_ROLES}

    def awaited(self, rows: Rows, weeks: int) -> Rows:
        """By role, the weeks to the nearest of its occasions, or since; inf where nobody plays it."""
        return {role: nearest(rows, players(self.occasions, role), weeks) for role in OCCASION_ROLES}

    def refuse_unread(self, targets: Iterable[Target]) -> None:
        """Raise ModelError for a driver or an occasion that no role and none of the targets reads."""
        opened = {name for target in targets for name in target.presence}
        for one in self.drivers:
            if not one.plays and one.name not in opened:
                raise ModelError(
                    f"driver '{one.name}' is read by nobody: say which role it plays ({', '.join(DRIVER_ROLES)}), name "
                    f"it as the presence that opens a target, or take it out. Change it in {WHERE}."
                )
        for one in self.occasions:
            if not one.plays:
                raise ModelError(
                    f"occasion '{one.name}' is read by nobody: say which role it plays ({', '.join(OCCASION_ROLES)}), "
                    f"or take it out. Change it in {WHERE}."
                )


def players(cast: Sequence[Player], role: str) -> tuple[str, ...]:
    """The names of those that play a role."""
    return tuple(one.name for one in cast if role in one.plays)


def stake_field(role: str) -> str:
    """The number of model.actors.Militia that holds the stake in a role."""
    return f"{role}{STAKE}"


def _key(branch: str, field: str, role: str, cast: Sequence[Player], roles: Mapping[str, str]) -> str:
    if role not in roles or (branch == "stakes" and not field.endswith(STAKE)):
        return field
    found = players(cast, role)
    return f"{branch}.{found[0]}" if found else ""


def _check_alone(what: str, cast: Sequence[Player]) -> None:
    """Raise ModelError unless each plays one role, and nobody else that."""
    taken: dict[str, str] = {}
    for one in cast:
        if len(one.plays) != 1:
            raise ModelError(
                f"{what} '{one.name}' plays {len(one.plays)} roles: each plays exactly one. Change it in {WHERE}."
            )
        other = taken.setdefault(one.plays[0], one.name)
        if other != one.name:
            raise ModelError(
                f"{what}s '{other}' and '{one.name}' both play '{one.plays[0]}': only one {what} can. Change one in "
                f"{WHERE}."
            )


def strongest(rows: Rows, names: Sequence[str], weeks: int) -> Row:
    """The largest value of these drivers in each week, 0 of none."""
    return reduce(np.maximum, (rows[name] for name in names)) if names else np.zeros(weeks)


def nearest(rows: Rows, names: Sequence[str], weeks: int) -> Row:
    """The fewest weeks to any of these occasions, or since; inf of none."""
    return reduce(np.minimum, (rows[name] for name in names)) if names else np.full(weeks, inf)


def _check(what: str, cast: Sequence[Player], roles: Mapping[str, str]) -> None:
    names = [one.name for one in cast]
    for one in cast:
        check_name(what, one.name, WHERE)
        if names.count(one.name) > 1:
            raise ModelError(f"{what} '{one.name}' is there twice: rename one of them. Change it in {WHERE}.")
        for role in one.plays:
            if role not in roles:
                raise unknown("role", role, roles, f"{WHERE} ({what} {one.name})")
            if one.plays.count(role) > 1:
                raise ModelError(f"{what} '{one.name}' plays '{role}' twice: once will do. Change it in {WHERE}.")
