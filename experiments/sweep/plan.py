"""What is to be done: sets by replicates in stages, cut into chunks, each named by all that determines its rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from experiments.sweep.cells import Cells
from experiments.sweep.design import Design
from experiments.sweep.outputs import Outputs

FEW, MANY = 250, 100
"""Runs that a chunk has at least, and chunks that a sweep has at most as long as they stay below MUCH runs."""
MUCH = 10_000
MOST_CHUNKS = 10_000
PACK = 250_000  # runs that are packed into one file
DIGITS = 24


@dataclass(frozen=True)
class Stage:
    """A rectangle of sets and replicates, asked for at once; a chunk has so many sets and replicates at most."""

    sets: range
    replicates: range
    per: int
    most: int

    @classmethod
    def of(cls, sets: range, replicates: range, chunk: int = 0) -> Stage:
        """A stage cut into chunks of `chunk` runs; 0: chosen by their number."""
        runs = len(sets) * len(replicates)
        size = chunk or max(FEW, min(MUCH, -(-runs // MANY)), -(-runs // MOST_CHUNKS))
        return cls(sets, replicates, max(1, size // len(replicates)), min(size, len(replicates)))

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return len(self.sets) * len(self.replicates)

    def cuts(self) -> Iterator[tuple[range, range]]:
        """The sets and replicates of each chunk."""
        for first in range(self.sets.start, self.sets.stop, self.per):
            sets = range(first, min(first + self.per, self.sets.stop))
            for low in range(self.replicates.start, self.replicates.stop, self.most):
                yield sets, range(low, min(low + self.most, self.replicates.stop))


@dataclass(frozen=True)
class Chunk:
    """Some sets, each with some replicates; chunks of one `group` are packed together when all are there."""

    key: str
    sets: range
    replicates: range
    group: int

    @property
    def runs(self) -> int:
        """How many runs it has."""
        return len(self.sets) * len(self.replicates)


@dataclass(frozen=True)
class Plan:
    """A sweep: its sets, their worlds, what is kept, and in which stages it is played."""

    identity: str  # SHA-256 of what determines every run but its set and replicate
    design: Design
    cells: Cells
    kept: Outputs
    engine: str
    stages: tuple[Stage, ...]
    about: Mapping[str, Any]  # what was asked, and the circumstances

    @property
    def runs(self) -> int:
        """How many runs there are in all."""
        return sum(stage.runs for stage in self.stages)

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """Every chunk, in the order of its rows."""
        found, group = [], 0
        for stage in self.stages:
            together = max(1, PACK // (stage.per * stage.most))
            for number, (sets, replicates) in enumerate(stage.cuts()):
                group += 1 if number % together == 0 else 0
                found.append(Chunk(self._key(sets, replicates), sets, replicates, group))
        return tuple(found)

    def _key(self, sets: range, replicates: range) -> str:
        """SHA-256, cut short, of all that determines a chunk's rows."""
        part = self.design.rows(sets.start, sets.stop)
        cells = {int(cell): [self.cells.base[cell], self.cells.leaves[cell]] for cell in np.unique(part.cell)}
        told = [self.identity, sets.start, replicates.start, replicates.stop, list(part.paths), cells]
        content = sha256(json.dumps(told, ensure_ascii=False, default=str).encode())
        content.update(part.cell.tobytes())
        content.update(np.ascontiguousarray(part.values).tobytes())
        return content.hexdigest()[:DIGITS]

    @cached_property
    def groups(self) -> Mapping[int, tuple[Chunk, ...]]:
        """The chunks that are packed together, by group."""
        found: dict[int, list[Chunk]] = {}
        for chunk in self.chunks:
            found.setdefault(chunk.group, []).append(chunk)
        return {group: tuple(chunks) for group, chunks in found.items()}
