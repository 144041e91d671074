"""TurkishForces: operations against the PKK, and what attacks on their bases add to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from model.rules import memory, provocation

if TYPE_CHECKING:
    from agents.theatre import Theatre


class TurkishForces(mesa.Agent):
    """Operation intensity in [0, 1] and recent attacks on their bases a week."""

    def __init__(self, theatre: Theatre) -> None:
        """Seat the Turkish forces, not yet attacked."""
        super().__init__(theatre)
        self.theatre = theatre
        self.attacked = 0.0
        self.intensity = 0.0
        self.kept = memory.retention(theatre.p.activity_half_life)

    def observe(self) -> None:
        """Operate as planned, and more when attacked of late."""
        self.intensity = provocation.intensity(
            self.theatre.now["turkish_operations"], self.theatre.p.turkish_answer, self.attacked
        )

    def learn(self) -> None:
        """Remember this week's attacks on Turkish bases."""
        self.attacked = memory.recall(self.attacked, self.kept, self.theatre.record.on(self.theatre.traits.turkish))
