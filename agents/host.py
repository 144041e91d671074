"""Host: the government's convoy security, and what contractors dare on the roads; here the Iraqi government."""

from __future__ import annotations

from agents.actor import Actor, Stage
from model import minding
from model.rules import opportunity


class Host(Actor):
    """Added convoy security, recent attacks on the roads a week, and the share of convoys that drive."""

    def __init__(self, stage: Stage) -> None:
        """Seat the government of the day."""
        super().__init__(stage, stage.world.forces.host)
        self.security = 0.0
        self.road_attacks = 0.0
        self.on_road = 1.0

    def observe(self) -> None:
        """See how many contractors still drive."""
        self.on_road = opportunity.traffic(self.p.reluctance, self.road_attacks)

    def learn(self) -> None:
        """Guard convoys more after attacks on them."""
        kept, scene, over = self.stage.kept, self.stage.sight.scene, self.stage.over
        self.security = minding.security(self.p, kept, scene, self.security, over)
        self.road_attacks = minding.road_attacks(kept, self.road_attacks, over)
