"""Random utility over targets and doing nothing (logit; McFadden 1974, Signorino 1999).

Doing nothing has appeal 0. A slot first decides whether it acts, with one uniform against 1 - P(nothing),
then, only if it acts, which target: Gumbel-max over the targets, as a race of exponential arrivals (the same
choice from half the logarithms). Together that is one draw from the logit.
"""

from __future__ import annotations

from math import exp

from model.compiled import rule

CEILING = 30.0  # exp(30) makes acting certain; keeps a wild prior draw from overflowing
FLOOR = -700.0  # exp(-700) never happens, and can still be divided by


@rule("f8(f8)")
def odds(appeal: float) -> float:
    """Odds of a target against doing nothing, above 0."""
    return exp(max(min(appeal, CEILING), FLOOR))


@rule("f8(f8)")
def act_probability(total_odds: float) -> float:
    """Probability that an operation slot acts, given the summed odds of all open targets."""
    return total_odds / (1.0 + total_odds)
