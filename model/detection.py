"""The share of events that a source records, with its doubt: drawn once a run with dice of its own, or settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model import dice
from model.compiled import rule
from model.errors import ModelError

CHANCE = 0.5
"""Of a change that may have happened or not: no text says more (docs/coding_answers.md, section 5)."""
LEVEL, WHETHER, DAY, TO = range(4)  # which die of a row
NEVER = date.max.toordinal() + 1
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Change:
    """Coverage may have changed on a day from `earliest` to `latest`, to a share evenly from the first to `up_to`."""

    earliest: date
    latest: date
    up_to: float


@dataclass(frozen=True)
class Sight:
    """A source records `share` of the attacks on a target from `start` to `end` (inclusive; None: for good).

    `share` is the settled reading. In doubt a run has its own: evenly between `within`, or beta with the mean `share`
    and the standard deviation `spread`; and `change` says whether it may have changed. `row` names its dice.
    """

    target: str
    start: date
    end: date | None
    share: float
    row: str = ""
    within: tuple[float, float] | None = None
    spread: float = 0.0
    change: Change | None = None

    @property
    def doubtful(self) -> bool:
        """Whether anything of it is drawn."""
        return bool(self.within or self.spread or self.change)


class Shares(NamedTuple):
    """What runs drew of each row, [runs, rows]: the share up to the day of a change (NEVER: none), and from it on."""

    first: Floats
    change: Ints
    later: Floats


def check(sight: Sight, lens: str) -> None:
    """Raise ModelError for a share that is none, dates in the wrong order, or doubt that cannot be drawn."""
    if fault := _fault(sight):
        raise ModelError(f"lens '{lens}' on {sight.target}: {fault}. Change it in conf/lens/{lens}.yaml.")


def _fault(sight: Sight) -> str:
    """What is wrong with a row, in words; empty: nothing."""
    if not 0.0 <= sight.share <= 1.0:
        return f"share is {sight.share}; it must lie from 0 to 1"
    if sight.end is not None and sight.end < sight.start:
        return f"it ends {sight.end} before it starts {sight.start}"
    return _within_fault(sight) or _spread_fault(sight) or _change_fault(sight)


def _within_fault(sight: Sight) -> str:
    if not sight.within:
        return ""
    low, high = sight.within
    if sight.spread:
        return "it has both within and spread; a share is drawn evenly or as a beta, so leave one out"
    if not 0.0 <= low <= sight.share <= high <= 1.0:
        return f"within is {low}/{high} and share {sight.share}; the share lies between the two, and both from 0 to 1"
    return ""


def _spread_fault(sight: Sight) -> str:
    most = (sight.share * (1.0 - sight.share)) ** 0.5
    if sight.spread and not 0.0 < sight.spread < most:
        return f"spread is {sight.spread}; round a mean of {sight.share} it must lie above 0 and below {most:.3f}"
    return ""


def _change_fault(sight: Sight) -> str:
    change = sight.change
    if change and not 0.0 <= change.up_to <= 1.0:
        return f"up_to is {change.up_to}; it must lie from 0 to 1"
    if change and change.latest < change.earliest:
        return f"changes goes from {change.earliest} back to {change.latest}"
    return ""


def drawn(sights: Sequence[Sight], lens: str, seed: int, runs: NDArray[Any]) -> Shares:
    """What each run draws of each row."""
    u = _dice(seed, np.asarray(runs, dtype=np.int64), dice.address(lens), _addresses(sights))
    first = np.ascontiguousarray(np.array([_level(sight, u[:, n, LEVEL]) for n, sight in enumerate(sights)]).T)
    change, later = np.full(first.shape, NEVER, dtype=np.int64), first.copy()
    for n, sight in enumerate(sights):
        if sight.change:
            _changed(sight.change, u[:, n], change[:, n], first[:, n], later[:, n])
    return Shares(first, change, later)


def settled(sights: Sequence[Sight], runs: int) -> Shares:
    """The most likely reading, the same for every run."""
    share = np.array([[sight.share for sight in sights]] * runs).reshape(runs, len(sights))
    return Shares(share, np.full(share.shape, NEVER, dtype=np.int64), share)


def facts(sights: Sequence[Sight], lens: str, shares: Shares) -> tuple[tuple[str, ...], Floats]:
    """What is in doubt by name, and each run's reading of it [runs, names].

    Shares, and the ordinal of the day of a change: the day after the last possible one where there was none.
    """
    found: dict[str, Floats] = {}
    for n, sight in enumerate(sights):
        if sight.within or sight.spread:
            found[f"{lens}.{sight.row}.share"] = shares.first[:, n]
        if sight.change:
            none = sight.change.latest.toordinal() + 1
            found[f"{lens}.{sight.row}.change"] = np.minimum(shares.change[:, n], none).astype(float)
            found[f"{lens}.{sight.row}.later"] = shares.later[:, n]
    return tuple(found), np.array(list(found.values())).T.reshape(len(shares.first), len(found))


def _addresses(sights: Sequence[Sight]) -> Ints:
    return np.array([dice.address(sight.row) for sight in sights], dtype=np.int64)


def _level(sight: Sight, u: Floats) -> Floats:
    if sight.within:
        low, high = sight.within
        return low + (high - low) * u
    if not sight.spread:
        return np.full(len(u), sight.share)
    from scipy.special import betaincinv  # here, so that who draws no share does not wait for it

    size = sight.share * (1.0 - sight.share) / sight.spread**2 - 1.0
    return np.asarray(betaincinv(sight.share * size, (1.0 - sight.share) * size, u))


def _changed(change: Change, u: Floats, day: Ints, first: Floats, later: Floats) -> None:
    """Write down the day of a change and the share from it on, in the runs that have one."""
    does = u[:, WHETHER] < CHANCE
    span = (change.latest - change.earliest).days + 1
    day[does] = change.earliest.toordinal() + (u[does, DAY] * span).astype(np.int64)
    later[does] = first[does] + u[does, TO] * (change.up_to - first[does])


@rule("f8[:, :, :](i8, i8[:], i8, i8[:])")
def _dice(seed: int, runs: Ints, lens: int, rows: Ints) -> Floats:
    """The dice of every run and row, [runs, rows, 4]."""
    found = np.empty((len(runs), len(rows), 4))
    for i in range(len(runs)):
        for n in range(len(rows)):
            for k in range(4):
                found[i, n, k] = dice.uniform(seed, runs[i], dice.SHARE, lens, rows[n], 0, k)
    return found
