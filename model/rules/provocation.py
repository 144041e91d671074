"""Provocation: Turkish operations raise attacks on Turkish bases, by each militia's stake in Sinjar.

ME27, ME28, ME41.
"""

from __future__ import annotations

from math import exp

from model.compiled import rule


@rule("f8(f8, f8, f8)")
def intensity(planned: float, answer: float, attacks: float) -> float:
    """Turkish activity in [0, 1]: planned operations, and what recent attacks on Turkish bases add."""
    return 1.0 - (1.0 - planned) * exp(-answer * attacks)


@rule("f8(f8, f8, f8, f8, f8)")
def provoked(operations_weight: float, intensity: float, dispute_weight: float, dispute: float, stake: float) -> float:
    """Appeal of Turkish bases from operations and from the dispute over Sinjar, by the militia's stake there."""
    return (operations_weight * intensity + dispute_weight * dispute) * stake
