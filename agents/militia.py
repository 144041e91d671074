"""Militia: how much to do, against which target, how lethal, under whose name."""

from __future__ import annotations

from agents.actor import Actor, Stage
from agents.facade_brand import FacadeBrand
from agents.memory import Memory
from agents.record import Deadly
from agents.sight import Shown
from model import deeds, dice, weighing
from model.events import NOBODY, OWN_NAME, Kind
from model.rules import choice, deniability
from model.targets import MEANS
from model.views import Prospect, Temper


class Militia(Actor):
    """A militia: its traits, what it remembers, the brands it runs and those it could still launch."""

    def __init__(self, stage: Stage, index: int) -> None:
        """Seat militia number `index` of the world with a calm mind."""
        self.index = index
        self.traits = stage.world.militias[index]
        super().__init__(stage, self.traits.name)
        self.targets = stage.world.targets
        self.memory = Memory.at_first(self.p, stage.now.posture, self.targets)
        self.limit = deeds.limit(self.p, self.traits)
        self.brands: list[FacadeBrand] = []
        self.unborn: list[int] = []
        self.plans: list[tuple[int, int]] = []
        self.credit = 0.0
        self.covered = self.p.own_attribution  # attribution under which it planned

    def shown(self) -> Shown:
        """What everybody can see of it."""
        return Shown(self.memory.mind.standing, tuple(self.memory.activity), self.traits.trade_stake)

    @property
    def name(self) -> str:
        """Its name in the world."""
        return self.traits.name

    def cover(self) -> float:
        """Attribution in [0, 1] under the best cover at hand; its own name's when it has no brand."""
        return min([self.p.own_attribution, *(brand.attribution for brand in self.brands)])

    def plan(self) -> None:
        """Choose, slot by slot, whether to act and against which target."""
        self.covered = self.cover()
        odds = [weighing.odds(*one) for one in zip(self.appeals(), self.stage.faring, strict=True)]
        total = 0.0
        for one in odds:
            total += one
        act = choice.act_probability(total)
        self.plans = []
        for slot in range(self.traits.slots):
            if self.draw(dice.ACT, 0, slot) < act:
                self.plans.append((slot, self._choose(odds, slot)))

    def appeals(self) -> list[float]:
        """Appeal of every target, in log-odds against doing nothing."""
        p, sight, memory = self.p, self.stage.sight, self.memory
        rivals, others = sight.rivals(self.index), sight.others(self.index)
        one = weighing.outlook(p, sight.scene, self.traits, memory.mind, rivals, self.covered)
        found = []
        for index, target in enumerate(self.targets):
            here = Prospect(
                climate=sight.climates[index],
                others=others[index],
                own=memory.activity[index],
                load=memory.load[MEANS.index(target.means)],
                know_how=memory.know_how[index],
            )
            found.append(weighing.appeal(p, sight.scene, one, target, here))
        return found

    def _choose(self, odds: list[float], slot: int) -> int:
        first, chosen = float("inf"), 0
        for index, one in enumerate(odds):
            arrival = dice.arrival(self.draw(dice.TARGET, self.stage.addresses[index], slot), one)
            if arrival < first:
                first, chosen = arrival, index
        return chosen

    def attack(self) -> None:
        """Carry out the plans."""
        self.credit = 0.0
        temper = deeds.temper(self.p, self.memory.mind, self.limit)
        for slot, target in self.plans:
            foiled = deeds.foil(self.p, self.stage.sight.scene, self.targets[target])
            if self.draw(dice.FOIL, self.stage.addresses[target], slot) < foiled:
                self._log(Kind.FOILED, target, slot, NOBODY, lethal=False)
            else:
                self._strike(slot, target, temper)

    def _strike(self, slot: int, target: int, temper: Temper) -> None:
        traits, record, address = self.targets[target], self.stage.record, self.stage.addresses[target]
        brand = self._pick_name(target, slot)
        blame = self.p.own_attribution if brand is None else brand.attribution
        lethal = self.draw(dice.LETHAL, address, slot) < deeds.lethality(traits, temper)
        claimed = self.draw(dice.CLAIM, address, slot) < self._claims(target, blame, brand is None)
        if brand is not None:
            brand.lend_name(claimed)
        self.credit += traits.value * claimed
        name = NOBODY if not claimed else OWN_NAME if brand is None else brand.index
        record.attacks[self.index][target] += 1
        day = self._log(Kind.ATTACK, target, slot, name, lethal=lethal)
        if lethal:
            record.deadly.append(Deadly(self.index, self.address, target, slot, day, blame))

    def _claims(self, target: int, blame: float, own_name: bool) -> float:
        scene = self.stage.sight.scene
        return deeds.claim(self.p, scene, self.traits, self.memory.mind, self.targets[target], blame, own_name)

    def _log(self, kind: Kind, target: int, slot: int, brand: int, *, lethal: bool) -> int:
        return self.stage.log_operation(kind, self.address, self.index, target, slot, brand, lethal=lethal)

    def _pick_name(self, target: int, slot: int) -> FacadeBrand | None:
        """The brand whose name is put to an attack, or none."""
        address = self.stage.addresses[target]
        best, picked = dice.gumbel(self.draw(dice.NAME, address, slot)), None
        for brand in self.brands:
            score = brand.appeal(target) + dice.gumbel(brand.draw(dice.NAME, address, slot))
            if score > best:
                best, picked = score, brand
        return picked

    def launch(self) -> None:
        """Launch a new brand when risk is felt and the cover is thin, or when attacks lack a fitting name."""
        self.brands = [brand for brand in self.brands if not brand.retired]
        self.memory.miss_cover(self.p, self.stage.kept, self.covered)
        fitting = {brand.specialism for brand in self.brands}
        unnamed = 0.0
        for index, activity in enumerate(self.memory.activity):
            if index not in fitting:
                unnamed += activity
        hazard = deeds.birth(self.p, self.stage.sight.scene, self.memory.mind, unnamed)
        if self.unborn and self.draw(dice.BIRTH) < hazard:
            self._launch()

    def _launch(self) -> None:
        """Launch the first brand on the list that is made for the target most in need of one."""
        stage, best, chosen = self.stage, -float("inf"), self.unborn[0]
        tried = set()
        for index in self.unborn:
            made_for = stage.specialisms[index]
            if made_for in tried:
                continue
            tried.add(made_for)
            u = self.draw(dice.LAUNCH, stage.addresses[made_for])
            score = deniability.launch_appeal(self.p.specialism, self.memory.activity[made_for]) + dice.gumbel(u)
            if score > best:
                best, chosen = score, index
        self.unborn.remove(chosen)
        self.memory.find_cover()
        self.brands.append(FacadeBrand(stage, chosen, self.index))
        stage.log(Kind.BIRTH, stage.sunday, militia=self.index, brand=chosen)

    def learn(self) -> None:
        """Remember this week."""
        stage, p, record = self.stage, self.p, self.stage.record
        part = record.part(self.index, self.credit)
        self.memory.learn(p, stage.kept, stage.sight.scene, self.traits, stage.over, part)
        done, others = record.attacks[self.index], record.others(self.index)
        self.memory.learn_craft(p, stage.kept, self.targets, done, others)
