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


@rule("f8(f8, f8, f8, f8, f8, f8, f8, f8)")
def calendar(
    deadline_weight: float,
    deadline: float,
    unmet_weight: float,
    unmet: float,
    anniversary_weight: float,
    anniversary: float,
    example_weight: float,
    example: float,
) -> float:
    """Pressure that dates invite (nearness 0 to 1 each).

    A deadline ahead, one that has passed with US forces still there (MEMRI line 85: after it no commitment
    binds), an anniversary, a withdrawal elsewhere.
    """
    return (
        deadline_weight * deadline + unmet_weight * unmet + anniversary_weight * anniversary + example_weight * example
    )
