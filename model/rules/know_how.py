"""Learning to attack a kind of target that was not attacked before (part of retaliation_risk and rivalry).

Militias that feel at risk search for safer ways (ME01: convoys were a new strategy of early 2020, not an
old one), practise, and copy rivals (ME16); a convoy attack needs no supplied weapons (ME06).
"""

from __future__ import annotations

from math import exp

from model.compiled import rule


@rule("f8(f8, f8, f8)")
def learn(know_how: float, gain: float, readiness: float) -> float:
    """Know-how in [0, 1] after a week: the part still missing shrinks with `gain` times `readiness`."""
    if know_how == 1.0:
        return know_how
    return 1.0 - (1.0 - know_how) * exp(-gain * readiness)


@rule("f8(f8, f8, f8, f8, f8, f8)")
def gain(search: float, risk: float, practise: float, own: float, copy: float, others: float) -> float:
    """Speed of learning: search under risk, own attacks and rivals' attacks of the last weeks."""
    return search * risk + practise * own + copy * others


@rule("f8(f8, f8)")
def gap_cost(weight: float, know_how: float) -> float:
    """Appeal lost by what is not yet mastered."""
    return -weight * (1.0 - know_how)
