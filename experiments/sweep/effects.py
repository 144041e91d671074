"""Which inputs of a sweep move which outputs (Spearman's rank correlation), and the sets with most and least."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.sweep.plan import Plan
from experiments.sweep.table import Runs, means

Floats = NDArray[np.float64]
LEAST_SETS = 4


@dataclass(frozen=True)
class Effect:
    """How an output goes with an input: Spearman's rank correlation of the sets' means."""

    output: str
    input: str
    rank: float


@dataclass(frozen=True)
class Extreme:
    """A set whose mean of an output is the least or the most of all."""

    output: str
    which: str
    set: int
    mean: float


def effects(plan: Plan, runs: Runs, outputs: list[str]) -> Iterator[Effect]:
    """Every input that is a number or a switch and differs, with every output; those that do not vary have none."""
    inputs = {name: values for name, values in _inputs(plan) if len(np.unique(values)) > 1}
    for output in outputs:
        found = means(plan, runs.outputs[output], runs)
        known = ~np.isnan(found)
        if known.sum() < LEAST_SETS or np.ptp(found[known]) == 0:
            continue
        ranks = _ranks(found[known])
        for name, values in inputs.items():
            if np.ptp(values[known]) > 0:
                yield Effect(output, name, float(np.corrcoef(ranks, _ranks(values[known]))[0, 1]))


def extremes(plan: Plan, runs: Runs, output: str) -> Iterator[Extreme]:
    """The set with the least and the one with the most of an output, on average."""
    found = means(plan, runs.outputs[output], runs)
    if not np.isnan(found).all():
        for which, place in (("least", np.nanargmin(found)), ("most", np.nanargmax(found))):
            yield Extreme(output, which, int(place), float(found[place]))


def _inputs(plan: Plan) -> Iterator[tuple[str, Floats]]:
    """Inputs whose values have an order: numbers, and switches as 0 and 1."""
    design = plan.design
    yield from ((path, design.values[:, column]) for column, path in enumerate(design.paths))
    for key in dict.fromkeys(key for cell in design.cells for key in cell):
        values = [cell.get(key) for cell in design.cells]
        if all(isinstance(value, bool | int | float) for value in values):
            yield key, np.array(values, dtype=np.float64)[design.cell]


def _ranks(values: Floats) -> Floats:
    from scipy.stats import rankdata

    return np.asarray(rankdata(values))
