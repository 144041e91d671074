"""The events of one kind in one campaign, sorted once, so that no series looks at all of them again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.simulate.campaign import Campaign
from model.events import NOBODY, Kind


@dataclass(frozen=True)
class Recorded:
    """The events of one kind, of attacks only those that the campaign's lens saw, target by target."""

    campaign: Campaign
    kind: Kind
    _sorted: dict[str, NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many they are."""
        return len(self._order)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """One column of them."""
        if name not in self._sorted:
            self._sorted[name] = self.campaign.columns[name].take(self._order)
        return self._sorted[name]

    def places(self, targets: Iterable[int], start: date, end: date) -> NDArray[np.int64]:
        """Where the events on those targets (NOBODY: on none), from the day `start` to `end`, are."""
        found = [self._dated(self._stretches[target], start, end) for target in dict.fromkeys(targets)]
        return found[0] if len(found) == 1 else np.concatenate(found)

    def _dated(self, stretch: slice, start: date, end: date) -> NDArray[np.int64]:
        day = self["day"][stretch]
        return stretch.start + np.flatnonzero((day >= start.toordinal()) & (day <= end.toordinal()))

    @cached_property
    def _by_target(self) -> dict[int, NDArray[np.int64]]:
        """Rows of the campaign, by target."""
        columns = self.campaign.columns
        wanted = columns["kind"] == self.kind
        rows = np.flatnonzero(wanted & columns["seen"].astype(bool) if self.kind == Kind.ATTACK else wanted)
        target, every = columns["target"].take(rows), range(NOBODY, len(self.campaign.names.targets))
        return {one: rows.take(np.flatnonzero(target == one)) for one in every}

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        return np.concatenate(list(self._by_target.values()))

    @cached_property
    def _stretches(self) -> dict[int, slice]:
        """Where the events on each target are."""
        past = accumulate(len(rows) for rows in self._by_target.values())
        ends = zip(self._by_target.items(), past, strict=True)
        return {target: slice(end - len(rows), end) for (target, rows), end in ends}
