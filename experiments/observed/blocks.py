"""Stretches of time that scores are taken over, each within one year and one phase, and what was observed in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from experiments.observed.chronicle import Phase
from experiments.observed.record import Record, phases_of

NEW_YEAR = (1, 1)


@dataclass(frozen=True)
class Block:
    """Days from `start` to `end`, both included, within one phase of the `cut` reading."""

    start: date
    end: date
    phase: str

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Observed:
    """What the record allows: `counts[table, target, stretch]`, every table fitting all statements together."""

    targets: tuple[str, ...]
    stretches: tuple[Block, ...]
    counts: NDArray[np.int64]

    @property
    def phases(self) -> tuple[str, ...]:
        """The phase of each stretch."""
        return tuple(stretch.phase for stretch in self.stretches)

    def only(self, kept: Sequence[int]) -> Observed:
        """The same record with only those stretches."""
        chosen = tuple(self.stretches[index] for index in kept)
        return replace(self, stretches=chosen, counts=self.counts[:, :, list(kept)])

    def about(self, targets: Sequence[str]) -> Observed:
        """The same record with only those of its targets that are among `targets`, in its own order."""
        kept = [index for index, target in enumerate(self.targets) if target in targets]
        return replace(self, targets=tuple(self.targets[index] for index in kept), counts=self.counts[:, kept])


def observed(record: Record, spans: Sequence[Phase]) -> Observed:
    """The record on stretches of the `cut` reading: where only the `printed` reading cuts, neighbours become one."""
    firsts = _firsts([stretch.start for stretch in record.stretches], spans)
    bounds = [*firsts, len(record.stretches)]
    whole = [record.stretches[first:last] for first, last in pairwise(bounds)]
    stretches = tuple(Block(part[0].start, part[-1].end, phases_of(part[0])[0]) for part in whole)
    return Observed(record.targets, stretches, np.add.reduceat(record.counts, firsts, axis=2))


def _firsts(starts: Sequence[date], spans: Sequence[Phase]) -> list[int]:
    """Which stretches of the record begin one of ours."""
    cut, printed = ({span.start for span in spans if span.reading == reading} for reading in ("cut", "printed"))
    needless = {day for day in printed - cut if (day.month, day.day) != NEW_YEAR}
    return [index for index, start in enumerate(starts) if start not in needless]
