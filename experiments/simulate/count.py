"""One counting of attacks by replicate, target and window: every table, score, shift and figure of periods uses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from experiments.simulate.campaign import Campaign


class Window(Protocol):
    """Days from `start` to `end`, both included."""

    @property
    def start(self) -> date:
        """First day."""

    @property
    def end(self) -> date:
        """Last day."""


@dataclass(frozen=True)
class Days:
    """A window and nothing else."""

    start: date
    end: date


def months(start: date, end: date) -> Iterator[Days]:
    """The calendar months that have a day from `start` to `end`, cut to these days."""
    while start <= end:
        following = (start.replace(day=1) + timedelta(days=31)).replace(day=1)
        yield Days(start, min(end, following - timedelta(days=1)))
        start = following


def counts(campaign: Campaign, targets: Sequence[str], windows: Sequence[Window]) -> NDArray[np.int64]:
    """Attacks that took place and were seen, [replicate, target, window]; windows may overlap or leave gaps.

    A target that the campaign does not know is not attacked.
    """
    seen = campaign.attacks().columns
    edges = np.unique([day for one in windows for day in (one.start.toordinal(), one.end.toordinal() + 1)])
    between = np.searchsorted(edges, seen["day"], side="right")
    target = _places(campaign.names.targets, targets)[seen["target"]]
    found = tally((campaign.replicates, len(targets), len(edges) + 1), seen["replicate"], target, between)
    before = found.cumsum(axis=2)  # [..., k]: attacks before the day edges[k]
    first, past = (
        np.searchsorted(edges, [day.toordinal() + after for day in days])
        for days, after in (([one.start for one in windows], 0), ([one.end for one in windows], 1))
    )
    return before[:, :, past] - before[:, :, first]


def tally(shape: tuple[int, ...], *places: NDArray[Any]) -> NDArray[np.int64]:
    """How often each cell of a table is hit; places outside of it (such as NOBODY) do not count."""
    inside = np.ones(len(places[0]), dtype=bool)
    for place, size in zip(places, shape, strict=True):
        inside &= (place >= 0) & (place < size)
    flat = np.ravel_multi_index(tuple(place[inside].astype(np.int64) for place in places), shape)
    return np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape)


def _places(own: Sequence[str], wanted: Sequence[str]) -> NDArray[np.int64]:
    """Where each of a campaign's targets stands among those wanted; -1 where it does not (last: no target)."""
    return np.array([*(wanted.index(name) if name in wanted else -1 for name in own), -1])
