"""The numbers the rules take, and which of them are a mechanism's strength.

A mechanism that is switched off has its strengths at zero, and with them at zero its rules add exactly
nothing: no rule and no engine ever asks whether a mechanism is on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.errors import ModelError, unknown

STRENGTHS: dict[str, tuple[str, ...]] = {
    "retaliation_risk": ("risk_weight", "aim", "search", "claim_fear"),
    "deniability": ("cover_need", "label"),
    "patron_control": ("order_weight", "damage_limit", "supply"),
    "rivalry": ("outbid", "niche", "defy", "copy"),
    "revenue_feud": ("feud", "protect", "sober"),
    "bargaining": ("tension", "talks", "signals", "deadline", "unmet", "anniversary", "example"),
    "opportunity": ("exposure", "lost_cause", "closure_rate", "reluctance"),
    "substitution": ("drain",),
    "provocation": ("operations", "dispute", "turkish_answer"),
    "domestic_politics": ("before_election", "defeat", "office", "struggle", "mandate", "coerce"),
    "grievance": ("revenge",),
    "confidence": ("bold", "reckless"),
    "relevance": ("credit", "spectacle"),
    "host_response": ("interdiction", "guard_effort", "intelligence", "shame"),
}
"""Mechanism -> the parameters that are zero when it is off (rulebook of the project, one switch each)."""


class Parameters(NamedTuple):
    """Every number that a rule takes; log-odds, weeks or shares as conf/parameters says of each."""

    # retaliation_risk
    risk_weight: float
    aim: float
    search: float
    claim_fear: float
    risk_calm: float
    risk_tense: float
    risk_half_life: float
    risk_jump: float
    vicarious: float
    warning: float
    # know-how of new kinds of target
    know_how_weight: float
    practise: float
    # deniability and claims
    cover_need: float
    label: float
    risk_tolerance: float
    own_attribution: float
    veil: float
    evidence: float
    front: float
    specialism: float
    renown: float
    wear: float
    exposure_half_life: float
    trace_rate: float
    retire_rate: float
    claim_base: float
    claim_prestige: float
    reticence: float
    # patron_control
    order_weight: float
    damage_limit: float
    supply: float
    hold_fear: float
    press_tension: float
    talks_leverage: float
    office_calm: float
    fear_half_life: float
    # rivalry
    outbid: float
    niche: float
    defy: float
    copy: float
    standing_half_life: float
    activity_half_life: float
    # revenue_feud
    feud: float
    protect: float
    sober: float
    feud_half_life: float
    feud_sensitivity: float
    revenue_half_life: float
    revenue_damage: float
    # bargaining
    tension: float
    talks: float
    signals: float
    deadline: float
    unmet: float
    anniversary: float
    example: float
    calendar_horizon: float
    example_horizon: float
    # opportunity
    exposure: float
    lost_cause: float
    closure_rate: float
    reluctance: float
    small_share: float
    # substitution
    drain: float
    load_half_life: float
    # provocation
    operations: float
    dispute: float
    turkish_answer: float
    # domestic_politics
    before_election: float
    defeat: float
    office: float
    struggle: float
    mandate: float
    coerce: float
    election_horizon: float
    defeat_horizon: float
    # grievance
    revenge: float
    grievance_half_life: float
    # confidence
    bold: float
    reckless: float
    confidence_half_life: float
    # relevance
    credit: float
    spectacle: float
    handover_horizon: float
    # host_response
    interdiction: float
    guard_effort: float
    intelligence: float
    shame: float
    guard_half_life: float
    # US answer
    resolve_relaxed: float
    resolve_contested: float
    severity_relaxed: float
    severity_contested: float
    certainty: float
    impatience: float
    patience_half_life: float


def parameters(values: Mapping[str, float]) -> Parameters:
    """Parameters from a name -> value mapping; raises ModelError for an unknown or missing name."""
    for name in values:
        if name not in Parameters._fields:
            raise unknown("parameter", name, Parameters._fields, "conf/parameters")
    missing = [name for name in Parameters._fields if name not in values]
    if missing:
        raise ModelError(
            f"parameter '{missing[0]}' has no value: every rule needs its numbers. Add it in conf/parameters."
        )
    return Parameters(**{name: float(value) for name, value in values.items()})


def switched(chosen: Parameters, mechanisms: Mapping[str, bool]) -> Parameters:
    """The parameters with the strengths of every mechanism that is off at zero; unnamed mechanisms stay on."""
    for name in mechanisms:
        if name not in STRENGTHS:
            raise unknown("mechanism", name, STRENGTHS, "conf/mechanisms")
    off = [strength for name, on in mechanisms.items() if not on for strength in STRENGTHS[name]]
    return chosen._replace(**dict.fromkeys(off, 0.0))
