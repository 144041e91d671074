"""The roles of a config: what of a theatre plays which part in the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.setup.rows import present
from experiments.setup.schema import RolesConf
from model.roles import Player, Roles


def roles_of(conf: RolesConf) -> Roles:
    """The checked roles; raises ModelError for a role that the rules do not know."""
    return Roles(
        tuple(Player(name, row.plays) for name, row in present(conf.drivers).items()),
        tuple(Player(name, row.plays) for name, row in present(conf.occasions).items()),
    )


def standing_in(config: Mapping[str, Any]) -> set[str]:
    """The standing drivers of a stored config."""
    rows = (config.get("roles") or {}).get("drivers") or {}
    return {name for name, row in rows.items() if row and row.get("standing")}


def standing(conf: RolesConf) -> set[str]:
    """Drivers that start and end with an act, and hold until one unmakes them (docs/coding.md, section 8)."""
    return {name for name, row in present(conf.drivers).items() if row.standing}
