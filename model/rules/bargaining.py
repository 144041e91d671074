"""Bargaining: tension, talks, deadlines, anniversaries and mixed signals raise the value of pressing the US.

ME08, ME09, ME20, ME31, ME42.
"""

from __future__ import annotations

from model.compiled import rule


@rule("f8(f8, f8, f8, f8, f8, f8)")
def leverage(
    tension_weight: float,
    tension: float,
    talks_weight: float,
    talks: float,
    signals_weight: float,
    signals: float,
) -> float:
    """Pressure on the US that standing conditions invite: tension, talks under way, mixed signals (0 to 1 each)."""
    return tension_weight * tension + talks_weight * talks + signals_weight * signals


@rule("f8(f8, f8, f8, f8, f8, f8)")
def calendar(
    deadline_weight: float,
    deadline: float,
    anniversary_weight: float,
    anniversary: float,
    example_weight: float,
    example: float,
) -> float:
    """Pressure that dates invite: a deadline, an anniversary, a withdrawal elsewhere (nearness 0 to 1 each)."""
    return deadline_weight * deadline + anniversary_weight * anniversary + example_weight * example
