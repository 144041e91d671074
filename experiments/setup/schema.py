"""The typed config: what may be written in conf/, so that a misspelt key fails at composition."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NewType

from omegaconf import MISSING

Folder = NewType("Folder", str)
"""Where something lies; '~' is the home folder."""
Names = NewType("Names", tuple[str, ...])
"""One name, or a list of several; an empty one is none."""
Level = NewType("Level", str)
"""A level, or several of which one is right, as in 0.5|1; a number is taken as its text."""
Anything = Any
"""What is read by the room that uses it."""


@dataclass
class Quantity:
    """A number with its prior ('normal(m, s)', 'halfnormal(s)', 'lognormal(median, s)', 'beta(a, b)', 'fixed')."""

    value: float = MISSING
    prior: str = MISSING
    source: str = MISSING


@dataclass
class TargetConf:
    """One target class (model.targets.Target says what each trait means).

    `traits` are those that conf/roles names; one that is left out is 0. `methods_later` are those from a day of
    `methods_change` on, an interval drawn once a run. `label` and `colour` are for figures.
    """

    label: str | None = None
    colour: str | None = None
    appeal: Quantity = MISSING
    value: float = MISSING
    risk: float = MISSING
    pressure: float = MISSING
    order_coverage: float = MISSING
    truce_coverage: float = MISSING
    needs_supply: float = MISSING
    means: str = MISSING
    cost: float = MISSING
    harm: Quantity = MISSING
    harm_to_iraqis: float = MISSING
    openness: float = MISSING
    unrest: float = MISSING
    know_how: float = MISSING
    presence: Names = MISSING
    closes: float = MISSING
    traffic: float = MISSING
    governorates: dict[str, float] = MISSING
    methods: dict[str, float] = MISSING
    traits: dict[str, float | None] | None = None
    methods_later: dict[str, float] | None = None
    methods_change: str | None = None
    source: str = MISSING


@dataclass
class MilitiaConf:
    """One militia (model.actors.Militia); `stakes` are all those that conf/roles names."""

    slots: int = MISSING
    compliance: Quantity = MISSING
    claim_propensity: Quantity = MISSING
    enforces: Quantity = MISSING
    stakes: dict[str, Quantity | None] | None = None
    source: str = MISSING


@dataclass
class BrandConf:
    """One facade brand (model.actors.Brand); parents' probabilities sum to 1."""

    alignment: str = MISSING
    specialism: str = MISSING
    parents: dict[str, float] = MISSING
    source: str = MISSING


@dataclass
class ForcesConf:
    """Who plays the state actors, and their fixed traits (model.actors.Forces)."""

    retaliator: str = MISSING
    neighbour: str = MISSING
    patron: str = MISSING
    host: str = MISSING
    small_bases: int = MISSING
    lag_contested: int = MISSING
    lag_relaxed: int = MISSING
    source: str = MISSING


@dataclass
class DriverConf:
    """A driver, the roles that it plays, and whether it stands until an act unmakes it (model.roles.DRIVER_ROLES)."""

    plays: Names = Names(())
    standing: bool = False
    means: str = MISSING


@dataclass
class OccasionKindConf:
    """A kind of occasion and the roles that it plays (model.roles.OCCASION_ROLES)."""

    plays: Names = MISSING
    means: str = MISSING


@dataclass
class TraitConf:
    """A trait of targets, or a stake of militias, and its role (model.roles.TRAIT_ROLES, STAKE_ROLES)."""

    plays: str = MISSING
    means: str = MISSING


@dataclass
class RolesConf:
    """What of a theatre plays which role in the rules; a row set to null is taken out."""

    drivers: dict[str, DriverConf | None] = field(default_factory=dict)
    occasions: dict[str, OccasionKindConf | None] = field(default_factory=dict)
    traits: dict[str, TraitConf | None] | None = None
    stakes: dict[str, TraitConf | None] | None = None


@dataclass
class CodedConf:
    """What every row of the timeline says of how it was coded (docs/coding.md), and what figures write at its edges."""

    quality: dict[str, str] | None = None
    role: str = MISSING
    split: str = ""
    depends_on: list[str] = field(default_factory=list)
    evidence: str = ""
    mark: dict[str, str] | None = None
    source: str = MISSING


@dataclass
class SpellConf(CodedConf):
    """A driver's value between two edges (model.coding.CodedSpell).

    `start` and `end` are a day or earliest/latest; a start may be `before` the clock, an end `next` (the day before the
    driver's next row) or null, for good. `depends_on` names rows: exists:row, start:row, end:row.
    """

    driver: str = MISSING
    start: str = MISSING
    end: str | None = None
    value: Level = MISSING


@dataclass
class OccasionConf(CodedConf):
    """A single date (model.coding.CodedOccasion): a day or earliest/latest."""

    occasion: str = MISSING
    day: str = MISSING


