"""Every measure of one forecast, by target and block, before anything is averaged or compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.judge.scores.crps import crps, crps_log
from experiments.judge.scores.energy import energy, scale
from experiments.judge.scores.ignorance import ignorance, log_score
from experiments.judge.scores.intervals import coverage, interval_score
from experiments.judge.scores.mix import mix_distance, mix_floor
from experiments.judge.scores.pit import pit_mean, pit_within
from experiments.observed.blocks import Observed

ALL = "all"
Cells = Callable[[NDArray[Any], NDArray[Any]], NDArray[np.float64]]
OF_COUNTS: dict[str, Cells] = {
    "crps": crps,
    "crps_log": crps_log,
    "log_score": log_score,
    "ignorance": ignorance,
    "interval": interval_score,
}
OF_OPEN: dict[str, Cells] = {
    "coverage_50": partial(coverage, level=0.5),
    "coverage_90": partial(coverage, level=0.9),
    "pit_50": partial(pit_within, level=0.5),
    "pit_90": partial(pit_within, level=0.9),
    "pit_mean": pit_mean,
}
"""Measures of open cells only: where every table has 0, whoever knows that it was quiet covers it."""
SCORES = ("crps", "crps_log", "log_score", "ignorance", "interval", "energy", "mix")
"""Proper scores, lower is better: what skill is made of. The other measures are only to be read."""
FAIR = ("crps", "crps_log", "energy", "mix")
"""Scores that may be compared between forecasts of different numbers of draws."""


@dataclass(frozen=True)
class Measured:
    """One measure by target (or `all`): a value for each table and block, how many cells it is of, and the phases.

    Of a measure that is not taken table by table there is one row for all of them.
    """

    values: dict[str, NDArray[np.float64]]  # [table, block]
    cells: dict[str, NDArray[np.int64]]  # [block]
    phases: tuple[str, ...]

    def over(self, target: str, blocks: NDArray[np.bool_]) -> float:
        """The mean over the chosen blocks that have a cell, and over the tables; nan where none has."""
        weights = self.cells[target] * blocks
        chosen = weights > 0
        if not chosen.any():
            return float("nan")
        return float(np.average(self.values[target].mean(axis=0)[chosen], weights=weights[chosen]))


def measured(draws: NDArray[Any], observed: Observed) -> dict[str, Measured]:
    """Every measure of the forecast `draws[draw, target, stretch]`, by name.

    Blocks are stretches, for the mix phases. A block with no forecast, all of whose draws are nan, is nan.
    """
    told = [n for n in range(draws.shape[2]) if not np.isnan(draws[:, :, n]).any()]
    found = {name: _of_counts(score, draws, observed, told) for name, score in OF_COUNTS.items()}
    found |= {name: _of_open(score, draws, observed, told) for name, score in OF_OPEN.items()}
    vectors = np.full((len(observed.counts), draws.shape[2]), np.nan)
    for n, values in zip(told, _energies(draws, observed, told), strict=True):
        vectors[:, n] = values
    return {**found, "energy": _whole(vectors, observed.phases), **_mixes(draws, observed, told)}


def mean(each: Sequence[Measured]) -> Measured:
    """The mean of one measure of several forecasts."""
    values = {target: np.mean([one.values[target] for one in each], axis=0) for target in each[0].values}
    return Measured(values, each[0].cells, each[0].phases)


def open_cells(observed: Observed) -> NDArray[np.bool_]:
    """Which cells `[target, stretch]` are not 0 in every table of the record."""
    return np.asarray((observed.counts > 0).any(axis=0))


def _of_counts(score: Cells, draws: NDArray[Any], observed: Observed, told: list[int]) -> Measured:
    """All targets of a block as heavy as each other, and all blocks too."""
    cells = np.full(observed.counts.shape, np.nan)
    cells[:, :, told] = score(draws[:, :, told], observed.counts[:, :, told])
    ones = np.ones(draws.shape[2], dtype=np.int64)
    values = {**_by_target(observed, cells), ALL: cells.mean(axis=1)}
    return Measured(values, dict.fromkeys(values, ones), observed.phases)


def _of_open(score: Cells, draws: NDArray[Any], observed: Observed, told: list[int]) -> Measured:
    """All open cells as heavy as each other, whichever block they are in; a block without any counts for none."""
    can = open_cells(observed)
    cells = np.full(observed.counts.shape, np.nan)
    cells[:, :, told] = np.where(can[:, told], score(draws[:, :, told], observed.counts[:, :, told]), 0.0)
    each = dict(zip(observed.targets, can.astype(np.int64), strict=True))
    values = {**_by_target(observed, cells), ALL: cells.sum(axis=1) / np.maximum(can.sum(axis=0), 1)}
    return Measured(values, {**each, ALL: can.sum(axis=0)}, observed.phases)


def _by_target(observed: Observed, cells: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    return dict(zip(observed.targets, np.moveaxis(cells, 1, 0), strict=True))


def _energies(draws: NDArray[Any], observed: Observed, told: list[int]) -> Iterator[NDArray[np.float64]]:
    """Energy score of the targets' vector ln(1 + count) / deviation in the record, one a stretch."""
    unit = scale(observed.counts)
    for n in told:
        yield energy(np.log1p(draws[:, :, n]) / unit, np.log1p(observed.counts[:, :, n]) / unit)


def _mixes(draws: NDArray[Any], observed: Observed, told: list[int]) -> dict[str, Measured]:
    """Distance of the phase's mix, its floor, and the proper score made of both."""
    phases = tuple(dict.fromkeys(observed.phases))
    distance, floor = np.full(len(phases), np.nan), np.full(len(phases), np.nan)
    for place, phase in enumerate(phases):
        own = [n for n, other in enumerate(observed.phases) if other == phase]
        if set(own) <= set(told):
            simulated = draws[:, :, own].sum(axis=2)
            distance[place] = mix_distance(simulated, observed.counts[:, :, own].sum(axis=2))
            floor[place] = mix_floor(simulated)
    named = {"mix": distance - floor / 2, "mix_distance": distance, "mix_floor": floor}
    return {name: _whole(values[None], phases) for name, values in named.items()}


def _whole(values: NDArray[np.float64], phases: tuple[str, ...]) -> Measured:
    """A measure of all targets together."""
    return Measured({ALL: values}, {ALL: np.ones(len(phases), dtype=np.int64)}, phases)
