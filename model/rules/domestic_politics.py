"""Domestic politics: restraint before an election, violence after a defeat, restraint in office; pressure on the KRG.

ME23, ME24, ME25, ME29, ME39.
"""

from __future__ import annotations

from model.compiled import rule


@rule("f8(f8, f8, f8)")
def before_election(weight: float, nearness: float, value: float) -> float:
    """Appeal of visible targets lost as an election nears: violence in the news costs votes."""
    return -weight * nearness * value


@rule("f8(f8, f8, f8)")
def after_defeat(weight: float, anger: float, unrest: float) -> float:
    """Appeal of targets that challenge the government (`unrest`, 0 to 1) while anger over a defeat lasts."""
    return weight * anger * unrest


@rule("f8(f8, f8, f8, f8, f8, f8)")
def standing_at_home(
    office_weight: float,
    office: float,
    struggle_weight: float,
    struggle: float,
    mandate_weight: float,
    mandate: float,
) -> float:
    """Appeal of all US targets: less in office and in a struggle at home, more with a mandate to expel them."""
    return mandate_weight * mandate - office_weight * office - struggle_weight * struggle


@rule("f8(f8, f8)")
def coerce(weight: float, contest: float) -> float:
    """Appeal of oil and gas while Kurdish votes are contested in federal politics (0 to 1)."""
    return weight * contest
