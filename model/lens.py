"""Lens: what a source would have recorded of a campaign, drawn with its own dice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model import detection, dice
from model.compiled import rule
from model.detection import Shares, Sight, settled
from model.errors import unknown
from model.events import NOBODY, EventLog, Kind
from model.world import World

ATTACK = int(Kind.ATTACK)
NONE = -1
READ = ("kind", "brand", "militia", "target", "week", "day", "slot")


@dataclass(frozen=True)
class Lens:
    """A source by name: what it sees of each target; targets it does not name stay unseen.

    `doubt` says whether a run draws the shares that are in doubt; else they are as settled. `run` is the one whose
    draws hold for all; None: each has its own.
    """

    name: str
    sights: tuple[Sight, ...]
    claimed_only: bool
    doubt: bool = True
    run: int | None = None

    def __post_init__(self) -> None:
        """Check shares and dates."""
        for sight in self.sights:
            detection.check(sight, self.name)

    @property
    def doubtful(self) -> bool:
        """Whether a run draws anything of it."""
        return self.doubt and any(sight.doubtful for sight in self.sights)

    def shares(self, seed: int, runs: NDArray[Any]) -> Shares:
        """What each run has of each row, [runs, rows]."""
        if not self.doubtful:
            return settled(self.sights, len(runs))
        return detection.drawn(self.sights, self.name, seed, runs if self.run is None else np.full(len(runs), self.run))

    def facts(self, seed: int, runs: NDArray[Any]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
        """What is in doubt by name, and each run's reading of it [runs, names]."""
        doubtful = self.sights if self.doubtful else ()
        return detection.facts(doubtful, self.name, self.shares(seed, runs))


def seen(log: EventLog, lens: Lens, world: World, replicates: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which events of `log` the source records; `replicates` is the run of each event."""
    for sight in lens.sights:
        if sight.target not in world.target_names:
            raise unknown("target", sight.target, world.target_names, f"conf/lens/{lens.name}.yaml")
    runs, place = _runs(replicates) if lens.doubtful else (np.zeros(1, np.int64), np.zeros_like(replicates))
    first, change, later = lens.shares(world.seed, runs)
    return _recorded(
        seed=world.seed,
        lens=dice.address(lens.name),
        claimed_only=lens.claimed_only,
        row=_rows(log, lens.sights, world.target_names),
        first=first,
        change=change,
        later=later,
        place=place,
        first_day=_days(log).start,
        first_week=world.clock.first_address,
        militias=_addresses(world.militia_names),
        targets=_addresses(world.target_names),
        replicate=replicates,
        **{name: log[name] for name in READ},
    )


def _runs(replicates: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The runs there are, and the place of each event's among them."""
    if len(replicates) == 0:
        return np.zeros(0, dtype=np.int64), replicates
    low, high = int(replicates.min()), int(replicates.max())
    if high - low < len(replicates):  # nearly always: no need to sort millions of events
        return np.arange(low, high + 1), (replicates - low).astype(np.int32)
    runs, place = np.unique(replicates, return_inverse=True)
    return runs.astype(np.int64), place.astype(np.int32)


def _days(log: EventLog) -> range:
    """Days from the first to the last of a log."""
    return range(int(log["day"].min()), int(log["day"].max()) + 1) if len(log) else range(0)


def _addresses(names: Sequence[str]) -> NDArray[np.int64]:
    return np.array([dice.address(name) for name in names], dtype=np.int64)


def _rows(log: EventLog, sights: Sequence[Sight], targets: tuple[str, ...]) -> NDArray[np.int16]:
    """Which row speaks of a target on a day of the log, [target, day] (NONE: unseen); of several the last counts."""
    days = np.array(_days(log), dtype=np.int64)
    row = np.full((len(targets), len(days)), NONE, dtype=np.int16)
    for n, sight in enumerate(sights):
        last = date.max if sight.end is None else sight.end
        inside = (days >= sight.start.toordinal()) & (days <= last.toordinal())
        row[targets.index(sight.target), inside] = n
    return row


@rule(
    "b1[:](i8, i8, b1, i2[:, :], f8[:, :], i8[:, :], f8[:, :], i4[:], i8, i8, i8[:], i8[:], i4[:], "
    "i1[:], i2[:], i2[:], i2[:], i4[:], i4[:], i2[:])"
)
def _recorded(
    seed: int,
    lens: int,
    claimed_only: bool,
    row: NDArray[np.int16],
    first: NDArray[np.float64],
    change: NDArray[np.int64],
    later: NDArray[np.float64],
    place: NDArray[np.int32],
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
        own = row[target[i], day[i] - first_day]
        if own < 0:
            continue
        run = place[i]
        part = first[run, own] if day[i] < change[run, own] else later[run, own]
        if part <= 0.0 or part >= 1.0:
            found[i] = part >= 1.0
            continue
        draw = dice.uniform(
            seed, replicate[i], dice.DETECT ^ lens, militias[militia[i]], targets[target[i]],
            week[i] + first_week, slot[i],
        )  # fmt: skip
        found[i] = draw < part
    return found
