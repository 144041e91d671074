"""Cohen's kappa (1960), with linear weights for ordered levels (Cohen 1968)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

Label = TypeVar("Label", str, float)


def kappa(one: Sequence[Label], other: Sequence[Label], apart: Callable[[Label, Label], float]) -> float:
    """Agreement beyond chance: 1 less the observed disagreement over the one expected from the margins.

    `apart` is how far two labels disagree. Where chance alone would agree always (each coder gives one label
    and the same) the share of equal labels stands in, which is 1. ValueError for sequences of unequal length or none.
    """
    if len(one) != len(other) or not one:
        raise ValueError(f"{len(one)} labels against {len(other)}: kappa needs as many of each, and one at least")
    observed = sum(map(apart, one, other)) / len(one)
    left, right = Counter(one), Counter(other)
    expected = sum(apart(a, b) * left[a] * right[b] for a in left for b in right) / len(one) ** 2
    return 1.0 - observed / expected if expected else equal(one, other)


def equal(one: Sequence[Label], other: Sequence[Label]) -> float:
    """Share of places in which two sequences have the same label."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def linear(one: float, other: float) -> float:
    """How far two levels are apart."""
    return abs(one - other)


def nominal(one: str, other: str) -> float:
    """1 for different labels, 0 for equal ones."""
    return float(one != other)
