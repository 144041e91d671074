"""The border: a composed config becomes a checked World and lenses; nothing further in sees a config."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from experiments.setup import priors
from experiments.setup.priors import Prior
from experiments.setup.schema import Config, OccasionConf, Quantity, SpellConf, TargetConf
from model.actors import Brand, Forces, Militia
from model.clock import Clock
from model.errors import ModelError, unknown
from model.lens import Lens, Sight
from model.numbers import Sets, Values, illegal
from model.parameters import STRENGTHS, Parameters, parameters, switched
from model.targets import Target
from model.timeline import Occasion, Spell, Timeline, timeline
from model.world import World

QUANTITIES = ("appeal", "harm")  # a target's numbers that have a prior; its other traits are judgements


def world_of(config: Config) -> World:
    """The checked, frozen world of a config; raises ModelError with what to change."""
    clock = Clock.between(_day(config.clock.start, "clock.start"), _day(config.clock.end, "clock.end"))
    forces = config.forces
    return World(
        clock=clock,
        timeline=_timeline(clock, config),
        targets=tuple(_target(name, conf) for name, conf in config.targets.items()),
        militias=tuple(
            Militia(
                name,
                conf.slots,
                _number(conf.compliance, f"militias.{name}.compliance"),
                _number(conf.claim_propensity, f"militias.{name}.claim_propensity"),
                conf.sinjar_stake,
                conf.trade_stake,
                conf.enforces,
            )
            for name, conf in config.militias.items()
        ),
        brands=tuple(
            Brand(name, conf.alignment, conf.specialism, tuple(conf.parents.items()))
            for name, conf in config.brands.items()
        ),
        forces=Forces(forces.small_bases, forces.lag_contested, forces.lag_relaxed),
        parameters=_parameters(config),
        seed=config.seed,
    )


def lenses_of(config: Config) -> dict[str, Lens]:
    """Every lens by name; raises ModelError when the one to look through does not exist."""
    found = {
        key: Lens(
            conf.name,
            tuple(
                Sight(sight.target, _day(sight.start, f"lenses.{key}"), _end(sight.end, f"lenses.{key}"), sight.share)
                for sight in conf.detection.values()
            ),
            conf.claimed_only,
        )
        for key, conf in config.lenses.items()
    }
    if config.seen_through not in found:
        raise unknown("lens", config.seen_through, found, "seen_through")
    return found


def quantities(config: Config) -> dict[str, Quantity]:
    """Every number that has a prior, by its path in the config."""
    found = {f"parameters.{name}": conf for name, conf in config.parameters.items()}
    for name, target in config.targets.items():
        found |= {f"targets.{name}.{trait}": getattr(target, trait) for trait in QUANTITIES}
    for name, militia in config.militias.items():
        found[f"militias.{name}.compliance"] = militia.compliance
        found[f"militias.{name}.claim_propensity"] = militia.claim_propensity
    return found


def free(config: Config) -> dict[str, Prior]:
    """The prior of every number that a search or a sweep may move, by path; a mechanism that is off has none."""
    off = _off(config)
    parsed = {path: priors.parse(conf.prior, path) for path, conf in quantities(config).items() if path not in off}
    return {path: prior for path, prior in parsed.items() if prior.free}


def sets_of(config: Config, values: Sets | Values) -> Sets:
    """Sets of numbers that lie within their priors and switch no mechanism on that is off.

    Raises ModelError; numbers without a prior, and paths, are judged by the world when it plays the sets.
    """
    found, known, off = Sets.of(values), quantities(config), _off(config)
    for column, path in enumerate(found.paths):
        if path in known:
            prior = priors.parse(known[path].prior, path)
            low, high = (0.0, 0.0) if path in off else prior.range
            rule = f"mechanism '{off[path]}', which is off," if path in off else f"its prior '{prior.family}'"
            outside = np.flatnonzero(~((found.values[:, column] >= low) & (found.values[:, column] <= high)))
            if outside.size:
                raise illegal(found, int(outside[0]), column, (low, high), rule)
    return found


def _off(config: Config) -> dict[str, str]:
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
    values = {name: _number(conf, f"parameters.{name}") for name, conf in config.parameters.items()}
    return switched(parameters(values), config.mechanisms)


def _number(conf: Quantity, where: str) -> float:
    return priors.check(conf.value, priors.parse(conf.prior, where), where)


def _target(name: str, conf: TargetConf) -> Target:
    plain: dict[str, Any] = {
        trait: getattr(conf, trait)
        for trait in Target.__dataclass_fields__
        if trait not in ("name", "governorates", "methods", *QUANTITIES)
    }
    return Target(
        name=name,
        governorates=tuple(conf.governorates.items()),
        methods=tuple(conf.methods.items()),
        appeal=_number(conf.appeal, f"targets.{name}.appeal"),
        harm=_number(conf.harm, f"targets.{name}.harm"),
        **plain,
    )


def _timeline(clock: Clock, config: Config) -> Timeline:
    spells: Mapping[str, SpellConf | None] = config.timeline.spells
    occasions: Mapping[str, OccasionConf | None] = config.timeline.occasions
    return timeline(
        clock,
        [
            Spell(
                row.driver,
                _day(row.start, f"timeline.spells.{key}"),
                _end(row.end, f"timeline.spells.{key}"),
                row.value,
            )
            for key, row in spells.items()
            if row is not None
        ],
        [
            Occasion(row.occasion, _day(row.day, f"timeline.occasions.{key}"))
            for key, row in occasions.items()
            if row is not None
        ],
    )


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ModelError(f"{where} has the date '{text}': write it as YYYY-MM-DD, a day that exists.") from None


def _end(text: str | None, where: str) -> date | None:
    return None if text is None else _day(text, where)
