"""The border: a composed config becomes a checked World and lenses; nothing further in sees a config."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np

from experiments.setup import priors
from experiments.setup.coded import days
from experiments.setup.dates import day
from experiments.setup.priors import Prior
from experiments.setup.roles import by_role, roles_of
from experiments.setup.rows import present, removed
from experiments.setup.schema import BrandConf, Config, MilitiaConf, Quantity, TargetConf
from experiments.setup.timeline import timeline_of
from experiments.setup.trail import TRAIL
from model.actors import Brand, Forces, Militia
from model.clock import Clock
from model.coding import middle
from model.errors import ModelError, unknown
from model.numbers import Sets, Values, illegal
from model.parameters import LARGE, PARAMETER_RANGES, STRENGTHS, Parameters, parameters, switched
from model.roles import STAKE_ROLES, TRAIT_ROLES, Roles, stake_field
from model.targets import Target
from model.world import MILITIA_RANGES, World

SHARE, LOG_ODDS = (0.0, 1.0), (-LARGE, LARGE)
QUANTITIES = ("appeal", "harm")  # a target's numbers that have a prior; its other traits are judgements
TRAITS = ("compliance", "claim_propensity", "enforces")  # and a militia's, beside its stakes


def world_of(config: Config) -> World:
    """The checked, frozen world of a config; raises ModelError with what to change."""
    forces, gone, roles = config.forces, removed(config.militias), roles_of(config.roles)
    made = World(
        clock=clock_of(config),
        timeline=timeline_of(clock_of(config), config.timeline, config.clock, config.roles),
        targets=tuple(
            _target(name, conf, config.timeline.doubt, roles) for name, conf in present(config.targets).items()
        ),
        militias=tuple(_militia(name, conf, roles) for name, conf in present(config.militias).items()),
        brands=tuple(
            brand for name, conf in present(config.brands).items() for brand in _brand(name, conf, gone, config)
        ),
        forces=Forces(**{one.name: getattr(forces, one.name) for one in fields(Forces)}),
        parameters=_parameters(config),
        seed=config.seed,
        roles=roles,
    )
    if not removed(config.targets):  # what only a target read is left behind when that one is taken out
        made.roles.refuse_unread(made.targets)
    return made


def clock_of(config: Config) -> Clock:
    """The clock of a config; raises ModelError for dates that none can have."""
    return Clock.between(day(config.clock.start, "clock.start"), day(config.clock.end, "clock.end"))


def quantities(config: Config) -> dict[str, Quantity]:
    """Every number that has a prior, by its path in the config."""
    found = {f"parameters.{name}": conf for name, conf in config.parameters.items()}
    for name, target in present(config.targets).items():
        found |= {f"targets.{name}.{trait}": getattr(target, trait) for trait in QUANTITIES}
    for name, militia in present(config.militias).items():
        found |= {f"militias.{name}.{key}": conf for key, conf in _of_militia(militia).items()}
    return found


def _of_militia(conf: MilitiaConf) -> dict[str, Quantity]:
    """A militia's numbers, in the order in which a search takes them."""
    stakes = {f"stakes.{name}": stake for name, stake in present(conf.stakes or {}).items()}
    first = {trait: getattr(conf, trait) for trait in TRAITS if trait != "enforces"}
    return first | stakes | {"enforces": conf.enforces}


def free(config: Config) -> dict[str, Prior]:
    """The prior of every number that a search or a sweep may move, by path; a mechanism that is off has none."""
    off = held_at_zero(config)
    parsed = {path: priors.parse(conf.prior, path) for path, conf in quantities(config).items() if path not in off}
    return {path: prior for path, prior in parsed.items() if prior.free}


def sets_of(config: Config, values: Sets | Values) -> Sets:
    """Sets of numbers that lie within their priors and switch no mechanism on that is off.

    Raises ModelError; numbers without a prior, and paths, are judged by the world when it plays the sets.
    """
    found, known, off = Sets.of(values), quantities(config), held_at_zero(config)
    for column, path in enumerate(found.paths):
        if path in known:
            prior = priors.parse(known[path].prior, path)
            low, high = (0.0, 0.0) if path in off else prior.range
            rule = f"mechanism '{off[path]}', which is off," if path in off else f"its prior '{prior.family}'"
            outside = np.flatnonzero(~((found.values[:, column] >= low) & (found.values[:, column] <= high)))
            if outside.size:
                raise illegal(found, int(outside[0]), column, (low, high), rule)
    return found


