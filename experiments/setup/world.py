"""The border: a composed config becomes a checked World and lenses; nothing further in sees a config."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.setup import priors
from experiments.setup.dates import day, end
from experiments.setup.rows import present, removed
from experiments.setup.schema import BrandConf, Config, MilitiaConf, OccasionConf, Quantity, SpellConf, TargetConf
from model.actors import Brand, Forces, Militia
from model.clock import Clock
from model.errors import ModelError, unknown
from model.parameters import LARGE, PARAMETER_RANGES, STRENGTHS, Parameters, parameters, switched
from model.targets import Target
from model.timeline import Occasion, Spell, Timeline, timeline
from model.world import World

SHARE, LOG_ODDS = (0.0, 1.0), (-LARGE, LARGE)
QUANTITIES = ("appeal", "harm")  # a target's numbers that have a prior; its other traits are judgements


def world_of(config: Config) -> World:
    """The checked, frozen world of a config; raises ModelError with what to change."""
    forces, gone = config.forces, removed(config.militias)
    return World(
        clock=clock_of(config),
        timeline=_timeline(clock_of(config), config),
        targets=tuple(_target(name, conf) for name, conf in present(config.targets).items()),
        militias=tuple(_militia(name, conf) for name, conf in present(config.militias).items()),
        brands=tuple(
            brand for name, conf in present(config.brands).items() for brand in _brand(name, conf, gone, config)
        ),
        forces=Forces(forces.small_bases, forces.lag_contested, forces.lag_relaxed),
        parameters=_parameters(config),
        seed=config.seed,
    )


def clock_of(config: Config) -> Clock:
    """The clock of a config; raises ModelError for dates that none can have."""
    return Clock.between(day(config.clock.start, "clock.start"), day(config.clock.end, "clock.end"))


def quantities(config: Config) -> dict[str, Quantity]:
    """Every number that has a prior, by its path in the config."""
    found = {f"parameters.{name}": conf for name, conf in config.parameters.items()}
    for name, target in present(config.targets).items():
        found |= {f"targets.{name}.{trait}": getattr(target, trait) for trait in QUANTITIES}
    for name, militia in present(config.militias).items():
        found[f"militias.{name}.compliance"] = militia.compliance
        found[f"militias.{name}.claim_propensity"] = militia.claim_propensity
    return found


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


def _militia(name: str, conf: MilitiaConf) -> Militia:
    return Militia(
        name,
        conf.slots,
        _number(conf.compliance, SHARE, f"militias.{name}.compliance"),
        _number(conf.claim_propensity, LOG_ODDS, f"militias.{name}.claim_propensity"),
        conf.sinjar_stake,
        conf.trade_stake,
        conf.enforces,
    )


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
        appeal=_number(conf.appeal, LOG_ODDS, f"targets.{name}.appeal"),
        harm=_number(conf.harm, SHARE, f"targets.{name}.harm"),
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
                day(row.start, f"timeline.spells.{key}"),
                end(row.end, f"timeline.spells.{key}"),
                row.value,
            )
            for key, row in spells.items()
            if row is not None
        ],
        [
            Occasion(row.occasion, day(row.day, f"timeline.occasions.{key}"))
            for key, row in occasions.items()
            if row is not None
        ],
    )
