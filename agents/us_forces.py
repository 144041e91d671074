"""USForces: whether, where and how hard to answer, and which small bases to close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from agents.record import Deadly, Strike
from model import dice
from model.events import Kind
from model.rules import memory, opportunity, us_answer

if TYPE_CHECKING:
    from agents.theatre import Theatre

NAME = "USForces"


class USForces(mesa.Agent):
    """Posture (0 relaxed, 1 contested deterrence), small bases still open, patience, and a strike under way."""

    def __init__(self, theatre: Theatre) -> None:
        """Seat the US forces with every small base open."""
        super().__init__(theatre)
        self.theatre = theatre
        self.address = dice.address(NAME)
        self.small_bases = theatre.world.forces.small_bases
        self.posture = 0.0
        self.open_share = 1.0
        self.patience = 0.0
        self.attacks = 0.0  # last week's, on targets whose small sites can close
        self.pending: Strike | None = None
        self.kept = memory.retention(theatre.p.patience_half_life)

    def observe(self) -> None:
        """Take up the administration's posture; close a small base under last week's attacks."""
        p, theatre = self.theatre.p, self.theatre
        self.posture = theatre.now["contested_deterrence"]
        hazard = opportunity.closure_hazard(p.closure_rate, self.attacks)
        if self.small_bases > 0 and theatre.draw(dice.CLOSE, self.address) < hazard:
            self.small_bases -= 1
            theatre.log(Kind.CLOSURE, theatre.monday)
        at_first = theatre.world.forces.small_bases
        share = self.small_bases / at_first if at_first else 1.0
        self.open_share = opportunity.open_bases(p.small_share, share)

    def answer(self) -> None:
        """Decide on this week's deaths, or on harassment; carry out a strike that falls due.

        Deaths are taken in the order of the militias' list; only when two militias kill in one week can it matter.
        """
        for deadly in self.theatre.record.deadly:
            self._answer_deaths(deadly)
        if not self.theatre.record.deadly:
            self._answer_harassment()
        if self.pending is not None and self.pending.day <= self.theatre.sunday:
            self._strike(self.pending)
            self.pending = None

    def _answer_deaths(self, deadly: Deadly) -> None:
        p, theatre = self.theatre.p, self.theatre
        actor, target = theatre.militias[deadly.militia].address, theatre.addresses[deadly.target]
        resolve = us_answer.by_posture(p.resolve_relaxed, p.resolve_contested, self.posture)
        chance = us_answer.answer_lethal(resolve, p.certainty, deadly.attribution)
        if self.pending is None and theatre.draw(dice.ANSWER, actor, target, deadly.slot) < chance:
            u = theatre.draw(dice.BLAME, actor, target, deadly.slot)
            hit = us_answer.blamed(u, deadly.attribution, deadly.militia, len(theatre.militias))
            self._prepare(deadly.day, hit)

    def _answer_harassment(self) -> None:
        chance = us_answer.answer_harassment(self.theatre.p.impatience, self.posture, self.patience)
        if self.pending is None and self.theatre.draw(dice.ANSWER, self.address) < chance:
            self._prepare(self.theatre.monday, self.theatre.loudest())

    def _prepare(self, day: int, militia: int) -> None:
        p, forces = self.theatre.p, self.theatre.world.forces
        contested = self.posture >= 0.5
        lag = forces.lag_contested if contested else forces.lag_relaxed
        severity = us_answer.by_posture(p.severity_relaxed, p.severity_contested, self.posture)
        self.pending = Strike(severity, militia, day + lag, abroad=not contested)

    def _strike(self, strike: Strike) -> None:
        self.theatre.record.strikes.append(strike)
        self.theatre.log(Kind.STRIKE, strike.day, militia=strike.militia, abroad=int(strike.abroad))

    def learn(self) -> None:
        """Count recent harassment, and start over after a strike."""
        record, traits = self.theatre.record, self.theatre.traits
        self.attacks = record.on(traits.closes)
        self.patience = 0.0 if record.strikes else memory.recall(self.patience, self.kept, record.on(traits.risk))
