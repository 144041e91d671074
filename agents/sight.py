"""What everybody can see of a week before planning: the scene, what it offers, and what each militia shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from model.views import Rivals, Scene


class Shown(NamedTuple):
    """What a militia cannot hide: its standing, its recent attacks a week on each target, its stake in the trade."""

    standing: float
    activity: tuple[float, ...]
    trade_stake: float


@dataclass(frozen=True)
class Sight:
    """A week as it stands before anybody moves; nothing of what anybody plans."""

    scene: Scene
    climates: tuple[float, ...]  # appeal of each target for everybody
    shown: tuple[Shown, ...]  # by militia
    risk: tuple[float, ...]  # how far each target exposes to US retaliation

    def rivals(self, militia: int) -> Rivals:
        """What one militia sees of the others at large."""
        stakes = [one.trade_stake for other, one in enumerate(self.shown) if other != militia]
        return Rivals(best_standing=max(one.standing for one in self.shown), stake=max(stakes, default=0.0))

    def others(self, militia: int) -> list[float]:
        """Recent attacks a week on each target by everybody else."""
        totals = [0.0] * len(self.climates)
        for other, one in enumerate(self.shown):
            if other != militia:
                totals = [total + activity for total, activity in zip(totals, one.activity, strict=True)]
        return totals

    def loudest(self) -> int:
        """Index of the militia with the most recent activity on targets that risk an answer."""
        return max(range(len(self.shown)), key=lambda militia: (self._noise(militia), -militia))

    def _noise(self, militia: int) -> float:
        noise = 0.0
        for activity, risk in zip(self.shown[militia].activity, self.risk, strict=True):
            noise += activity * risk
        return noise
