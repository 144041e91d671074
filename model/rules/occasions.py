"""How near a dated occasion (election, deadline, anniversary, handover) is felt to be."""

from __future__ import annotations

from math import exp

from model.compiled import rule


@rule("f8(f8, f8)")
def nearness(weeks: float, horizon: float) -> float:
    """Weight in (0, 1] of an occasion `weeks` away (inf: there is none), fading over `horizon` weeks."""
    if horizon <= 0.0:
        return 0.0
    return exp(-weeks / horizon)


@rule("f8(f8, f8, f8)")
def around(weeks_to: float, weeks_since: float, horizon: float) -> float:
    """Weight of an occasion felt before and after its date: the nearer side counts."""
    return nearness(min(weeks_to, weeks_since), horizon)
