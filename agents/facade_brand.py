"""FacadeBrand: a throw-away name that hides its parent, until it is traced and retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from model import dice
from model.events import Kind
from model.rules import deniability, host_response, memory

if TYPE_CHECKING:
    from agents.theatre import Theatre


class FacadeBrand(mesa.Agent):
    """A brand in use: its parent's index, specialism, credit (claims so far), exposure and age in weeks."""

    def __init__(self, theatre: Theatre, index: int, parent: int) -> None:
        """Launch brand number `index` of the world for the militia number `parent`."""
        super().__init__(theatre)
        self.theatre = theatre
        self.index = index
        self.parent = parent
        brand = theatre.world.brands[index]
        self.address = dice.address(brand.name)
        self.specialism = theatre.world.target_names.index(brand.specialism)
        self.kept = memory.retention(theatre.p.exposure_half_life)
        self.credit = 0
        self.exposure = 0.0
        self.age = 0
        self.traced = False
        self.used = 0
        self.claims = 0

    @property
    def name(self) -> str:
        """Its name in the world."""
        return self.theatre.world.brands[self.index].name

    @property
    def attribution(self) -> float:
        """Probability in [0, 1] that its attacks are laid at its parent's door."""
        p = self.theatre.p
        if self.traced:
            return p.own_attribution
        return deniability.attribution(p.own_attribution, p.veil, p.evidence, self.exposure)

    def lend_name(self, claimed: bool) -> None:
        """Carry out an attack, claimed or not."""
        self.used += 1
        self.claims += claimed

    def hide(self) -> None:
        """Wear out by this week's use; be traced; once traced, retire."""
        p, theatre = self.theatre.p, self.theatre
        found = host_response.intelligence(p.intelligence, theatre.government.policing, float(self.used))
        self.exposure = deniability.expose(self.exposure, self.kept, float(self.claims), found)
        self.credit += self.claims
        self.used = self.claims = 0
        self.age += 1
        if self.traced:
            self._retire()
        elif theatre.draw(dice.TRACE, self.address) < deniability.trace_hazard(p.trace_rate, self.attribution):
            self.traced = True
            theatre.log(Kind.TRACED, theatre.sunday, militia=self.parent, brand=self.index)

    def _retire(self) -> None:
        if self.theatre.draw(dice.RETIRE, self.address) < self.theatre.p.retire_rate:
            self.theatre.log(Kind.RETIRED, self.theatre.sunday, militia=self.parent, brand=self.index)
            self.theatre.militias[self.parent].brands.remove(self)
            self.remove()
