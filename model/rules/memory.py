"""How what was seen fades."""

from __future__ import annotations

from math import exp, log

from model.compiled import rule


@rule("f8(f8)")
def retention(half_life: float) -> float:
    """Share of a memory left after one week, from its half-life in weeks (0: nothing is left)."""
    if half_life <= 0.0:
        return 0.0
    return exp(-log(2.0) / half_life)


@rule("f8(f8, f8, f8)")
def recall(memory: float, kept: float, seen: float) -> float:
    """Exponentially weighted mean of what is seen each week; `kept` is the weekly retention."""
    return kept * memory + (1.0 - kept) * seen


@rule("f8(f8, f8, f8)")
def pile_up(memory: float, kept: float, seen: float) -> float:
    """Sum of what was seen, each part fading with time."""
    return kept * memory + seen
