"""FacadeBrand: a throw-away name that hides its parent, until it is traced and retired."""

from __future__ import annotations

from agents.actor import Actor, Stage
from model import deeds, dice
from model.events import Kind
from model.rules import deniability


class FacadeBrand(Actor):
    """A brand in use: its parent's index, specialism, credit (claims so far), exposure and age in weeks."""

    def __init__(self, stage: Stage, index: int, parent: int) -> None:
        """Launch brand number `index` of the world for the militia number `parent`."""
        super().__init__(stage, stage.world.brands[index].name)
        self.index = index
        self.parent = parent
        self.specialism = stage.specialisms[index]
        self.credit = 0
        self.exposure = 0.0
        self.age = 0
        self.traced = False
        self.retired = False
        self.used = 0
        self.claims = 0

    @property
    def name(self) -> str:
        """Its name in the world."""
        return self.stage.world.brands[self.index].name

    @property
    def attribution(self) -> float:
        """Probability in [0, 1] that its attacks are laid at its parent's door."""
        return deeds.attribution(self.p, self.traced, self.exposure)

    def appeal(self, target: int) -> float:
        """Appeal of its name for an attack on a target, against none."""
        renown = deniability.renown(self.p.renown, float(self.credit))
        return deeds.name_appeal(self.p, float(self.specialism == target), self.exposure, renown)

    def lend_name(self, claimed: bool) -> None:
        """Carry out an attack, claimed or not."""
        self.used += 1
        self.claims += claimed

    def hide(self) -> None:
        """Wear out by this week's use; be traced; once traced, retire."""
        stage = self.stage
        used, claims = float(self.used), float(self.claims)
        self.exposure = deeds.exposure(self.p, stage.kept, stage.sight.scene, self.exposure, used, claims)
        self.credit += self.claims
        self.used = self.claims = 0
        self.age += 1
        if self.traced:
            self._retire()
        elif self.draw(dice.TRACE) < deniability.trace_hazard(self.p.trace_rate, self.attribution):
            self.traced = True
            stage.log(Kind.TRACED, stage.sunday, militia=self.parent, brand=self.index)

    def _retire(self) -> None:
        if self.draw(dice.RETIRE) < self.p.retire_rate:
            self.retired = True
            self.stage.log(Kind.RETIRED, self.stage.sunday, militia=self.parent, brand=self.index)
            self.remove()
