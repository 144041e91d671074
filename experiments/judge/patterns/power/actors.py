"""Who acts and claims in a plain world, and what else happens: shares and days that nothing decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.observed import periods
from experiments.observed.chronicle import in_use
from experiments.observed.tables import Response, load
from experiments.simulate.campaign import Names
from model.events import NOBODY, OWN_NAME, Kind

Column = NDArray[Any]
MOST_CLOSURES = 10  # how many small bases were given up is printed nowhere (ACLED line 16)


def authors(names: Names, replicate: Column, replicates: int, dice: np.random.Generator) -> dict[str, Column]:
    """Columns of attacks: every share is constant in time, the same on all targets, and drawn once a world.

    Which militia, whether it is claimed, whether under the own name, which brand, whether it kills.
    """
    size = len(replicate)
    militia = _shared(len(names.militias), replicate, replicates, dice)
    brand = _shared(len(names.brands), replicate, replicates, dice)
    claimed, own, lethal = (dice.random(size) < dice.random(replicates)[replicate] for _ in range(3))
    brand = np.where(claimed, np.where(own, OWN_NAME, brand), NOBODY)
    return {"militia": militia, "brand": brand, "lethal": lethal.astype(np.int64)} | {
        key: dice.integers(0, max(len(known), 1), size)
        for key, known in (("governorate", names.governorates), ("method", names.methods))
    }


def happenings(names: Names, replicates: int, dice: np.random.Generator) -> list[Mapping[str, Column]]:
    """What is no attack, on any day alike: a birth a brand, the record's strikes, and bases given up."""
    brands = np.tile(np.arange(len(names.brands)), replicates)
    strikes = sum(row.id not in in_use().notes.dated_facts for row in load(Response))
    closures = dice.integers(1, MOST_CLOSURES + 1, replicates)
    born = _dated(Kind.BIRTH, np.full(replicates, len(names.brands)), dice) | {"brand": brands}
    struck = _dated(Kind.STRIKE, np.full(replicates, strikes), dice)
    struck["abroad"] = (dice.random(len(struck["day"])) < dice.random(replicates)[struck["replicate"]]).astype(np.int64)
    return [born, struck, _dated(Kind.CLOSURE, closures, dice)]


def _dated(kind: Kind, each: Column, dice: np.random.Generator) -> dict[str, Column]:
    """So many events of a kind in each world, each on any day of the record."""
    first, last = (day.toordinal() for day in _recorded())
    replicate = np.repeat(np.arange(len(each)), each)
    day = dice.integers(first, last + 1, len(replicate))
    return {"kind": np.full(len(replicate), int(kind)), "replicate": replicate, "day": day}


def _recorded() -> tuple[date, date]:
    return periods.record().start, periods.record().end


def _shared(options: int, replicate: Column, replicates: int, dice: np.random.Generator) -> Column:
    """One of the options for each event, by shares that any world has alike (evenly over all sets of shares)."""
    if options == 0:
        return np.full(len(replicate), NOBODY)
    edges = dice.dirichlet(np.ones(options), replicates).cumsum(axis=1)[replicate]
    return np.minimum((dice.random(len(replicate))[:, None] > edges).sum(axis=1), options - 1)
