"""One row of scores.csv."""

from __future__ import annotations

from dataclasses import dataclass

LENS = "acled"
"""Through which the model is read, whatever the tables of a result are seen through: the record is ACLED's."""


@dataclass(frozen=True)
class Score:
    """One measure in one phase (or all) on one target (or all), on its own or beside that of one baseline."""

    phase: str
    target: str
    metric: str
    score: float
    spread: float | None  # one deviation between seeds; empty where another set of stretches or few draws
    baseline: str  # empty: the model's measure on its own
    baseline_score: float | None
    skill: float | None  # empty: not a proper score, or nothing to divide by
    low: float | None  # 90 % interval over blocks; empty where there are too few
    high: float | None
    blocks: int  # stretches (for the mix: phases) that both have a forecast for
    causal: bool  # whether the baseline (or model) saw nothing but what came before each stretch
    exposure: str  # fitted, held out or not fitted (for all: fitted if any phase was)


@dataclass(frozen=True)
class ScenarioScore(Score):
    """The same of one scenario among several; the baseline is the first of them."""

    scenario: str
