"""IraqiGovernment: interdiction, convoy security, and what contractors dare on the roads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from model.rules import host_response, memory, opportunity

if TYPE_CHECKING:
    from agents.theatre import Theatre


class IraqiGovernment(mesa.Agent):
    """Policing in [0, 1], added convoy security, and recent attacks on the roads a week."""

    def __init__(self, theatre: Theatre) -> None:
        """Seat the government of the day."""
        super().__init__(theatre)
        self.theatre = theatre
        self.policing = 0.0
        self.security = 0.0
        self.road_attacks = 0.0
        self.on_road = 1.0
        self.kept_guard = memory.retention(theatre.p.guard_half_life)
        self.kept = memory.retention(theatre.p.activity_half_life)

    def observe(self) -> None:
        """Police as far as its politics allow; see how many contractors still drive."""
        self.policing = self.theatre.now["policing"]
        self.on_road = opportunity.traffic(self.theatre.p.reluctance, self.road_attacks)

    def foil_probability(self, target: int) -> float:
        """Probability that an operation against a target is foiled."""
        traits = self.theatre.traits
        return host_response.foil_probability(
            self.theatre.p.interdiction,
            self.policing,
            traits.openness[target],
            self.security * traits.traffic[target],
        )

    def learn(self) -> None:
        """Guard convoys more after attacks on them."""
        attacks = self.theatre.record.on(self.theatre.traits.traffic)
        effort = self.theatre.p.guard_effort * self.policing
        self.security = host_response.guard(self.security, self.kept_guard, effort, attacks)
        self.road_attacks = memory.recall(self.road_attacks, self.kept, attacks)
