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
from experiments.judge.scores.ignorance import ignorance
from experiments.judge.scores.intervals import coverage, interval_score
from experiments.judge.scores.mix import mix_distance, mix_floor
from experiments.observed.blocks import Observed

ALL = "all"
Cells = Callable[[NDArray[Any], NDArray[Any]], NDArray[np.float64]]
OF_COUNTS: dict[str, Cells] = {
    "crps": crps,
    "crps_log": crps_log,
    "ignorance": ignorance,
    "interval": interval_score,
    "coverage_50": partial(coverage, level=0.5),
    "coverage_90": partial(coverage, level=0.9),
}
SCORES = ("crps", "crps_log", "ignorance", "interval", "energy", "mix")
"""Proper scores, lower is better: what skill is made of. The other measures are only to be read."""
FAIR = ("crps", "crps_log", "energy", "mix")
"""Scores that may be compared between forecasts of different numbers of draws."""


@dataclass(frozen=True)
class Measured:
    """One measure by target (or `all`): a value for each block, and the phase of each block."""

    values: dict[str, NDArray[np.float64]]
    phases: tuple[str, ...]


def measured(draws: NDArray[Any], observed: Observed) -> dict[str, Measured]:
    """Every measure of the forecast `draws[draw, target, stretch]`, by name.

    Blocks are stretches, for the mix phases. A block with no forecast, all of whose draws are nan, is nan.
    """
    told = [n for n in range(draws.shape[2]) if not np.isnan(draws[:, :, n]).any()]
    phases, blank = observed.phases, np.full(draws.shape[2], np.nan)
    found = {name: Measured(_by_target(score, draws, observed, told), phases) for name, score in OF_COUNTS.items()}
    vectors = blank.copy()
    vectors[told] = list(_energies(draws, observed, told))
    return {**found, "energy": Measured({ALL: vectors}, phases), **_mixes(draws, observed, told)}


def mean(each: Sequence[Measured]) -> Measured:
    """The mean of one measure of several forecasts."""
    values = {target: np.mean([one.values[target] for one in each], axis=0) for target in each[0].values}
    return Measured(values, each[0].phases)


def _by_target(
    score: Cells, draws: NDArray[Any], observed: Observed, told: list[int]
) -> dict[str, NDArray[np.float64]]:
    cells = np.full(draws.shape[1:], np.nan)
    cells[:, told] = score(draws[:, :, told], observed.counts[:, :, told])
    return {**dict(zip(observed.targets, cells, strict=True)), ALL: cells.mean(axis=0)}


def _energies(draws: NDArray[Any], observed: Observed, told: list[int]) -> Iterator[float]:
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
    return {name: Measured({ALL: values}, phases) for name, values in named.items()}
