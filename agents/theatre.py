"""Theatre: the mesa.Model that seats the actors, plays the week and keeps the one event log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import mesa

from agents.batch import number_of_run
from agents.facade_brand import FacadeBrand
from agents.host import Host
from agents.militia import Militia
from agents.neighbour import Neighbour
from agents.patron import Patron
from agents.record import Record, weights
from agents.retaliator import Retaliator
from agents.sight import Sight
from model import dice, minding, weighing
from model.clock import DAYS
from model.coding import in_run
from model.errors import ModelError
from model.events import NOBODY, EventLog, Kind
from model.roles import DRIVER_ROLES, OCCASION_ROLES, strongest
from model.rules import opportunity
from model.targets import Target, change_day
from model.timeline import Rows
from model.views import Drivers, Occasions, Scene
from model.week import WEEK
from model.world import World

CAST: tuple[type[mesa.Agent], ...] = (Retaliator, Neighbour, Host, Patron, FacadeBrand, Militia)
"""Who is asked first in a phase; nothing may depend on it, and a test shuffles it."""


class Theatre(mesa.Model):
    """One simulated campaign, week by week: `step()` plays a week, `play()` all that are left."""

    def __init__(self, world: World, replicate: int | None = None, rng: int | None = None) -> None:
        """Seat the cast of `world`; `replicate` (from 0) numbers the run among those with the same seed.

        Without it, `rng` does (Mesa's word), or the iteration of Mesa's batch_run; alone it is run 0. Raises ModelError
        for what is no world, and for a run that has no dice of its own.
        """
        if not isinstance(world, World):
            raise ModelError(f"Theatre takes a World, as world('scenario=no_truce') makes one, not {world!r:.60}.")
        number = dice.word("replicate", number_of_run(replicate, rng))
        super().__init__(rng=world.seed)
        self.world, self.p, self.replicate = world, world.parameters, number
        self.week, self._first_address = 0, world.clock.first_address
        self.kept = minding.kept(self.p)
        self.addresses = [dice.address(name) for name in world.target_names]
        self.specialisms = [world.target_names.index(brand.specialism) for brand in world.brands]
        time = in_run(world.timeline, world.clock, world.seed, number)
        roles, weeks = world.roles, world.clock.weeks
        self._drivers = _by_week(Drivers, roles.driven(time.drivers, weeks), DRIVER_ROLES)
        self._ahead = _by_week(Occasions, roles.awaited(time.weeks_to, weeks), OCCASION_ROLES)
        self._past = _by_week(Occasions, roles.awaited(time.weeks_since, weeks), OCCASION_ROLES)
        self._presence = [_presence(time.drivers, target, weeks) for target in world.targets]
        self._weights = weights(world.targets)
        self._rows: list[tuple[int, ...]] = []
        self._regions = [_ladder(target.governorates, world.governorates) for target in world.targets]
        self._methods = [_ladder(target.methods, world.methods) for target in world.targets]
        self._later_methods = [_ladder(one.later_methods or one.methods, world.methods) for one in world.targets]
        places = zip(self.addresses, world.targets, strict=True)
        self._changes = [change_day(world.seed, number, place, *one.change_between) for place, one in places]
        self._seat()
        counts = {name: partial(_weekly_count, target=index) for index, name in enumerate(world.target_names)}
        self.datacollector = mesa.DataCollector(model_reporters={"week_start": _week_start, **counts})

    def _seat(self) -> None:
        self.now = self._drivers[0]
        self.retaliator, self.neighbour = Retaliator(self), Neighbour(self)
        self.host, self.patron = Host(self), Patron(self)
        self.militias = [Militia(self, index) for index in range(len(self.world.militias))]
        for index in range(len(self.world.brands)):
            self.militias[self._parent(index)].unborn.append(index)
        self.brands_practised = 0.0  # 1 from the week after the first brand anywhere
        self._announce()
        self._look_back()

    def _parent(self, brand: int) -> int:
        """Whose brand it is in this run, drawn from what the sources leave open."""
        address, shares = dice.address(self.world.brands[brand].name), self.world.brands[brand].parents
        u, reached = dice.uniform(self.world.seed, self.replicate, dice.PARENT, address, 0, 0, 0), 0.0
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

    def draw(self, decision: int, actor: int, target: int = 0, k: int = 0) -> float:
        """The addressed uniform draw in (0, 1) of this run and week."""
        week = self._first_address + self.week
        return dice.uniform(self.world.seed, self.replicate, decision, actor, target, week, k)

    def step(self) -> None:
        """Play one week, phase by phase; does nothing once the last week is over."""
        if self.finished:
            self.running = False
            return
        self.now = self._drivers[self.week]
        for phase in WEEK:
            if phase.verb == "plan":
                self._announce()
            if phase.verb == "learn":
                self._look_back()
            for kind in CAST:
                if hasattr(kind, phase.verb) and kind in self.agents_by_type:
                    self.agents_by_type[kind].do(phase.verb)
        self.brands_practised = float(any(militia.brands for militia in self.militias)) or self.brands_practised
        self.datacollector.collect(self)
        self.week += 1
        self.running = not self.finished

    def _announce(self) -> None:
        """Set the stage for planning: what everybody can see of the week, and a blank record to act into."""
        scene, shown = self._scene(), tuple(militia.shown() for militia in self.militias)
        climates = tuple(self._climate(scene, index) for index in range(len(self.world.targets)))
        self.sight = Sight(scene, climates, shown, tuple(target.risk for target in self.world.targets))
        self.faring = tuple(self._fares(address) for address in self.addresses)
        self.record = Record.blank(self._weights, len(self.militias))

    def _scene(self) -> Scene:
        return Scene(
            now=self.now,
            felt=weighing.felt(self.p, self.now, self._ahead[self.week], self._past[self.week]),
            open_share=self.retaliator.open_share,
            intensity=self.neighbour.intensity,
            on_road=self.host.on_road,
            security=self.host.security,
            directive=self.patron.directive,
            brands_practised=self.brands_practised,
        )

    def _climate(self, scene: Scene, index: int) -> float:
        target, presence = self.world.targets[index], self._presence[index][self.week]
        opening = opportunity.exposure_gain(self.p.exposure, weighing.access(scene, target, presence))
        return weighing.climate(self.p, scene, target, opening)

    def _fares(self, target: int) -> float:
        """How one target fares in this calendar quarter: the same in all its weeks."""
        where, quarter = (self.world.seed, self.replicate, dice.FRAILTY, 0, target), self.world.clock.quarter(self.week)
        u, v = (dice.uniform(*where, quarter, k) for k in (0, 1))
        return weighing.fares(self.p, dice.normal(u, v))

    def _look_back(self) -> None:
        """Close the record: what everybody could see of the week."""
        self.over = self.record.week(self._past[self.week].warning)

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

    def log_operation(
        self, kind: Kind, actor: int, militia: int, target: int, slot: int, brand: int, *, lethal: bool
    ) -> int:
        """Log an attack or a foiled one with its day, governorate and method; returns the day's ordinal."""
        address = self.addresses[target]
        day = self.monday + int(self.draw(dice.DAY, actor, address, slot) * DAYS)
        governorate = _climb(self._regions[target], self.draw(dice.GOVERNORATE, actor, address, slot))
        methods = self._later_methods if day >= self._changes[target] else self._methods
        method = _climb(methods[target], self.draw(dice.METHOD, actor, address, slot))
        row = (self.week, day, kind, militia, target, brand, slot, int(lethal), 0, governorate, method)
        self._rows.append(row)
        return day

    def release(self) -> None:
        """Let the run be forgotten: Mesa 3.3 keeps every model alive through its agent counter."""
        self.remove_all_agents()
        getattr(mesa.Agent, "_ids", {}).pop(self, None)


def _by_week(view: Any, rows: Mapping[str, Any], names: Iterable[str]) -> list[Any]:
    """A view for every week, from rows of weeks."""
    return [view(*week) for week in zip(*(rows[name].tolist() for name in names), strict=True)]


def _presence(drivers: Rows, target: Target, weeks: int) -> list[float]:
    """How far what a target needs is present, week by week; fully where it needs nothing."""
    return strongest(drivers, target.presence, weeks).tolist() if target.presence else [1.0] * weeks


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
