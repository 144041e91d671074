"""Patron: its directive binds militias as far as they obey; here Iran."""

from __future__ import annotations

from agents.actor import Actor, Stage
from model import deeds, minding


class Patron(Actor):
    """Its fear of escalation, and the directive it gives."""

    def __init__(self, stage: Stage) -> None:
        """Seat it, unafraid."""
        super().__init__(stage, stage.world.forces.patron)
        self.fear = 0.0
        self.directive = 0.0

    def direct(self) -> None:
        """Give this week's order: above 0 hold back, below 0 press."""
        self.directive = deeds.order(self.p, self.stage.now, self.fear)

    def learn(self) -> None:
        """Fear escalation after strikes."""
        self.fear = minding.fear(self.stage.kept, self.fear, self.stage.over)
