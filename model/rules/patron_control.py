"""Patron control: Iran's directive binds each militia as far as it complies; Iran limits damage and supplies means.

ME10, ME14, ME37; delegation and agency loss: Salehyan 2010, Byman & Kreps 2010. Scope of the truce: AMB07.
"""

from __future__ import annotations

from math import exp

from model.compiled import rule


@rule("f8(f8, f8, f8, f8, f8, f8, f8, f8)")
def directive(
    hold: float,
    fear: float,
    press: float,
    tension: float,
    leverage: float,
    talks: float,
    calm: float,
    office: float,
) -> float:
    """Iran's order in [-1, 1] outside a truce: above 0 hold back, below 0 press the US.

    Iran holds back as it fears escalation and when friends govern in Baghdad, and presses with tension;
    talks may do either (`leverage` is signed).
    """
    order = hold * fear + calm * office - press * tension - leverage * talks
    return max(-1.0, min(1.0, order))


@rule("f8(f8, f8, f8, f8, f8, f8)")
def order_cost(
    weight: float, compliance: float, order: float, coverage: float, truce: float, truce_coverage: float
) -> float:
    """Appeal lost (or won) by the order: in a truce (0 to 1) by what the truce covers, else by the directive."""
    return -weight * compliance * (truce * truce_coverage + (1.0 - truce) * order * coverage)


@rule("f8(f8, f8)")
def damage_limit(limit: float, compliance: float) -> float:
    """Factor on lethality: Iran strives to avoid deaths, as far as it is obeyed."""
    return exp(-limit * compliance)


@rule("f8(f8, f8, f8, f8)")
def supplied(weight: float, compliance: float, order: float, needs_supply: float) -> float:
    """Appeal won by supplied means on targets that need them, when Iran presses (order below 0)."""
    return weight * compliance * max(0.0, -order) * needs_supply
