"""Relevance: attacks just before announced handovers, claims as spectacle near symbolic dates (ME13, ME30)."""

from __future__ import annotations

from model.compiled import rule


@rule("f8(f8, f8, f8)")
def take_credit(weight: float, handover: float, value: float) -> float:
    """Appeal of symbolic US targets as an announced handover nears: it can be shown as a victory."""
    return weight * handover * value


@rule("f8(f8, f8)")
def spectacle(weight: float, symbolic: float) -> float:
    """Log-odds of claiming added by a symbolic date near at hand (0 to 1)."""
    return weight * symbolic
