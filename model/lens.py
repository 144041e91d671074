"""Lens: what a source would have recorded of a campaign, drawn with its own dice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from model import dice
from model.compiled import rule
from model.errors import ModelError, unknown
from model.events import NOBODY, EventLog, Kind
from model.world import World


@dataclass(frozen=True)
class Sight:
    """A source records `share` of the attacks on a target from `start` to `end` (inclusive; None: for good)."""

    target: str
    start: date
    end: date | None
    share: float


@dataclass(frozen=True)
class Lens:
    """A source by name: what it sees of each target; targets it does not name stay unseen."""

    name: str
    sights: tuple[Sight, ...]
    claimed_only: bool

    def __post_init__(self) -> None:
        """Check shares and dates."""
        for sight in self.sights:
            if not 0.0 <= sight.share <= 1.0:
                raise ModelError(
                    f"lens '{self.name}' sees a share {sight.share} of {sight.target}: "
                    f"it must lie from 0 to 1. Change it in conf/lens/{self.name}.yaml."
                )
            if sight.end is not None and sight.end < sight.start:
                raise ModelError(
                    f"lens '{self.name}' on {sight.target} ends {sight.end} before it starts {sight.start}. "
                    f"Change it in conf/lens/{self.name}.yaml."
                )


def seen(log: EventLog, lens: Lens, world: World, replicates: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which events of `log` the source records; `replicates` is the run of each event."""
    for sight in lens.sights:
        if sight.target not in world.target_names:
            raise unknown("target", sight.target, world.target_names, f"conf/lens/{lens.name}.yaml")
    share = _shares(log, lens.sights, world.target_names)
    happened = np.asarray(log["kind"] == Kind.ATTACK)
    if lens.claimed_only:
        happened &= log["brand"] != NOBODY
    militias = np.array([dice.address(name) for name in world.militia_names], dtype=np.int64)
    targets = np.array([dice.address(name) for name in world.target_names], dtype=np.int64)
    weeks = log["week"].astype(np.int64) + world.clock.first_address
    draws = _draws(
        world.seed, dice.address(lens.name), replicates.astype(np.int64), militias[log["militia"]],
        targets[log["target"]], weeks, log["slot"].astype(np.int64),
    )  # fmt: skip
    return happened & (draws < share)


def _shares(log: EventLog, sights: Sequence[Sight], targets: tuple[str, ...]) -> NDArray[np.float64]:
    share = np.zeros(len(log))
    for sight in sights:
        last = date.max if sight.end is None else sight.end
        inside = (log["day"] >= sight.start.toordinal()) & (log["day"] <= last.toordinal())
        share[inside & (log["target"] == targets.index(sight.target))] = sight.share
    return share


@rule("f8[:](i8, i8, i8[:], i8[:], i8[:], i8[:], i8[:])")
def _draws(
    seed: int,
    lens: int,
    replicate: NDArray[np.int64],
    militia: NDArray[np.int64],
    target: NDArray[np.int64],
    week: NDArray[np.int64],
    slot: NDArray[np.int64],
) -> NDArray[np.float64]:
    """One addressed draw an event: the lens is the decision's variant, so that sources see independently."""
    draws = np.empty(len(week))
    for i in range(len(week)):
        draws[i] = dice.uniform(seed, replicate[i], dice.DETECT ^ lens, militia[i], target[i], week[i], slot[i])
    return draws
