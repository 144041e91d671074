"""Rivalry: militias outbid rivals for standing, enter their niche, and defy a truce to gain credit.

ME11, ME12, ME16; outbidding raises quality more than quantity (Conrad & Greene 2015), hence times value.
"""

from __future__ import annotations

from model.compiled import rule


@rule("f8(f8, f8, f8, f8)")
def outbid(weight: float, best_rival: float, standing: float, value: float) -> float:
    """Appeal of symbolic targets to a militia whose standing trails the best rival's."""
    return weight * max(0.0, best_rival - standing) * value


@rule("f8(f8, f8, f8)")
def enter_niche(weight: float, rivals: float, own: float) -> float:
    """Appeal of a target that rivals work more than oneself does; activities in attacks a week, saturating."""
    lead = max(0.0, rivals - own)
    return weight * lead / (1.0 + lead)


@rule("f8(f8, f8, f8, f8, f8)")
def defy(weight: float, compliance: float, truce: float, expectation: float, truce_coverage: float) -> float:
    """Appeal of breaking a truce when the US is expected to leave: the credit goes to who fought on."""
    return weight * (1.0 - compliance) * truce * expectation * truce_coverage
