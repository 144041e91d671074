"""Host response: interdiction, convoy security, weapons intelligence, exposure of harm to Iraqis.

ME35 and Knights 2020 (lines 38-43): what Baghdad can do about harassment.
"""

from __future__ import annotations

from math import exp

from model.compiled import rule


@rule("f8(f8, f8, f8, f8)")
def foil_probability(rate: float, policing: float, openness: float, security: float) -> float:
    """Probability that an operation is foiled: policing (0 to 1), how preventable the target is, added security."""
    return 1.0 - exp(-rate * policing * openness * (1.0 + security))


@rule("f8(f8, f8, f8, f8)")
def guard(security: float, kept: float, effort: float, attacks: float) -> float:
    """Convoy security after a week: effort in step with recent attacks on convoys, fading."""
    return kept * security + (1.0 - kept) * effort * attacks


@rule("f8(f8, f8, f8)")
def intelligence(rate: float, policing: float, attacks: float) -> float:
    """Evidence that crime scenes add on a brand after `attacks` by it."""
    return rate * policing * attacks


@rule("f8(f8, f8, f8)")
def shame(rate: float, policing: float, harm: float) -> float:
    """Standing lost because the government shows the harm that attacks did to Iraqis."""
    return rate * policing * harm
