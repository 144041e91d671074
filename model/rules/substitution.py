"""Substitution: capacity is finite, and what one target uses up of the means is missing for the others (ME26)."""

from __future__ import annotations

from model.compiled import rule


@rule("f8(f8, f8)")
def drained(weight: float, load: float) -> float:
    """Appeal lost by a target whose means (stand-off weapons, or bombs) recent operations have used up."""
    return -weight * load
