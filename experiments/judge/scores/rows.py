"""Rows of scores.csv: the model's measures, and its skill against each baseline, by phase and target and pooled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.judge.scores.measures import ALL, FAIR, SCORES, Measured, mean, measured, open_cells
from experiments.judge.scores.score import CUT, Score
from experiments.judge.scores.skill import Skill, skill
from experiments.observed.blocks import Observed

BATCHES = 10
Floats = NDArray[np.float64]
Blocks = NDArray[np.bool_]
ALONE: dict[str, Any] = {"baseline": "", "baseline_score": None, "skill": None, "low": None, "high": None}
ALONE |= {"closer": None, "differences": (), "straw": False}


@dataclass(frozen=True)
class Forecast:
    """Draws `[draw, target, stretch]`, nan where there is no forecast; `causal`: made from earlier stretches only.

    `parts` divides the draws into forecasts that are judged one by one, and the mean is taken. `straw`: nobody would
    believe it.
    """

    draws: Floats
    causal: bool
    parts: tuple[range, ...] = ()
    straw: bool = False


@dataclass(frozen=True)
class Trial:
    """What a model is held against: the record, the marks beside which scores are read, what the estimate has seen.

    `marks` are draws by name, `floor` and `oracle`; `seen` says it of each phase, and of all.
    """

    observed: Observed
    seen: Mapping[str, str]
    marks: Mapping[str, Floats] = field(default_factory=dict)
    pause: str = CUT

    @cached_property
    def reached(self) -> dict[str, dict[str, Measured]]:
        """The measures of each mark."""
        return {name: measured(draws, self.observed) for name, draws in self.marks.items()}

    def beside(self, metric: str, target: str, blocks: Blocks) -> dict[str, float | None]:
        """What the marks reach on these blocks."""
        found = {name: own[metric].over(target, blocks) for name, own in self.reached.items()}
        return {name: found.get(name) for name in ("floor", "oracle")}

    def worth(self, target: str, blocks: Blocks, oracle: float | None, baseline: float) -> bool:
        """Whether there is something to be won from a baseline's score on these blocks.

        Not where no table has an attack, nor where the baseline is as close as chance lets anybody be.
        """
        return self._open(target, blocks) and (oracle is None or baseline > oracle)

    def _open(self, target: str, blocks: Blocks) -> bool:
        if len(blocks) != len(self.observed.stretches):
            return True  # phases, of the mix
        rows = open_cells(self.observed)[:, blocks]
        return bool(rows.any() if target == ALL else rows[self.observed.targets.index(target)].any())


def scores(model: Forecast, baselines: Mapping[str, Forecast], trial: Trial) -> list[Score]:
    """Every row."""
    own = measured(model.draws, trial.observed)
    rows = list(_own(own, _spreads(model.draws, trial.observed), model.causal, trial))
    for name, baseline in baselines.items():
        rows += _beside(own, _judged(baseline, trial.observed), (name, baseline), trial)
    return rows


def _judged(forecast: Forecast, observed: Observed) -> dict[str, Measured]:
    """Measures of a forecast; of parts, which have fewer draws, only those that are fair for any number of draws."""
    if not forecast.parts:
        return measured(forecast.draws, observed)
    each = [measured(forecast.draws[list(part)], observed) for part in forecast.parts]
    return {name: mean([one[name] for one in each]) for name in FAIR}


def _own(
    own: Mapping[str, Measured], spreads: Mapping[tuple[str, str, str], float], causal: bool, trial: Trial
) -> Iterator[Score]:
    for metric, target, phase, blocks in _scopes(own):
        if isnan(value := own[metric].over(target, blocks)):
            continue
        spread = spreads.get((metric, target, phase))
        told = {**ALONE, **trial.beside(metric, target, blocks), "score": value, "spread": spread, "causal": causal}
        yield _row(trial, metric, target, phase, blocks=int(blocks.sum()), **told)


def _beside(
    own: Mapping[str, Measured], other: Mapping[str, Measured], rival: tuple[str, Forecast], trial: Trial
) -> Iterator[Score]:
    name, forecast = rival
    for metric, target, phase, blocks in _scopes(own):
        if metric not in other:
            continue
        mine, theirs = own[metric], other[metric]
        both = blocks & ~np.isnan(mine.values[target] + theirs.values[target]).any(axis=0)
        if isnan(value := mine.over(target, both)):
            continue
        told: dict[str, Any] = {"score": value, "baseline_score": theirs.over(target, both), "spread": None}
        told = {**ALONE, **told, **trial.beside(metric, target, both), "baseline": name, "straw": forecast.straw}
        if metric in SCORES:
            found = skill(mine.values[target][:, both], theirs.values[target][:, both])
            told |= _compared(found, trial.worth(target, both, told["oracle"], told["baseline_score"]))
        yield _row(trial, metric, target, phase, blocks=int(both.sum()), causal=forecast.causal, **told)


def _compared(found: Skill | None, worth: bool) -> dict[str, Any]:
    """The columns that compare; where nothing is to be won, without a ratio."""
    if found is None:
        return {}
    told: dict[str, Any] = {"closer": int((found.differences > 0).sum())}
    told |= {"differences": tuple(float(f"{one:g}") for one in found.differences)}
    return {**told, "skill": found.skill, "low": found.low, "high": found.high} if worth else told


def _row(trial: Trial, metric: str, target: str, phase: str, **told: Any) -> Score:
    return Score(pause=trial.pause, phase=phase, target=target, metric=metric, exposure=trial.seen[phase], **told)


def _scopes(own: Mapping[str, Measured]) -> Iterator[tuple[str, str, str, Blocks]]:
    """Measure, target, phase (or all) and which blocks belong to it."""
    for metric, measure in own.items():
        phases = np.array(measure.phases)
        for target in measure.values:
            for phase in dict.fromkeys((*measure.phases, ALL)):
                yield metric, target, phase, (phases == phase) | (phase == ALL)


def _spreads(draws: Floats, observed: Observed) -> dict[tuple[str, str, str], float]:
    """Deviation between seeds of each measure: that between ten batches of the draws, over the root of ten."""
    if len(draws) < 2 * BATCHES:
        return {}
    batches = [measured(batch, observed) for batch in np.array_split(draws, BATCHES)]
    found = {
        (metric, target, phase): [batch[metric].over(target, blocks) for batch in batches]
        for metric, target, phase, blocks in _scopes(batches[0])
    }
    spreads = {scope: float(np.std(values, ddof=1) / sqrt(BATCHES)) for scope, values in found.items()}
    return {scope: spread for scope, spread in spreads.items() if not isnan(spread)}
