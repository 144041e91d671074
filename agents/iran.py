"""Iran: the patron, whose directive binds as far as it is obeyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from model.rules import memory, patron_control

if TYPE_CHECKING:
    from agents.theatre import Theatre


class Iran(mesa.Agent):
    """Tension and talks as it sees them, its fear of escalation, and the directive it gives."""

    def __init__(self, theatre: Theatre) -> None:
        """Seat Iran, unafraid."""
        super().__init__(theatre)
        self.theatre = theatre
        self.fear = 0.0
        self.directive = 0.0
        self.truce = 0.0
        self.kept = memory.retention(theatre.p.fear_half_life)

    def direct(self) -> None:
        """Give this week's order: above 0 hold back, below 0 press; a truce holds for the days it covers."""
        p, now = self.theatre.p, self.theatre.now
        self.truce = now["truce"]
        self.directive = patron_control.directive(
            p.hold_fear,
            self.fear,
            p.press_tension,
            now["tension"],
            p.talks_leverage,
            now["nuclear_talks"],
            p.office_calm,
            now["office"],
        )

    def learn(self) -> None:
        """Fear escalation after strikes."""
        severity = 0.0
        for strike in self.theatre.record.strikes:
            severity += strike.severity
        self.fear = memory.pile_up(self.fear, self.kept, severity)
