"""Everything an engine needs to play a scenario, checked once and frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral

from model import actors, targets
from model.actors import Brand, Forces, Militia
from model.addresses import address, word
from model.clock import Clock
from model.errors import ModelError, unknown
from model.names import check_name
from model.parameters import LARGE, PARAMETER_RANGES, Parameters
from model.roles import Roles
from model.targets import MEANS, Target
from model.timeline import Timeline

SHARE, LOG_ODDS = (0.0, 1.0), (-LARGE, LARGE)
TARGET_RANGES = {trait: LOG_ODDS if trait == "appeal" else SHARE for trait in targets.TRAITS}
MILITIA_RANGES = {trait: LOG_ODDS if trait == "claim_propensity" else SHARE for trait in actors.TRAITS}
"""Lowest and highest legal value by name."""
SHARES = tuple(trait for trait, legal in TARGET_RANGES.items() if legal == SHARE)
"""A target's traits that must lie in [0, 1]."""
MOST_SLOTS = 1000  # an operation slot's number has to fit its dice address beside the target's


@dataclass(frozen=True)
class World:
    """A scenario: its clock, drivers, cast and numbers; raises ModelError when they do not fit together."""

    clock: Clock
    timeline: Timeline
    targets: tuple[Target, ...]
    militias: tuple[Militia, ...]
    brands: tuple[Brand, ...]
    forces: Forces
    parameters: Parameters
    seed: int
    roles: Roles

    def __post_init__(self) -> None:
        """Check the cast."""
        _need("militia", self.militias, "conf/militias")
        _need("target", self.targets, "conf/targets")
        word("seed", self.seed)
        _check_parameters(self.parameters)
        for trait in ("small_bases", "lag_contested", "lag_relaxed"):
            _whole(f"{trait} of the forces", getattr(self.forces, trait), 0, 1000, "conf/forces")
        self._check_names()
        self._check_timeline()
        _distinct([*self.militia_names, *self.target_names, *(brand.name for brand in self.brands), *self.forces.names])
        for target in self.targets:
            _check_target(target, self.roles)
        for militia in self.militias:
            _check_militia(militia, self.roles)
        for brand in self.brands:
            self._check_brand(brand)

    def _check_names(self) -> None:
        for what, where, names in (
            ("state actor", "conf/forces", self.forces.names),
            ("militia", "conf/militias", self.militia_names),
            ("target", "conf/targets", self.target_names),
            ("brand", "conf/brands", [brand.name for brand in self.brands]),
            ("governorate", "conf/targets", self.governorates),
            ("method", "conf/targets", self.methods),
        ):
            for name in names:
                check_name(what, name, where)

    def _check_timeline(self) -> None:
        for what, dated, known in zip(("driver", "occasion"), self.timeline.names, self.roles.names, strict=True):
            for name in dated:
                if name not in known:
                    raise unknown(what, name, known, "conf/timeline, or add it to conf/roles")
            if len(dated) < len(known):
                lost = next(name for name in known if name not in dated)
                raise ModelError(f"{what} '{lost}' has no weeks in the timeline: make it with the names of the roles.")

    def _check_brand(self, brand: Brand) -> None:
        where = f"conf/brands ({brand.name})"
        if brand.specialism not in self.target_names:
            raise unknown("target", brand.specialism, self.target_names, where)
        if brand.alignment not in (*self.militia_names, "unknown"):
            raise unknown("alignment", brand.alignment, (*self.militia_names, "unknown"), where)
        for parent, share in brand.parents:
            if parent not in self.militia_names:
                raise unknown("militia", parent, self.militia_names, where)
            _within(f"parent probability of {parent} for brand '{brand.name}'", share, 0.0, 1.0, where)
        _sums_to_one(f"parent probabilities of brand '{brand.name}'", [share for _, share in brand.parents], where)

    @property
    def target_names(self) -> tuple[str, ...]:
        """Names of the target classes, in order."""
        return tuple(target.name for target in self.targets)

    @property
    def militia_names(self) -> tuple[str, ...]:
        """Names of the militias, in order."""
        return tuple(militia.name for militia in self.militias)

    @property
    def governorates(self) -> tuple[str, ...]:
        """Every governorate that a target's regional mix names."""
        return tuple(sorted({name for target in self.targets for name, _ in target.governorates}))

    @property
    def methods(self) -> tuple[str, ...]:
        """Every method that a target names."""
        return tuple(sorted({name for one in self.targets for name, _ in (*one.methods, *one.later_methods)}))


def _check_parameters(chosen: Parameters) -> None:
    for name, value in chosen._asdict().items():
        low, high = PARAMETER_RANGES[name]
        if not low <= value <= high:
            raise ModelError(
                f"parameter '{name}' is {value}: it must be a finite number from {low:g} to {high:g}. "
                "Change it in conf/parameters, conf/estimate or the scenario."
            )


def _need(what: str, found: Sequence[object], where: str) -> None:
    if not found:
        raise ModelError(f"the {what} list is empty: a campaign needs at least one {what}. Change it in {where}.")


def _distinct(names: list[str]) -> None:
    """Names are dice addresses, so two actors may share neither a name nor its 32-bit number."""
    seen: dict[int, str] = {}
    for name in names:
        other = seen.setdefault(address(name), name)
        if names.count(name) > 1 or other != name:
            raise ModelError(f"'{name}' and '{other}' share a name or its dice address: rename one of them.")


def _within(what: str, value: float, low: float, high: float, where: str) -> None:
    if isinstance(value, bool) or not low <= value <= high:
        raise ModelError(f"{what} is {value}: it must lie from {low:g} to {high:g}. Change it in {where}.")


def _whole(what: str, value: int, low: int, high: int, where: str) -> None:
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise ModelError(f"{what} is {value!r}: it must be a whole number from {low} to {high}. Change it in {where}.")
    _within(what, value, low, high, where)


def _shares(what: str, mix: Sequence[tuple[str, float]], where: str) -> None:
    _sums_to_one(what, [share for _, share in mix], where)
    for name, share in mix:
        _within(f"share of {name} in the {what}", share, 0.0, 1.0, where)


def _sums_to_one(what: str, shares: Sequence[float], where: str) -> None:
    if not abs(sum(shares) - 1.0) <= 1e-6:
        raise ModelError(f"{what} sum to {sum(shares):g}: they must sum to 1. Change them in {where}.")


def _check_target(target: Target, roles: Roles) -> None:
    where = f"conf/targets ({target.name})"
    if target.means not in MEANS:
        raise unknown("means", target.means, MEANS, where)
    for name in target.presence:
        if name not in roles.names.drivers:
            raise unknown("driver", name, roles.names.drivers, where)
    for trait, (low, high) in TARGET_RANGES.items():
        called = roles.key_of_trait(trait) or trait
        _within(f"{called} of target '{target.name}'", getattr(target, trait), low, high, where)
    _shares(f"governorates of target '{target.name}'", target.governorates, where)
    _shares(f"methods of target '{target.name}'", target.methods, where)
    if target.later_methods:
        _shares(f"later methods of target '{target.name}'", target.later_methods, where)


def _check_militia(militia: Militia, roles: Roles) -> None:
    where = f"conf/militias ({militia.name})"
    _whole(f"slots of militia '{militia.name}'", militia.slots, 1, MOST_SLOTS, where)
    for trait, (low, high) in MILITIA_RANGES.items():
        called = roles.key_of_stake(trait) or trait
        _within(f"{called} of militia '{militia.name}'", getattr(militia, trait), low, high, where)
