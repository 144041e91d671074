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

ATTACK = int(Kind.ATTACK)
READ = ("kind", "brand", "militia", "target", "week", "day", "slot")


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
    return _recorded(
        seed=world.seed,
        lens=dice.address(lens.name),
        claimed_only=lens.claimed_only,
        share=_shares(log, lens.sights, world.target_names),
        first_day=_days(log).start,
        first_week=world.clock.first_address,
        militias=_addresses(world.militia_names),
        targets=_addresses(world.target_names),
        replicate=replicates,
        **{name: log[name] for name in READ},
    )


def _days(log: EventLog) -> range:
    """Days from the first to the last of a log."""
    return range(int(log["day"].min()), int(log["day"].max()) + 1) if len(log) else range(0)


def _addresses(names: Sequence[str]) -> NDArray[np.int64]:
    return np.array([dice.address(name) for name in names], dtype=np.int64)


def _shares(log: EventLog, sights: Sequence[Sight], targets: tuple[str, ...]) -> NDArray[np.float64]:
    """Share recorded, [target, day], on the days of the log; where sights overlap, the last one counts."""
    days = np.array(_days(log), dtype=np.int64)
    share = np.zeros((len(targets), len(days)))
    for sight in sights:
        last = date.max if sight.end is None else sight.end
        inside = (days >= sight.start.toordinal()) & (days <= last.toordinal())
        share[targets.index(sight.target), inside] = sight.share
    return share


@rule("b1[:](i8, i8, b1, f8[:, :], i8, i8, i8[:], i8[:], i4[:], i1[:], i2[:], i2[:], i2[:], i4[:], i4[:], i2[:])")
def _recorded(
    seed: int,
    lens: int,
    claimed_only: bool,
    share: NDArray[np.float64],
    first_day: int,
    first_week: int,
    militias: NDArray[np.int64],
    targets: NDArray[np.int64],
    replicate: NDArray[np.int32],
    kind: NDArray[np.int8],
    brand: NDArray[np.int16],
    militia: NDArray[np.int16],
    target: NDArray[np.int16],
    week: NDArray[np.int32],
    day: NDArray[np.int32],
    slot: NDArray[np.int16],
) -> NDArray[np.bool_]:
    """Which events are recorded: the lens is the decision's variant, so that sources see independently.

    No die is thrown where a source sees all or nothing: a draw lies inside (0, 1).
    """
    found = np.zeros(len(kind), dtype=np.bool_)
    for i in range(len(kind)):
        if kind[i] != ATTACK or target[i] < 0 or (claimed_only and brand[i] == NOBODY):
            continue
        part = share[target[i], day[i] - first_day]
        if part <= 0.0 or part >= 1.0:
            found[i] = part >= 1.0
            continue
        draw = dice.uniform(
            seed, replicate[i], dice.DETECT ^ lens, militias[militia[i]], targets[target[i]],
            week[i] + first_week, slot[i],
        )  # fmt: skip
        found[i] = draw < part
    return found
