"""Theatre: the mesa.Model that seats the actors, plays the week and keeps the one event log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import mesa

from agents import climate
from agents.batch import number_of_run
from agents.facade_brand import FacadeBrand
from agents.iran import Iran
from agents.iraqi_government import IraqiGovernment
from agents.militia import Militia
from agents.record import Record
from agents.turkish_forces import TurkishForces
from agents.us_forces import USForces
from model import dice
from model.clock import DAYS
from model.events import NOBODY, EventLog, Kind
from model.targets import Target
from model.week import WEEK
from model.world import World

CAST: tuple[type[mesa.Agent], ...] = (USForces, TurkishForces, IraqiGovernment, Iran, FacadeBrand, Militia)
"""Who is asked first in a phase; nothing may depend on it, and a test shuffles it."""


@dataclass(frozen=True)
class Traits:
    """Target traits as rows, one value a target, for counting a week's attacks."""

    pressure: tuple[float, ...]
    risk: tuple[float, ...]
    truce_coverage: tuple[float, ...]
    openness: tuple[float, ...]
    traffic: tuple[float, ...]
    closes: tuple[float, ...]
    turkish: tuple[float, ...]
    trade: tuple[float, ...]
    harm_to_iraqis: tuple[float, ...]

    @classmethod
    def of(cls, targets: tuple[Target, ...]) -> Traits:
        """The traits of all targets, in order."""
        return cls(**{name: tuple(getattr(target, name) for target in targets) for name in cls.__dataclass_fields__})


