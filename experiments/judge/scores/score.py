"""One row of scores.csv."""

from __future__ import annotations

from dataclasses import dataclass

LENS = "acled"
"""Through which the model is read, whatever the tables of a result are seen through: the record is ACLED's."""


@dataclass(frozen=True)
class Score:
    """One measure in one phase (or all) on one target (or all), on its own or beside that of one baseline."""

    phase: str
    """Phase, or all."""
    target: str
    """Target class, or all."""
    metric: str
    """Which measure: docs/scores.md has the formulas."""
    score: float
    """The model's, averaged over the stretches that both have a forecast for; of a proper score, lower is better."""
    spread: float | None
    """One deviation between seeds; empty where another set of stretches or few draws."""
    baseline: str
    """The naive forecast it stands beside; empty: the model's measure on its own."""
    baseline_score: float | None
    """That forecast's."""
    skill: float | None
    """1 - score / baseline's; empty: not a proper score, or nothing to divide by."""
    low: float | None
    """Lower end of the 90 % block-bootstrap interval of skill; empty where there are too few stretches."""
    high: float | None
    """Upper end."""
    blocks: int
    """Stretches (for the mix: phases) that both have a forecast for."""
    causal: bool
    """Whether the baseline (or model) saw nothing but what came before each stretch."""
    exposure: str
    """What the estimate has seen: fitted, held out or not fitted (for all: fitted if any phase was)."""


@dataclass(frozen=True)
class ScenarioScore(Score):
    """The same of one scenario among several; the baseline is the first of them."""

    scenario: str
    """Whose replicates."""