def held_at_zero(config: Config) -> dict[str, str]:
    """The mechanism of every strength that is held at zero, by the strength's path."""
    return {
        f"parameters.{strength}": name
        for name, on in config.mechanisms.items()
        for strength in STRENGTHS.get(name, ())
        if not on
    }


def _parameters(config: Config) -> Parameters:
    for name in config.parameters:
        if name not in Parameters._fields:
            raise unknown("parameter", name, Parameters._fields, "conf/parameters")
    for name in STRENGTHS:
        if name not in config.mechanisms:
            raise ModelError(
                f"mechanisms.{name} is missing: every mechanism needs its switch. Say mechanisms.{name}=true or "
                f"mechanisms.{name}=false, and do not delete it."
            )
    legal = PARAMETER_RANGES
    values = {name: _number(conf, legal[name], f"parameters.{name}") for name, conf in config.parameters.items()}
    return switched(parameters(values), config.mechanisms)


def _number(conf: Quantity, legal: tuple[float, float], where: str) -> float:
    prior = priors.parse(conf.prior, where)
    priors.check_range(conf.value, prior, legal, where)
    return priors.check(conf.value, prior, where)


def _militia(name: str, conf: MilitiaConf, roles: Roles) -> Militia:
    told = {trait: _number(getattr(conf, trait), MILITIA_RANGES[trait], f"militias.{name}.{trait}") for trait in TRAITS}
    where = f"militias.{name}.stakes"
    stakes = {stake: _number(one, SHARE, f"{where}.{stake}") for stake, one in present(conf.stakes or {}).items()}
    held = by_role("stake", stakes, roles.stakes, where)
    if len(held) < len(roles.stakes):
        lost = next(one.name for one in roles.stakes if one.name not in stakes)
        raise ModelError(
            f"militia '{name}' has no stake '{lost}': every militia says each stake of conf/roles, as in 'stakes: "
            f"{{{lost}: {{value: 0.0, prior: fixed, source: ...}}}}'. Change it {TRAIL.place(where)}."
        )
    none = {stake_field(role): 0.0 for role in STAKE_ROLES}
    return Militia(name, conf.slots, **told, **(none | {stake_field(role): value for role, value in held.items()}))


def _brand(name: str, conf: BrandConf, gone: set[str], config: Config) -> tuple[Brand, ...]:
    """The brand as those that are left may launch it; none when no parent of it is left.

    A militia that was taken out leaves its brands to the other parents, in proportion.
    """
    if conf.specialism in removed(config.targets):
        raise ModelError(
            f"brand '{name}' is made for target '{conf.specialism}', which was taken out: take the brand out too, in a "
            f"scenario's file as 'brands: {{{name}: null}}', or give it another specialism."
        )
    left = {parent: share for parent, share in conf.parents.items() if parent not in gone}
    if len(left) < len(conf.parents):
        total = sum(left.values())
        if not total > 0.0:
            return ()
        left = {parent: share / total for parent, share in left.items()}
    alignment = "unknown" if conf.alignment in gone else conf.alignment
    return (Brand(name, alignment, conf.specialism, tuple(left.items())),)


def _change(name: str, conf: TargetConf, doubt: bool) -> tuple[date, date] | None:
    """Between which days a target's methods change; the middle day where doubt is off."""
    where = f"targets.{name}.methods_change"
    if (conf.methods_change is None) != (conf.methods_later is None):
        raise ModelError(
            f"target '{name}' has only one of 'methods_later' and 'methods_change': methods that change need the later "
            f"shares and the days between which they do. Change it {TRAIL.place(where)}."
        )
    if conf.methods_change is None:
        return None
    between = days(conf.methods_change, where)
    return between if doubt else (middle(*between),) * 2


def _target(name: str, conf: TargetConf, doubt: bool, roles: Roles) -> Target:
    plain: dict[str, Any] = {
        trait: getattr(conf, trait)
        for trait in Target.__dataclass_fields__
        if trait not in ("name", "governorates", "methods", "later_methods", "change", *QUANTITIES, *TRAIT_ROLES)
    }
    traits: dict[str, Any] = by_role("trait", present(conf.traits or {}), roles.traits, f"targets.{name}.traits")
    return Target(
        name=name,
        governorates=tuple(conf.governorates.items()),
        methods=tuple(conf.methods.items()),
        later_methods=tuple((conf.methods_later or {}).items()),
        change=_change(name, conf, doubt),
        appeal=_number(conf.appeal, LOG_ODDS, f"targets.{name}.appeal"),
        harm=_number(conf.harm, SHARE, f"targets.{name}.harm"),
        **plain,
        **(dict.fromkeys(TRAIT_ROLES, 0.0) | traits),
    )
