"""Retaliator: whether, where and how hard to answer attacks, and which small bases to close; here the US forces."""

from __future__ import annotations

from agents.actor import Actor, Stage
from agents.record import Deadly, Strike
from model import deeds, dice, minding
from model.events import Kind
from model.rules import opportunity, us_answer


class Retaliator(Actor):
    """Small bases still open, patience with harassment, and a strike under way."""

    def __init__(self, stage: Stage) -> None:
        """Seat it with every small base open."""
        super().__init__(stage, stage.world.forces.retaliator)
        self.small_bases = stage.world.forces.small_bases
        self.open_share = 1.0
        self.patience = 0.0
        self.attacks = 0.0  # last week's, on targets whose small sites can close
        self.pending: Strike | None = None

    def observe(self) -> None:
        """Close a small base under last week's attacks."""
        hazard = opportunity.closure_hazard(self.p.closure_rate, self.attacks)
        if self.small_bases > 0 and self.draw(dice.CLOSE) < hazard:
            self.small_bases -= 1
            self.stage.log(Kind.CLOSURE, self.stage.monday)
        self.open_share = deeds.open_share(self.p, self.small_bases, self.stage.world.forces.small_bases)

    def answer(self) -> None:
        """Decide on this week's deaths, or on harassment; carry out a strike that falls due.

        Deaths are taken in the order of the militias' list; only when two militias kill in one week can it matter.
        """
        record = self.stage.record
        for deadly in record.deadly:
            self._answer_deaths(deadly)
        if not record.deadly:
            self._answer_harassment()
        if self.pending is not None and self.pending.day <= self.stage.sunday:
            strike, self.pending = self.pending, None
            record.strike = strike
            self.stage.log(Kind.STRIKE, strike.day, militia=strike.militia, abroad=int(strike.abroad))

    def _answer_deaths(self, deadly: Deadly) -> None:
        """Answer one deadly attack or not, with dice that are addressed by who made it."""
        stage, militias = self.stage, len(self.stage.world.militias)
        target = stage.addresses[deadly.target]
        chance = deeds.answer_deaths(self.p, stage.sight.scene, deadly.attribution)
        if self.pending is None and stage.draw(dice.ANSWER, deadly.actor, target, deadly.slot) < chance:
            u = stage.draw(dice.BLAME, deadly.actor, target, deadly.slot)
            self._prepare(deadly.day, us_answer.blamed(u, deadly.attribution, deadly.militia, militias))

    def _answer_harassment(self) -> None:
        chance = deeds.answer_harassment(self.p, self.stage.sight.scene, self.patience)
        if self.pending is None and self.draw(dice.ANSWER) < chance:
            self._prepare(self.stage.monday, self.stage.sight.loudest())

    def _prepare(self, day: int, militia: int) -> None:
        scene, forces = self.stage.sight.scene, self.stage.world.forces
        contested = deeds.contested(scene)
        lag = forces.lag_contested if contested else forces.lag_relaxed
        self.pending = Strike(deeds.severity(self.p, scene), militia, day + lag, abroad=not contested)

    def learn(self) -> None:
        """Count recent harassment, and start over after a strike."""
        self.attacks = self.stage.over.attacks.closes
        self.patience = minding.patience(self.stage.kept, self.patience, self.stage.over)
