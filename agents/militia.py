"""Militia: how much to do, against which target, how lethal, under whose name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from agents import memory, outlook
from agents.facade_brand import FacadeBrand
from agents.record import Deadly
from model import dice
from model.events import NOBODY, OWN_NAME, Kind
from model.rules import (
    choice,
    claims,
    confidence,
    deniability,
    patron_control,
    relevance,
    retaliation_risk,
    us_answer,
)
from model.targets import MEANS

if TYPE_CHECKING:
    from agents.theatre import Theatre


class Militia(mesa.Agent):
    """A militia: its traits, what it remembers, the brands it runs and those it could still launch."""

    def __init__(self, theatre: Theatre, index: int) -> None:
        """Seat militia number `index` of the world with a calm mind."""
        super().__init__(theatre)
        self.theatre = theatre
        self.index = index
        self.traits = theatre.world.militias[index]
        self.address = dice.address(self.traits.name)
        self.kept = memory.Retention.of(theatre.p)
        targets = theatre.world.targets
        self.memory = memory.Memory(
            risk=retaliation_risk.expected_risk(theatre.p.risk_calm, theatre.p.risk_tense, theatre.first_posture),
            know_how=[target.know_how for target in targets],
            activity=[0.0] * len(targets),
            load=[0.0] * len(MEANS),
        )
        self.brands: list[FacadeBrand] = []
        self.unborn: list[int] = []
        self.plans: list[tuple[int, int]] = []
        self.credit = 0.0
        self.covered = theatre.p.own_attribution  # attribution under which it planned

    @property
    def name(self) -> str:
        """Its name in the world."""
        return self.traits.name

    def cover(self) -> float:
        """Attribution in [0, 1] under the best cover at hand; its own name's when it has no brand."""
        best = self.theatre.p.own_attribution
        for brand in self.brands:
            best = min(best, brand.attribution)
        return best

    def plan(self) -> None:
        """Choose, slot by slot, whether to act and against which target."""
        self.covered = self.cover()
        odds = [choice.odds(appeal) for appeal in outlook.appeals(self)]
        total = 0.0
        for one in odds:
            total += one
        act = choice.act_probability(total)
        draw = self.theatre.draw
        self.plans = []
        for slot in range(self.traits.slots):
            if draw(dice.ACT, self.address, 0, slot) < act:
                self.plans.append((slot, self._choose(odds, slot)))

    def _choose(self, odds: list[float], slot: int) -> int:
        first, chosen = float("inf"), 0
        for index, one in enumerate(odds):
            u = self.theatre.draw(dice.TARGET, self.address, self.theatre.addresses[index], slot)
            arrival = dice.arrival(u, one)
            if arrival < first:
                first, chosen = arrival, index
        return chosen

    def attack(self) -> None:
        """Carry out the plans."""
        self.credit = 0.0
        for slot, target in self.plans:
            address = self.theatre.addresses[target]
            foiled = self.theatre.government.foil_probability(target)
            if self.theatre.draw(dice.FOIL, self.address, address, slot) < foiled:
                self.theatre.log_operation(Kind.FOILED, self, target, slot, NOBODY, lethal=False)
            else:
                self._strike(slot, target)

    def _strike(self, slot: int, target: int) -> None:
        theatre, address = self.theatre, self.theatre.addresses[target]
        brand = self._pick_name(target, slot)
        attribution = theatre.p.own_attribution if brand is None else brand.attribution
        lethal = theatre.draw(dice.LETHAL, self.address, address, slot) < self._lethality(target)
        claimed = theatre.draw(dice.CLAIM, self.address, address, slot) < self._claims(target, attribution, brand)
        if brand is not None:
            brand.lend_name(claimed)
        self.credit += theatre.world.targets[target].value * claimed
        name = NOBODY if not claimed else OWN_NAME if brand is None else brand.index
        theatre.record.attacks[self.index][target] += 1
        day = theatre.log_operation(Kind.ATTACK, self, target, slot, name, lethal=lethal)
        if lethal:
            theatre.record.deadly.append(Deadly(self.index, target, slot, day, attribution))

    def _pick_name(self, target: int, slot: int) -> FacadeBrand | None:
        """The brand whose name is put to an attack, or none."""
        p, draw, address = self.theatre.p, self.theatre.draw, self.theatre.addresses[target]
        best, picked = dice.gumbel(draw(dice.NAME, self.address, address, slot)), None
        for brand in self.brands:
            fits = float(brand.specialism == target)
            worn = deniability.name_appeal(p.front, p.specialism, fits, p.wear, brand.exposure)
            known = deniability.renown(p.renown, float(brand.credit))
            score = worn + known + dice.gumbel(draw(dice.NAME, brand.address, address, slot))
            if score > best:
                best, picked = score, brand
        return picked

    def _lethality(self, target: int) -> float:
        p = self.theatre.p
        return us_answer.lethality(
            self.theatre.world.targets[target].harm,
            retaliation_risk.restraint(p.aim, self.memory.risk),
            patron_control.damage_limit(p.damage_limit, self.traits.compliance),
            confidence.reckless(p.reckless, self.memory.confidence),
        )

    def _claims(self, target: int, attribution: float, brand: FacadeBrand | None) -> float:
        p, theatre = self.theatre.p, self.theatre
        return claims.claim_probability(
            p.claim_base,
            self.traits.claim_propensity,
            p.claim_prestige,
            theatre.world.targets[target].value,
            p.claim_fear * self.memory.risk * attribution,
            relevance.spectacle(p.spectacle, theatre.symbolic),
            p.reticence if brand is None else 0.0,
        )

    def launch(self) -> None:
        """Launch a new brand when risk is felt and the cover is thin, or when attacks lack a fitting name."""
        p, theatre = self.theatre.p, self.theatre
        memory.miss_cover(self)
        unnamed = 0.0
        for index, activity in enumerate(self.memory.activity):
            if all(brand.specialism != index for brand in self.brands):
                unnamed += activity
        hazard = deniability.birth_hazard(
            deniability.urgency(p.cover_need, self.memory.need),
            deniability.name_lacking(p.label, theatre.brands_practised, unnamed),
        )
        if self.unborn and theatre.draw(dice.BIRTH, self.address) < hazard:
            self._launch()

    def _launch(self) -> None:
        """Launch the first brand on the list that is made for the target most in need of one."""
        theatre, best, chosen = self.theatre, -float("inf"), self.unborn[0]
        tried = set()
        for index in self.unborn:
            made_for = theatre.specialisms[index]
            if made_for in tried:
                continue
            tried.add(made_for)
            u = theatre.draw(dice.LAUNCH, self.address, theatre.addresses[made_for])
            score = deniability.launch_appeal(theatre.p.specialism, self.memory.activity[made_for]) + dice.gumbel(u)
            if score > best:
                best, chosen = score, index
        self.unborn.remove(chosen)
        self.memory.need = 0.0
        self.brands.append(FacadeBrand(theatre, chosen, self.index))
        theatre.log(Kind.BIRTH, theatre.sunday, militia=self.index, brand=chosen)

    def learn(self) -> None:
        """Remember this week."""
        memory.learn_danger(self)
        memory.learn_craft(self)
        memory.learn_rank(self, self.credit)
