"""Opportunity: presence and traffic open and close targets; attacks close small bases and empty roads.

ME22, ME32, ME36. Presence enters as an exposure offset (log), as a target that is halved is met half as often.
"""

from __future__ import annotations

from math import exp, log

from model.compiled import rule

LEAST = 1e-3  # a target never vanishes from the logit altogether: ln(0) would


@rule("f8(f8, f8)")
def exposure_gain(weight: float, access: float) -> float:
    """Appeal of a target from how much of it there is (1: all of it, in [0, 1])."""
    return weight * log(max(access, LEAST))


@rule("f8(f8, f8, f8, f8, f8)")
def access(presence: float, closes: float, open_share: float, traffic: float, on_road: float) -> float:
    """How much of a target there is to meet: presence, sites still open if it closes, trucks if it is traffic."""
    return presence * (1.0 - closes * (1.0 - open_share)) * (1.0 - traffic * (1.0 - on_road))


@rule("f8(f8, f8)")
def open_bases(small_share: float, small_open: float) -> float:
    """Share of bases still open when `small_open` of the small ones (which make up `small_share`) are."""
    return 1.0 - small_share * (1.0 - small_open)


@rule("f8(f8, f8)")
def closure_hazard(rate: float, attacks: float) -> float:
    """Weekly probability that a small base is closed under last week's attacks."""
    return 1.0 - exp(-rate * attacks)


@rule("f8(f8, f8)")
def traffic(reluctance: float, attacks: float) -> float:
    """Share of convoys still on the road: contractors grow unwilling with recent attacks a week."""
    return exp(-reluctance * attacks)


@rule("f8(f8, f8, f8)")
def lost_cause(weight: float, announced: float, value: float) -> float:
    """Appeal of symbolic US targets lost once their departure has been announced."""
    return -weight * announced * value
