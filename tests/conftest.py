"""Worlds to test with. All use `estimate=prior`, so that a new estimate moves no expectation here."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from experiments.setup.compose import world as composed_world
from model.clock import Clock
from model.ensemble.runs import campaigns
from model.events import COLUMNS, NOBODY, EventLog, Kind
from model.parameters import PARAMETER_RANGES, STRENGTHS, Parameters, switched
from model.timeline import Occasion, Spell, timeline
from model.world import SHARES, World


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-fingerprints",
        action="store_true",
        help="write tests/agents/fingerprints.json anew instead of comparing with it",
    )


def pytest_configure() -> None:
    """Tests may run in the background or under nohup: what they start must not inherit that signals are ignored."""
    for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: Python's collector need not look at it after every test."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what tests counted: `record_property("counted", "40 kills: ...")`, by whichever process."""
    reports = [one for found in terminalreporter.stats.values() for one in found if hasattr(one, "user_properties")]
    told = dict.fromkeys(text for one in reports for name, text in one.user_properties if name == "counted")
    for text in told:
        terminalreporter.write_line(f"counted: {text}")


@cache
def _prior_world(*overrides: str) -> World:
    return composed_world("estimate=prior", *overrides)


@pytest.fixture(scope="session")
def world() -> Callable[..., World]:
    """`world("scenario=no_truce", ...)`: a shipped scenario with every number at its start value."""
    return _prior_world


@pytest.fixture(scope="session")
def small_world() -> World:
    """Twelve weeks from January 2020, two militias, two targets, three brands: quick, and something happens."""
    shipped = _prior_world()
    clock = Clock(date(2020, 1, 6), 12)
    drivers = (
        Spell("contested_deterrence", date(2020, 1, 6), None, 1.0),
        Spell("us_presence", date(2020, 1, 1), None, 1.0),
        Spell("tension", date(2020, 1, 1), None, 1.0),
        Spell("policing", date(2020, 2, 1), None, 0.5),
        Spell("truce", date(2020, 3, 1), None, 1.0),
    )
    named = {one.name: one for one in shipped.targets}
    return replace(
        shipped,
        clock=clock,
        timeline=timeline(clock, drivers, [Occasion("handover", date(2020, 2, 20))], shipped.roles.names),
        targets=(replace(named["us_base"], appeal=-1.0, harm=0.3), replace(named["us_convoy"], know_how=0.8)),
        militias=shipped.militias[:2],
        brands=tuple(
            replace(one, alignment="unknown", specialism="us_convoy", parents=(("KH", 0.5), ("AAH", 0.5)))
            for one in shipped.brands[:3]
        ),
        parameters=shipped.parameters._replace(cover_need=5.0, veil=0.5, evidence=1.0, trace_rate=3.0, retire_rate=0.6),
        seed=7,
    )


@pytest.fixture(scope="session")
def uneven_world() -> World:
    """The shipped cast with no two numbers equal, and drivers at every level: whichever are mixed up, it shows."""
    shipped, dice = _prior_world(), Random("uneven")
    values = shipped.parameters._asdict()
    uneven = {name: _legal(name, dice.uniform(0.7, 1.4) * value or 0.13) for name, value in values.items()}
    uneven |= {"own_attribution": 0.83, "trace_rate": 1.3, "retire_rate": 0.3, "cover_need": 0.4}  # brands come and go
    uneven |= {"sober": 3.7}  # who is poor holds back, from the first week on
    uneven |= {"revenue_half_life": 61.0, "patience_half_life": 2.9}  # far apart: both act slowly
    time = shipped.timeline
    drivers = {name: row * dice.uniform(0.4, 0.6) + dice.uniform(0.05, 0.4) for name, row in time.drivers.items()}
    return replace(
        shipped,
        timeline=replace(time, drivers=drivers, doubt=None),
        targets=tuple(_with_uneven(one, dice, SHARES) for one in shipped.targets),
        militias=tuple(_with_uneven(one, dice, ("compliance", *STAKES)) for one in shipped.militias),
        parameters=Parameters(**uneven),
    )


def _legal(name: str, value: float) -> float:
    """A number within its range, and not at the end of it: two that were cut there would be equal."""
    low, high = PARAMETER_RANGES[name]
    return value if low <= value <= high else high / value


