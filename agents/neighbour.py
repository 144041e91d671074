"""Neighbour: operations across the border, and what attacks on its bases add to them; here the Turkish forces."""

from __future__ import annotations

from agents.actor import Actor, Stage
from model import deeds, minding


class Neighbour(Actor):
    """Operation intensity in [0, 1] and recent attacks a week on what is its own."""

    def __init__(self, stage: Stage) -> None:
        """Seat it, not yet attacked."""
        super().__init__(stage, stage.world.forces.neighbour)
        self.attacked = 0.0
        self.intensity = 0.0

    def observe(self) -> None:
        """Operate as planned, and more when attacked of late."""
        self.intensity = deeds.intensity(self.p, self.stage.now, self.attacked)

    def learn(self) -> None:
        """Remember this week's attacks on what is its own."""
        self.attacked = minding.attacked(self.stage.kept, self.attacked, self.stage.over)
