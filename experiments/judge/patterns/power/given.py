"""What a reference world may be given of the record beside totals: who claimed, US strikes, when brands began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.observed.chronicle import in_use
from experiments.observed.tables import BrandParent, Claim, Response, load
from experiments.simulate.campaign import Names
from model.events import NOBODY, Kind

Column = NDArray[Any]
UNCLAIMED = "unclaimed"
DERIVED = "D"  # rows that say a printed one again


class Share(NamedTuple):
    """The part of the attacks on a target between two days that one brand claims: a number of them, or a share."""

    target: str
    start: date
    end: date
    brand: int
    value: float
    counted: bool


def claimed(names: Names, attacks: Mapping[str, Column], replicates: int, lens: str, dice: np.random.Generator) -> Any:
    """The columns `brand` and `militia` of attacks as the source of a lens prints claims; the rest is unclaimed."""
    u, reached = dice.random(len(attacks["day"])), np.zeros(len(attacks["day"]))
    brand = np.full(len(u), NOBODY)
    for one in _shares(names, lens):
        within = (attacks["day"] >= one.start.toordinal()) & (attacks["day"] <= one.end.toordinal())
        inside = within & (attacks["target"] == names.targets.index(one.target))
        mean = inside.sum() / replicates
        share = min(one.value / mean, 1.0) if one.counted and mean else one.value
        brand[inside & (u >= reached) & (u < reached + share)] = one.brand
        reached[inside] += share
    parents = np.array([_militia(names, alignment) for alignment in names.alignments], dtype=np.int64)
    known = np.where(brand == NOBODY, NOBODY, parents[brand]) if len(parents) else brand
    return {"brand": brand, "militia": np.where(known == NOBODY, attacks["militia"], known)}


def strikes(replicates: int) -> dict[str, Column]:
    """The record's strikes on their days, in every world alike."""
    rows = [row for row in load(Response) if row.id not in in_use().notes.dated_facts]
    abroad = np.array([int(row.place != "iraq") for row in rows])
    return _alike(Kind.STRIKE, [row.date for row in rows], replicates) | {"abroad": np.tile(abroad, replicates)}


def births(names: Names, replicates: int) -> dict[str, Column]:
    """A birth a brand, on the day that the record first has it; one that the record does not know is not born."""
    found = [(index, day) for name, day in _first_claims() for index in _places(names, name)]
    born = _alike(Kind.BIRTH, [day for _, day in found], replicates)
    return born | {"brand": np.tile([index for index, _ in found], replicates).astype(np.int64)}


def _shares(names: Names, lens: str) -> Iterator[Share]:
    """Printed claims, each of a brand: a militia's are put down to the first brand aligned with it."""
    rows = [row for row in load(Claim) if row.source == lens]
    rows = rows or [row for row in load(Claim) if row.source == in_use().notes.source]
    for row in rows:
        brands = [*_places(names, row.claimant), *(i for i, one in enumerate(names.alignments) if one == row.claimant)]
        usable = row.value is not None and row.statistic in ("count", "share") and not row.id.startswith(DERIVED)
        if usable and brands and row.target in names.targets:
            among = _claimed_at_all(rows, row) if row.statistic == "share" and row.claimant in names.militias else 1.0
            value = float(row.value or 0.0) * among
            yield Share(row.target, row.start, row.end, brands[0], value, row.statistic == "count")


def _claimed_at_all(rows: list[Claim], row: Claim) -> float:
    """A share among claims is one of the attacks that are claimed: all but the middle of what is said to be not."""
    silent = [one for one in rows if one.claimant == UNCLAIMED and (one.target, one.start) == (row.target, row.start)]
    return 1.0 - sum(one.low + one.high for one in silent) / 2


def _places(names: Names, brand: str) -> list[int]:
    return [index for index, name in enumerate(names.brands) if name == brand.replace("'", "")]


def _militia(names: Names, alignment: str) -> int:
    return names.militias.index(alignment) if alignment in names.militias else NOBODY


def _first_claims() -> list[tuple[str, date]]:
    return [(row.brand, row.first_claim) for row in load(BrandParent)]


def _alike(kind: Kind, days: list[date], replicates: int) -> dict[str, Column]:
    """Events of a kind on the same days in every world."""
    day = np.tile([one.toordinal() for one in days], replicates).astype(np.int64)
    return {
        "kind": np.full(len(day), int(kind)), "replicate": np.repeat(np.arange(replicates), len(days)), "day": day,
    }  # fmt: skip
