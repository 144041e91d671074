"""Retaliation risk: perceived, learned from strikes and posture, forgotten; it moves attacks and lowers lethality.

ME01 (bases riskier than convoys), ME02 (casualty threshold), ME03 (aim to miss), ME06, ME19 (posture).
Learning with forgetting and vicarious weight: Camerer & Ho 1999; both signs are kept (see grievance).
"""

from __future__ import annotations

from math import exp

from model.compiled import rule


@rule("f8(f8, f8, f8)")
def expected_risk(calm: float, tense: float, posture: float) -> float:
    """Risk in [0, 1] that the administration's declared posture alone suggests."""
    return calm + (tense - calm) * posture


@rule("f8(f8, f8, f8, f8, f8)")
def learn_risk(risk: float, kept: float, expected: float, jump: float, signal: float) -> float:
    """Perceived risk after a week: back towards what posture suggests, up by `jump` times a strike's signal."""
    settled = expected + kept * (risk - expected)
    return settled + (1.0 - settled) * (1.0 - exp(-jump * signal))


@rule("f8(f8, f8, f8)")
def strike_signal(severity: float, hit: float, vicarious: float) -> float:
    """How strongly a strike speaks to a militia: fully when hit (1), by the vicarious share when not (0)."""
    return severity * (hit + (1.0 - hit) * vicarious)


@rule("f8(f8, f8, f8, f8)")
def risk_cost(weight: float, risk: float, attribution: float, exposure: float) -> float:
    """Appeal lost to the expected answer: perceived risk, if the attack is traced, on an exposed target."""
    return -weight * risk * attribution * exposure


@rule("f8(f8, f8)")
def restraint(aim: float, risk: float) -> float:
    """Factor on lethality: the more risk is felt, the more attacks aim to miss."""
    return exp(-aim * risk)
