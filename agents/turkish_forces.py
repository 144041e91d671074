"""TurkishForces: operations against the PKK, and what attacks on their bases add to them."""

from __future__ import annotations

from agents.actor import Actor, Stage
from model import deeds, minding


class TurkishForces(Actor):
    """Operation intensity in [0, 1] and recent attacks on their bases a week."""

    def __init__(self, stage: Stage) -> None:
        """Seat the Turkish forces, not yet attacked."""
        super().__init__(stage)
        self.attacked = 0.0
        self.intensity = 0.0

    def observe(self) -> None:
        """Operate as planned, and more when attacked of late."""
        self.intensity = deeds.intensity(self.p, self.stage.now, self.attacked)

    def learn(self) -> None:
        """Remember this week's attacks on Turkish bases."""
        self.attacked = minding.attacked(self.stage.kept, self.attacked, self.stage.over)