@dataclass
class AnchorConf(CodedConf):
    """An event that feeds no mechanism: it is there for rows to depend on."""

    anchor: str = MISSING
    day: str = MISSING


@dataclass
class TimelineConf:
    """Dated facts; a row set to null is taken out, and what depends on it goes along.

    With `doubt` every run draws the edges and levels that are in doubt; without, all take the most likely ones.
    `attested_to` is the last day of which the sources speak (null: the clock's).
    """

    spells: dict[str, SpellConf | None] = field(default_factory=dict)
    occasions: dict[str, OccasionConf | None] = field(default_factory=dict)
    anchors: dict[str, AnchorConf | None] | None = None
    doubt: bool = True
    attested_to: str | None = None


@dataclass
class SightConf:
    """The share of events a source sees between two days; a row set to null is taken out.

    Where it is in doubt `within` is an interval as in 0.40/0.68, or `spread` a standard deviation; coverage that may
    have changed did so on a day of `changes` (an interval), to a share between the first and `up_to`.
    """

    target: str = MISSING
    start: str = MISSING
    end: str | None = None
    share: float = MISSING
    within: str | None = None
    spread: float | None = None
    changes: str | None = None
    up_to: float | None = None
    source: str = MISSING


@dataclass
class LensConf:
    """A source and what it sees (model.lens.Lens)."""

    name: str = MISSING
    detection: dict[str, SightConf | None] = MISSING
    claimed_only: bool = False
    source: str = MISSING


@dataclass
class ClockConf:
    """First Monday and last day of the scenario."""

    start: str = MISSING
    end: str = MISSING


@dataclass
class PhaseConf:
    """Days that are counted together; `printed`: as a heading of the reports has them, an interval (none: the same)."""

    start: str = MISSING
    end: str = MISSING
    printed: str | None = None
    label: str | None = None
    source: str = MISSING


@dataclass
class RecordConf:
    """What reports state of the campaign (conf/record/iraq.yaml says what each key means); no folder: nothing is."""

    folder: Folder | None = None
    source: str | None = None
    lens: str | None = None
    lines: dict[str, int] | None = None
    groups: dict[str, list[str]] | None = None
    besides: list[str] = field(default_factory=list)
    total: str | None = None
    whole: dict[str, str] | None = None
    first: dict[str, int] | None = None
    pause: str | None = None
    record_months: dict[str, str] | None = None
    quieter: list[str] = field(default_factory=list)
    dated_facts: list[str] = field(default_factory=list)
    circular: list[str] = field(default_factory=list)
    moments: dict[str, str] | None = None
    cut_at: str | None = None


@dataclass
class Config:
    """Everything that an experiment reads."""

    targets: dict[str, TargetConf | None] = field(default_factory=dict)  # a row set to null is taken out, here as below
    militias: dict[str, MilitiaConf | None] = field(default_factory=dict)
    brands: dict[str, BrandConf | None] = field(default_factory=dict)
    forces: ForcesConf = MISSING
    roles: RolesConf = field(default_factory=RolesConf)
    timeline: TimelineConf = field(default_factory=TimelineConf)
    mechanisms: dict[str, bool] = field(default_factory=dict)
    parameters: dict[str, Quantity] = field(default_factory=dict)
    lenses: dict[str, LensConf] = field(default_factory=dict)
    phases: dict[str, PhaseConf | None] = field(default_factory=dict)
    record: RecordConf = field(default_factory=RecordConf)
    acronyms: list[str] = field(default_factory=list)
    seen_through: str = MISSING
    clock: ClockConf = field(default_factory=ClockConf)
    scenario_name: str = MISSING
    estimate_name: str = MISSING
    estimate_seen: list[str] | None = None
    seed: int = MISSING
    replicates: int = MISSING
    engine: str = MISSING
    pattern_folder: Folder | None = None
    workers: int = 0
    results: Folder = MISSING
    figures: bool = True
    details: bool = False
    format: str = "parquet"
    quiet: bool = False


@dataclass
class FitConf:
    """How a point estimate is searched for, and the name it gets."""

    name: str = MISSING
    by_moments: int = MISSING
    by_slopes: int = MISSING
    step: float = MISSING
    scatter: float = MISSING


@dataclass
class SweepConf(Config):
    """A design over values of the config, what is kept of each run, and how the work is done."""

    vary: Anything = MISSING  # by key: a list of values, low..high, or prior
    design: str = MISSING
    samples: int = MISSING
    design_seed: int = MISSING
    file: Folder | None = None
    outputs: list[str] = MISSING
    windows: Anything = MISSING  # by name: first/last day
    chunk: int = 0
    on_error: str = MISSING
    dry: bool = False
    play: bool = True
