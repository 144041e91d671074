"""Claiming is a decision of its own: most attacks stay unclaimed (ME30, ME38; Abrahms & Conrad 2017)."""

from __future__ import annotations

from math import exp

from model.compiled import rule


@rule("f8(f8, f8, f8, f8, f8, f8, f8)")
def claim_probability(
    base: float, propensity: float, prestige: float, value: float, fear: float, spectacle: float, reticence: float
) -> float:
    """Probability that an attack is claimed.

    It rises with the militia's own propensity, the target's symbolic `value` times `prestige` and the
    spectacle of the day, and falls with `fear` (perceived risk times attribution) and with the `reticence`
    to claim in a militia's own name (AMB49; 0 under a brand). All in log-odds.
    """
    return 1.0 / (1.0 + exp(-(base + propensity + prestige * value - fear + spectacle - reticence)))
