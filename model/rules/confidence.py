"""Confidence: unanswered harassment builds confidence and risk taking (ME34)."""

from __future__ import annotations

from math import exp

from model.compiled import rule


@rule("f8(f8, f8, f8, f8)")
def embolden(confidence: float, kept: float, unanswered: float, signal: float) -> float:
    """Confidence in [0, 1] after a week: grows when harassment (1 or 0) went unanswered, broken by a strike."""
    grown = kept * confidence + (1.0 - kept) * unanswered
    return grown * exp(-signal)


@rule("f8(f8, f8)")
def bold(weight: float, confidence: float) -> float:
    """Appeal of US targets from confidence."""
    return weight * confidence


@rule("f8(f8, f8)")
def reckless(weight: float, confidence: float) -> float:
    """Factor on lethality from confidence."""
    return exp(weight * confidence)