STAKES = ("provocation_stake", "trade_stake", "enforces")


def _with_uneven(one: Any, dice: Random, traits: tuple[str, ...]) -> Any:
    """The same actor or target with each of its shares a little beside what it was."""
    return replace(one, **{name: 0.1 + 0.7 * getattr(one, name) + dice.uniform(0.0, 0.2) for name in traits})


@dataclass(frozen=True)
class Runs:
    """Many runs of one world, to count in: `runs.count(target="us_base", since=date(2021, 1, 1))`, one number a run."""

    world: World
    replicates: int
    log: EventLog
    run: NDArray[np.int32]

    def where(
        self,
        target: str | tuple[str, ...] = (),
        militia: str = "",
        kind: Kind = Kind.ATTACK,
        since: date = date.min,
        until: date = date.max,
        **columns: int,
    ) -> NDArray[np.bool_]:
        """Which events are meant."""
        found = (self.log["kind"] == kind) & (self.log["day"] >= since.toordinal())
        found &= self.log["day"] <= until.toordinal()
        if target:
            names = (target,) if isinstance(target, str) else target
            found &= np.isin(self.log["target"], [self.world.target_names.index(name) for name in names])
        if militia:
            found &= self.log["militia"] == self.world.militia_names.index(militia)
        for name, value in columns.items():
            found &= self.log[name] == value
        return np.asarray(found)

    def count(self, **asked: Any) -> NDArray[np.float64]:
        """Events a run."""
        return self.per_run(self.where(**asked))

    def claims(self, **asked: Any) -> NDArray[np.float64]:
        """Claimed attacks a run."""
        return self.per_run(self.where(**asked) & (self.log["brand"] != NOBODY))

    def per_run(self, mask: NDArray[np.bool_]) -> NDArray[np.float64]:
        """How many of the events fall in each run."""
        return np.bincount(self.run[mask], minlength=self.replicates).astype(float)

    def first(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The first week of such an event in each run; the clock's end when there is none."""
        weeks = np.full(self.replicates, self.world.clock.weeks)
        np.minimum.at(weeks, self.run[mask], self.log["week"][mask])
        return weeks

    def before(self, weeks: NDArray[np.int64] | int) -> NDArray[np.int64]:
        """Every event before a week (one for all, or one a run), as rows that start with the run."""
        limit = np.broadcast_to(weeks, self.replicates)[self.run]
        table = np.column_stack([self.run, *(self.log[name] for name in COLUMNS)]).astype(np.int64)
        return np.asarray(table[self.log["week"] < limit])

    @property
    def table(self) -> NDArray[np.int64]:
        """Every event."""
        return self.before(self.world.clock.weeks)


class _ByIdentity:
    """A world holds arrays and cannot be hashed: remember its runs by what it is, and keep it alive."""

    def __init__(self) -> None:
        self.kept: dict[tuple[int, int], tuple[World, Runs]] = {}

    def __call__(self, world: World, replicates: int) -> Runs:
        key = (id(world), replicates)
        if key not in self.kept:
            self.kept[key] = (world, Runs(world, replicates, *campaigns(world, range(replicates), threads=2)))
        return self.kept[key][1]


@pytest.fixture(scope="session")
def played() -> Callable[[World, int], Runs]:
    """`played(world, replicates)`: the runs of a world by the ensemble, played once."""
    return _ByIdentity()


@pytest.fixture(scope="session")
def without() -> Callable[..., World]:
    """`without(world, "rivalry")`: the same world with mechanisms, or single strengths, switched off."""
    made: dict[tuple[int, tuple[str, ...]], World] = {}

    def off(world: World, *names: str) -> World:
        key = (id(world), names)
        if key not in made:
            made[key] = _without(world, names)
        return made[key]

    return off


def _without(world: World, names: tuple[str, ...]) -> World:
    mechanisms: Mapping[str, bool] = {name: False for name in names if name in STRENGTHS}
    strengths = {name: 0.0 for name in names if name not in STRENGTHS}
    return replace(world, parameters=switched(world.parameters, mechanisms)._replace(**strengths))
