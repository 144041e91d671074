"""Which statements a table of the record breaks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from experiments.observed.chronicle import in_use
from experiments.observed.record.parts import Part, parts
from experiments.observed.record.splits import allowed
from experiments.observed.record.statements import statements, total
from experiments.observed.record.table import Record

SILENCE = "silence"
"""Broken by an attack where no source mentions any."""


def broken(record: Record) -> dict[str, NDArray[np.bool_]]:
    """Which tables break it, for every statement that some table breaks; empty for what `record` draws."""
    found = dict(_broken(record))
    return {name: tables for name, tables in found.items() if tables.any()}


def _broken(record: Record) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    low, high = total()
    attacks = record.counts.sum(axis=(1, 2))
    yield in_use().notes.total, (attacks < low) | (attacks > high)
    for target in in_use().whole:
        pieces = {part: _pieces(record, part) for part in parts(target)}
        tally = {part: counts.sum(axis=1) for part, counts in pieces.items()}
        yield from ((one.id, ~one.holds(tally)) for one in statements(target))
        yield from ((f"within {part.name}", ~allowed(part, counts)) for part, counts in pieces.items())
        outside = record.counts[:, record.targets.index(target)].sum(axis=1) - sum(tally.values())
        yield f"{SILENCE} {target}", outside != 0


def _pieces(record: Record, part: Part) -> NDArray[np.int64]:
    names = [one.name for one in record.stretches]
    places = [names.index(piece.name) for piece in part.pieces()]
    return np.asarray(record.counts[:, record.targets.index(part.target)][:, places])