class Theatre(mesa.Model):
    """One simulated campaign, week by week: `step()` plays a week, `play()` all that are left."""

    def __init__(self, world: World, replicate: int | None = None, rng: int | None = None) -> None:
        """Seat the cast of `world`; `replicate` (from 0) numbers the run among those with the same seed.

        Without it, `rng` does (Mesa's word), or the iteration of Mesa's batch_run; alone it is run 0.
        """
        super().__init__(rng=world.seed)
        self.world, self.p, self.replicate = world, world.parameters, number_of_run(replicate, rng)
        self.week = 0
        self.addresses = [dice.address(name) for name in world.target_names]
        self.brand_addresses = [dice.address(brand.name) for brand in world.brands]
        self.specialisms = [world.target_names.index(brand.specialism) for brand in world.brands]
        self.traits = Traits.of(world.targets)
        self.first_posture = float(world.timeline.drivers["contested_deterrence"][0])
        self._rows: list[tuple[int, ...]] = []
        self._regions = [_ladder(target.governorates, world.governorates) for target in world.targets]
        self._methods = [_ladder(target.methods, world.methods) for target in world.targets]
        self._seat()
        counts = {name: partial(_weekly_count, target=index) for index, name in enumerate(world.target_names)}
        self.datacollector = mesa.DataCollector(model_reporters={"week_start": _week_start, **counts})

    def _seat(self) -> None:
        self.us, self.turkey = USForces(self), TurkishForces(self)
        self.government, self.iran = IraqiGovernment(self), Iran(self)
        self.militias = [Militia(self, index) for index in range(len(self.world.militias))]
        for index in range(len(self.world.brands)):
            self.militias[self._parent(index)].unborn.append(index)
        self.record = Record.blank(len(self.militias), len(self.world.targets))
        self.brands_practised = 0.0  # 1 from the week after the first brand anywhere

    def _parent(self, brand: int) -> int:
        """Whose brand it is in this run, drawn from what the sources leave open."""
        u, reached = self.draw(dice.PARENT, self.brand_addresses[brand], at_start=True), 0.0
        shares = self.world.brands[brand].parents
        for name, share in shares:
            reached += share
            if u < reached:
                return self.world.militia_names.index(name)
        return self.world.militia_names.index(shares[-1][0])

    @property
    def monday(self) -> int:
        """Ordinal of the week's first day."""
        return self.world.clock.start.toordinal() + DAYS * self.week

    @property
    def sunday(self) -> int:
        """Ordinal of the week's last day."""
        return self.monday + DAYS - 1

    @property
    def finished(self) -> bool:
        """Whether every week has been played."""
        return self.week >= self.world.clock.weeks

    def draw(self, decision: int, actor: int, target: int = 0, k: int = 0, *, at_start: bool = False) -> float:
        """The addressed uniform draw in (0, 1) of this run; `at_start` draws hold for the whole run."""
        week = 0 if at_start else self.world.clock.first_address + self.week
        return dice.uniform(self.world.seed, self.replicate, decision, actor, target, week, k)

    def until(self, occasion: str) -> float:
        """Weeks to the next occasion of a kind (inf: none)."""
        return float(self.world.timeline.weeks_to[occasion][self.week])

    def since(self, occasion: str) -> float:
        """Weeks since the last occasion of a kind (inf: none)."""
        return float(self.world.timeline.weeks_since[occasion][self.week])

    def loudest(self) -> int:
        """Index of the militia with the most recent activity on targets that risk an answer."""
        return max(self.militias, key=lambda militia: (self._noise(militia), -militia.index)).index

    def _noise(self, militia: Militia) -> float:
        noise = 0.0
        for activity, risk in zip(militia.memory.activity, self.traits.risk, strict=True):
            noise += activity * risk
        return noise

    def step(self) -> None:
        """Play one week, phase by phase; does nothing once the last week is over."""
        if self.finished:
            self.running = False
            return
        self.now: Mapping[str, float] = {
            name: float(row[self.week]) for name, row in self.world.timeline.drivers.items()
        }
        for phase in WEEK:
            if phase.verb == "plan":
                self._announce()
            for kind in CAST:
                if hasattr(kind, phase.verb) and kind in self.agents_by_type:
                    self.agents_by_type[kind].do(phase.verb)
        self.brands_practised = float(any(militia.brands for militia in self.militias)) or self.brands_practised
        self.datacollector.collect(self)
        self.week += 1
        self.running = not self.finished

    def _announce(self) -> None:
        """Set the stage for planning: what the week offers to all alike, and a blank record to act into."""
        self.symbolic = climate.symbolic_date(self)
        self.us_pressure = climate.us_pressure(self)
        self.climates = climate.climates(self)
        self.record = Record.blank(len(self.militias), len(self.world.targets))

    def play(self) -> EventLog:
        """Play every week that is left and return the event log."""
        while not self.finished:
            self.step()
        return self.events()

    def events(self) -> EventLog:
        """The event log so far."""
        return EventLog.from_rows(self._rows)

    def log(self, kind: Kind, day: int, *, militia: int = NOBODY, brand: int = NOBODY, abroad: int = 0) -> None:
        """Log what is no operation: a strike, a closure, a brand's birth, tracing or retirement."""
        self._rows.append((self.week, day, kind, militia, NOBODY, brand, NOBODY, 0, abroad, NOBODY, NOBODY))

    def log_operation(self, kind: Kind, militia: Militia, target: int, slot: int, brand: int, *, lethal: bool) -> int:
        """Log an attack or a foiled one with its day, governorate and method; returns the day's ordinal."""
        actor, address = militia.address, self.addresses[target]
        day = self.monday + int(self.draw(dice.DAY, actor, address, slot) * DAYS)
        governorate = _climb(self._regions[target], self.draw(dice.GOVERNORATE, actor, address, slot))
        method = _climb(self._methods[target], self.draw(dice.METHOD, actor, address, slot))
        row = (self.week, day, kind, militia.index, target, brand, slot, int(lethal), 0, governorate, method)
        self._rows.append(row)
        return day

    def release(self) -> None:
        """Let the run be forgotten: Mesa 3.3 keeps every model alive through its agent counter."""
        self.remove_all_agents()
        getattr(mesa.Agent, "_ids", {}).pop(self, None)


Ladder = tuple[tuple[float, int], ...]


def _ladder(mix: tuple[tuple[str, float], ...], names: tuple[str, ...]) -> Ladder:
    """Cumulative shares and the indices they lead to."""
    reached, rungs = 0.0, []
    for name, share in mix:
        reached += share
        rungs.append((reached, names.index(name)))
    return tuple(rungs)


def _climb(ladder: Ladder, u: float) -> int:
    for reached, index in ladder:
        if u < reached:
            return index
    return ladder[-1][1]


def _weekly_count(theatre: Theatre, target: int) -> int:
    return sum(row[target] for row in theatre.record.attacks)


def _week_start(theatre: Theatre) -> datetime:
    """Monday as a moment: pandas makes a date of it, and plain objects of plain dates."""
    return datetime.fromordinal(theatre.monday)
