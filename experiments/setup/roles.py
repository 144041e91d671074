"""The roles of a config: what of a theatre plays which part in the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.setup.rows import present
from experiments.setup.schema import RolesConf
from experiments.setup.trail import TRAIL
from model.errors import unknown
from model.roles import Player, Roles


def roles_of(conf: RolesConf) -> Roles:
    """The checked roles; raises ModelError for a role that the rules do not know."""
    return Roles(
        tuple(Player(name, row.plays) for name, row in present(conf.drivers).items()),
        tuple(Player(name, row.plays) for name, row in present(conf.occasions).items()),
        tuple(Player(name, (row.plays,)) for name, row in present(conf.traits or {}).items()),
        tuple(Player(name, (row.plays,)) for name, row in present(conf.stakes or {}).items()),
    )


def standing_in(config: Mapping[str, Any]) -> set[str]:
    """The standing drivers of a stored config."""
    rows = (config.get("roles") or {}).get("drivers") or {}
    return {name for name, row in rows.items() if row and row.get("standing")}


def standing(conf: RolesConf) -> set[str]:
    """Drivers that start and end with an act, and hold until one unmakes them (docs/coding.md, section 8)."""
    return {name for name, row in present(conf.drivers).items() if row.standing}


def by_role(what: str, given: Mapping[str, float], cast: Sequence[Player], where: str) -> dict[str, float]:
    """What is given of traits or stakes, by the role that each plays.

    Raises ModelError for a name that the roles do not have.
    """
    plays = {one.name: one.plays[0] for one in cast}
    for name in given:
        if name not in plays:
            raise unknown(
                what, name, plays, f"{where}, {TRAIL.place(where).removeprefix('in ')}, or add it to conf/roles"
            )
    return {plays[name]: value for name, value in given.items()}
