"""Who acts, and all that an actor may touch of the theatre it stands in."""

from __future__ import annotations

from typing import Any, Protocol

import mesa

from agents.record import Record
from agents.sight import Sight
from model import dice
from model.events import NOBODY, Kind
from model.parameters import Parameters
from model.views import Kept, Week
from model.world import World


class Stage(Protocol):
    """The scenario, the week as everybody sees it, the dice and the log: no other actor, and nobody's memory."""

    world: World
    p: Parameters
    kept: Kept
    addresses: list[int]  # dice addresses of the targets
    specialisms: list[int]  # the target that each brand is made for
    now: Any  # views.Drivers: this week's
    sight: Sight  # before planning
    faring: tuple[float, ...]  # factors on everybody's odds of each target this quarter, which nobody sees
    record: Record  # what happens this week
    over: Week  # the same, once it is over

    @property
    def monday(self) -> int:
        """Ordinal of the week's first day."""

    @property
    def sunday(self) -> int:
        """Ordinal of the week's last day."""

    def draw(self, decision: int, actor: int, target: int = 0, k: int = 0) -> float:
        """The addressed uniform draw in (0, 1) of this run and week."""

    def log(self, kind: Kind, day: int, *, militia: int = NOBODY, brand: int = NOBODY, abroad: int = 0) -> None:
        """Log what is no operation."""

    def log_operation(
        self, kind: Kind, actor: int, militia: int, target: int, slot: int, brand: int, *, lethal: bool
    ) -> int:
        """Log an attack or a foiled one; returns the day's ordinal."""


class Actor(mesa.Agent):
    """An agent with a dice address of its own, that reads and acts through its stage alone."""

    def __init__(self, stage: Stage, name: str) -> None:
        """Take a place on the stage; `name` gives the dice address."""
        super().__init__(stage)
        self.stage = stage
        self.p = stage.p
        self.address = dice.address(name)

    def draw(self, decision: int, target: int = 0, k: int = 0) -> float:
        """This actor's draw for a decision of this week."""
        return self.stage.draw(decision, self.address, target, k)
