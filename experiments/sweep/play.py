"""A chunk's rows: its sets are played cell by cell, a few at a time, and only what is kept of them stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.simulate.runs import simulate
from experiments.sweep.cells import Cells, Setting
from experiments.sweep.design import Design
from experiments.sweep.failures import Failure
from experiments.sweep.outputs import Outputs, measured
from experiments.sweep.plan import Chunk
from model.errors import ModelError
from model.numbers import Sets

AT_ONCE = 128  # runs whose events are held: what a processor keeps at hand of them is read again sooner
Columns = dict[str, Any]
Breathe = Callable[[int], None]
"""Told of runs just played; it may raise, to end the work."""


def played(
    chunk: Chunk, design: Design, cells: Cells, kept: Outputs, engine: str, workers: int, breathe: Breathe
) -> tuple[pa.Table, list[Failure]]:
    """The rows of a chunk, a run each, by set and replicate, and the sets that failed, which have none."""
    parts: list[tuple[range, Columns]] = []
    failures: list[Failure] = []
    for cell, sets in _stretches(chunk, design):
        try:
            setting = cells.setting(cell)
        except ModelError as fault:
            failures += [Failure(number, "config", str(fault)) for number in sets]
            continue
        for few in _few(sets, len(chunk.replicates)):
            found, failed = _tried(few, chunk.replicates, design, setting, kept, engine, workers)
            parts += found
            failures += failed
            breathe(len(few) * len(chunk.replicates))
    return _table(parts, chunk.replicates, kept), failures


def _tried(
    sets: range, replicates: range, design: Design, setting: Setting, kept: Outputs, engine: str, workers: int
) -> tuple[list[tuple[range, Columns]], list[Failure]]:
    """The columns of these sets; where they fail together each is tried alone, so that it fails alone."""
    try:
        return [(sets, _columns(sets, replicates, design, setting, kept, engine, workers))], []
    except Exception as fault:
        if len(sets) == 1:
            return [], [Failure(sets[0], "play", f"{type(fault).__name__}: {fault}".removeprefix("ModelError: "))]
    alone = [_tried(range(one, one + 1), replicates, design, setting, kept, engine, workers) for one in sets]
    return [part for found, _ in alone for part in found], [one for _, failed in alone for one in failed]


def _columns(
    sets: range, replicates: range, design: Design, setting: Setting, kept: Outputs, engine: str, workers: int
) -> Columns:
    values = setting.numbers(design.paths, design.values[sets.start : sets.stop])
    told = Sets(design.paths, values) if design.paths else None
    each = len(replicates)
    log, runs = simulate(setting.world, each, engine, workers, sets=told, first=replicates.start)
    dice = np.tile(np.arange(replicates.start, replicates.stop, dtype=np.int32), len(sets))[runs]
    return measured(kept, setting, log, runs, len(sets) * each, dice)


def _stretches(chunk: Chunk, design: Design) -> Iterator[tuple[int, range]]:
    """The chunk's sets, in stretches that share a cell; without numbers, each set by itself."""
    cell = design.cell[chunk.sets.start : chunk.sets.stop]
    changes = np.flatnonzero(np.diff(cell)) + 1
    starts = [0, *changes.tolist(), len(cell)] if design.paths else list(range(len(cell) + 1))
    for first, after in pairwise(starts):
        yield int(cell[first]), range(chunk.sets.start + first, chunk.sets.start + after)


def _few(sets: range, replicates: int) -> Iterator[range]:
    most = max(1, AT_ONCE // replicates)
    for first in range(sets.start, sets.stop, most):
        yield range(first, min(first + most, sets.stop))


def _table(parts: list[tuple[range, Columns]], replicates: range, kept: Outputs) -> pa.Table:
    each = len(replicates)
    numbers = [np.repeat(np.arange(sets.start, sets.stop, dtype=np.int64), each) for sets, _ in parts]
    dice = [np.tile(np.arange(replicates.start, replicates.stop, dtype=np.int32), len(sets)) for sets, _ in parts]
    columns = {"set": _joined(numbers, np.int64), "replicate": _joined(dice, np.int32)}
    for name in kept.columns():
        kind = np.bool_ if name.startswith("pattern.") else np.int32
        columns[name] = _joined([found[name] for _, found in parts], kind)
    return pa.table(columns)


def _joined(arrays: list[Any], kind: Any) -> pa.Array:
    whole = np.ma.concatenate(arrays) if arrays else np.ma.zeros(0, dtype=kind)
    return pa.array(np.asarray(whole.data, dtype=kind), mask=np.ma.getmaskarray(whole))
