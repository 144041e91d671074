"""What of a design cannot be played, said before: cells of which no world can be made, numbers out of range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.setup import priors
from experiments.setup.world import held_at_zero, quantities
from experiments.sweep.cells import Cells, Setting
from experiments.sweep.design import Design
from model.errors import ModelError
from model.numbers import legal_range, paths, unknown_path

MOST_TRIED = 1000
"""Cells that are made before a sweep starts; twenty seconds."""


def faults_of(cells: Cells, design: Design) -> dict[int, str]:
    """Why cells cannot be played with the numbers of their sets, by cell; of very many cells some are tried."""
    order = np.argsort(design.cell, kind="stable")
    number, first = np.unique(design.cell[order], return_index=True)
    sets = np.split(order, first[1:])
    found = {}
    for place in range(0, len(number), -(-len(number) // MOST_TRIED)):
        try:
            check_numbers(cells.setting(int(number[place])), design, sets[place])
        except ModelError as fault:
            found[int(number[place])] = str(fault)
    return found


def check_numbers(setting: Setting, design: Design, sets: NDArray[np.int64]) -> None:
    """Raise ModelError for a number of these sets that is out of its range, with where it stands."""
    off, known, there = held_at_zero(setting.config), quantities(setting.config), set(paths(setting.world))
    for column, path in enumerate(design.paths):
        if path not in there:
            raise unknown_path(path, there)
        if path in off:
            continue
        low, high, rule = _legal(path, known)
        found = design.values[sets, column]
        outside = np.flatnonzero(~(np.isfinite(found) & (found >= low) & (found <= high)))
        if outside.size:
            place = design.place(int(sets[outside[0]]))
            raise ModelError(f"{place}: {path} is {found[outside[0]]:g}, and {rule} allows {low:g} to {high:g}.")


def _legal(path: str, known: Mapping[str, Any]) -> tuple[float, float, str]:
    low, high = legal_range(path)
    if path not in known:
        return low, high, "its range"
    prior = priors.parse(known[path].prior, path)
    least, most = prior.range
    narrower = least > low or most < high
    return max(low, least), min(high, most), f"its prior '{prior.family}'" if narrower else "its range"
