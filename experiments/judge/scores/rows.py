"""Rows of scores.csv: the model's measures, and its skill against each baseline, by phase and target and pooled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from experiments.judge.scores.measures import ALL, FAIR, SCORES, Measured, mean, measured
from experiments.judge.scores.score import Score
from experiments.judge.scores.skill import skill
from experiments.observed.blocks import Observed

BATCHES = 10


@dataclass(frozen=True)
class Forecast:
    """Draws `[draw, target, stretch]`, nan where there is no forecast; `causal`: made from earlier stretches only.

    `parts` divides the draws into forecasts that are judged one by one, and the mean is taken.
    """

    draws: NDArray[np.float64]
    causal: bool
    parts: tuple[range, ...] = ()


def scores(
    model: Forecast, baselines: Mapping[str, Forecast], observed: Observed, seen: Mapping[str, str]
) -> list[Score]:
    """Every row; `seen` says of each phase, and of all, what the estimate has seen of it."""
    own = measured(model.draws, observed)
    rows = list(_own(own, _spreads(model.draws, observed), model.causal, seen))
    for name, baseline in baselines.items():
        rows += _beside(own, _judged(baseline, observed), name, baseline.causal, seen)
    return rows


def _judged(forecast: Forecast, observed: Observed) -> dict[str, Measured]:
    """Measures of a forecast; of parts, which have fewer draws, only those that are fair for any number of draws."""
    if not forecast.parts:
        return measured(forecast.draws, observed)
    each = [measured(forecast.draws[list(part)], observed) for part in forecast.parts]
    return {name: mean([one[name] for one in each]) for name in FAIR}


def _own(
    own: Mapping[str, Measured], spreads: Mapping[tuple[str, str, str], float], causal: bool, seen: Mapping[str, str]
) -> Iterator[Score]:
    for metric, target, phase, blocks in _scopes(own):
        value = own[metric].values[target][blocks]
        spread = spreads.get((metric, target, phase))
        alone = ("", None, None, None, None)
        yield Score(phase, target, metric, float(value.mean()), spread, *alone, len(value), causal, seen[phase])


def _beside(
    own: Mapping[str, Measured], other: Mapping[str, Measured], name: str, causal: bool, seen: Mapping[str, str]
) -> Iterator[Score]:
    for metric, target, phase, blocks in _scopes(own):
        if metric not in other:
            continue
        if (found := skill(own[metric].values[target][blocks], other[metric].values[target][blocks])) is None:
            continue
        judged = (found.skill, found.low, found.high) if metric in SCORES else (None, None, None)
        numbers = (found.score, None, name, found.baseline, *judged, found.blocks)
        yield Score(phase, target, metric, *numbers, causal, seen[phase])


def _scopes(own: Mapping[str, Measured]) -> Iterator[tuple[str, str, str, NDArray[np.bool_]]]:
    """Measure, target, phase (or all) and which blocks belong to it."""
    for metric, measure in own.items():
        phases = np.array(measure.phases)
        for target in measure.values:
            for phase in dict.fromkeys((*measure.phases, ALL)):
                yield metric, target, phase, (phases == phase) | (phase == ALL)


def _spreads(draws: NDArray[np.float64], observed: Observed) -> dict[tuple[str, str, str], float]:
    """Deviation between seeds of each measure: that between ten batches of the draws, over the root of ten."""
    if len(draws) < 2 * BATCHES:
        return {}
    batches = [measured(batch, observed) for batch in np.array_split(draws, BATCHES)]
    return {
        (metric, target, phase): float(
            np.std([batch[metric].values[target][blocks].mean() for batch in batches], ddof=1) / sqrt(BATCHES)
        )
        for metric, target, phase, blocks in _scopes(batches[0])
    }
