"""Many possible records at once, and their sums over phases, years or any stretches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.observed.chronicle import in_use
from experiments.observed.record.stretch import Stretch, phases_of


@dataclass(frozen=True)
class Record:
    """Possible tables of attacks: `counts` is [tables, targets, stretches], whole numbers, all equally likely."""

    targets: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    counts: NDArray[np.int64]

    @property
    def tables(self) -> int:
        """How many there are."""
        return len(self.counts)

    def by_phase(self, reading: str = "cut") -> NDArray[np.int64]:
        """Attacks as [tables, targets, phases]; in the reading `printed` phases 1 and 2 overlap."""
        groups = ([s for s in self.stretches if phase in phases_of(s, reading)] for phase in in_use().names)
        return np.stack([self.merged(group) for group in groups], axis=-1)

    def by_year(self) -> NDArray[np.int64]:
        """Attacks as [tables, targets, years], the years as `years` has them."""
        groups = ([s for s in self.stretches if s.start.year == year] for year in self.years)
        return np.stack([self.merged(group) for group in groups], axis=-1)

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years; the first and the last are not covered whole."""
        return tuple(sorted({s.start.year for s in self.stretches}))

    def merged(self, some: Iterable[Stretch]) -> NDArray[np.int64]:
        """Attacks in the given stretches together, as [tables, targets]."""
        places = [self.stretches.index(one) for one in some]
        return np.asarray(self.counts[:, :, places].sum(axis=-1), dtype=np.int64)
