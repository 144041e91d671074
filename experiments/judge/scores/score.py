"""One row of scores.csv."""

from __future__ import annotations

from dataclasses import dataclass

CUT, WHOLE = "cut", "whole"
"""Whether 2022 is cut where the pause of its last months begins, or scored as one stretch."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """One measure in one phase (or all) on one target (or all), on its own or beside that of one baseline."""

    pause: str
    """`cut`: the pause of 2022, which the outcome chose, is a stretch of its own; `whole`: 2022 is one stretch."""
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
    floor: float | None
    """What the record itself, other tables of it, reaches on the same stretches."""
    oracle: float | None
    """What a forecast reaches that knows the record's counts and throws Poisson dice round them."""
    baseline: str
    """The naive forecast it stands beside; empty: the model's measure on its own."""
    baseline_score: float | None
    """That forecast's."""
    skill: float | None
    """1 - score / baseline's; empty: not a proper score, or a baseline with nothing to be won from."""
    low: float | None
    """Lower end of the 90 % interval of skill; empty below five stretches."""
    high: float | None
    """Upper end."""
    blocks: int
    """Stretches (for the mix: phases) that both have a forecast for."""
    closer: int | None
    """In how many of them the model's score is the lower."""
    differences: tuple[float, ...]
    """Baseline's score less the model's, stretch by stretch in the order of time."""
    straw: bool
    """Whether the baseline is a straw man, which nobody would believe: there for the scale."""
    causal: bool
    """Whether the baseline saw nothing but what came before each stretch, nor anything made by who knew more; the model
    never is, whatever its estimate: rules, drivers and the middles of priors are by readers of all phases."""
    exposure: str
    """What the estimate has seen: fitted, held out or not fitted (for all: fitted if any phase was)."""


@dataclass(frozen=True, kw_only=True)
class ScenarioScore(Score):
    """The same of one scenario among several; the baseline is the first of them."""

    scenario: str
    """Whose replicates."""
