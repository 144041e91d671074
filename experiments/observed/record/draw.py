"""Draw tables of the record: the parts uniformly from all that fit together, then their stretches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.observed.chronicle import in_use, per_chronicle
from experiments.observed.record.parts import Part, parts
from experiments.observed.record.splits import splits
from experiments.observed.record.statements import statements, total
from experiments.observed.record.stretch import stretches
from experiments.observed.record.table import Record
from experiments.observed.record.yearly import joint
from experiments.observed.record.yearly import tables as feasible
from model.errors import ModelError

TABLES = 1000
SEED = 2023
Components = tuple[NDArray[np.int64], ...]


def record(tables: int = TABLES, seed: int = SEED) -> Record:
    """Possible records, independent of one another, the same for the same number and seed; ModelError below one."""
    if tables < 1:
        raise ModelError(f"a record of {tables} tables cannot be drawn: ask for 1 or more.")
    dice = np.random.default_rng(seed)
    own, targets = stretches(), tuple(in_use().whole)
    counts = np.zeros((tables, len(targets), len(own)), dtype=np.int64)
    names = [one.name for one in own]
    for k, (target, rows) in enumerate(zip(targets, _draw(components(), tables, dice), strict=True)):
        for part, drawn in zip(parts(target), rows.T, strict=True):
            places = [names.index(piece.name) for piece in part.pieces()]
            counts[:, k, places] += _divided(part, drawn, dice)
    return Record(targets, own, counts)


@per_chronicle
def components() -> Components:
    """The feasible tables of every target, which only the overall total couples; ModelError where none fits it."""
    found = tuple(feasible(target, statements(target)) for target in in_use().whole)
    if not joint(found):
        raise ModelError(
            "no whole-number table of attacks satisfies all statements of the record: widen a row of counts.csv "
            "or part_bounds.csv, or look whether record.total and record.whole name the right ones."
        )
    return found


def _draw(found: Components, number: int, dice: np.random.Generator) -> list[NDArray[np.int64]]:
    """Joint tables, each as likely as any other that fits the total: targets drawn alone, misfits thrown away."""
    low, high = total()
    kept: list[Sequence[NDArray[np.int64]]] = []
    held = 0
    while held < number:
        rows = [table[dice.integers(len(table), size=number)] for table in found]
        attacks = sum(row.sum(axis=1) for row in rows)
        fits = (low <= attacks) & (attacks <= high)
        kept.append([row[fits] for row in rows])
        held += int(fits.sum())
    return [np.concatenate(column)[:number] for column in zip(*kept, strict=True)]


def _divided(part: Part, drawn: NDArray[np.int64], dice: np.random.Generator) -> NDArray[np.int64]:
    """Each count divided over the part's pieces, as [tables, pieces]."""
    found = np.zeros((len(drawn), len(part.pieces())), dtype=np.int64)
    for count in np.unique(drawn):
        own, ways = drawn == count, splits(part, int(count))
        found[own] = ways.counts[dice.choice(len(ways.counts), size=int(own.sum()), p=ways.chance)]
    return found
