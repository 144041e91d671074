"""The numbers the rules take, and which of them are a mechanism's strength.

A mechanism that is switched off has its strengths at zero, and with them at zero its rules add exactly
nothing: no rule and no engine ever asks whether a mechanism is on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple, get_args, get_type_hints

from model.errors import ModelError, unknown

LARGE = 100.0  # log-odds far beyond which nothing changes any more; a sum of several can still be exponentiated
LEAST_ATTRIBUTION = 1e-6  # rules divide by it
Share = Annotated[float, (0.0, 1.0)]
Attribution = Annotated[float, (LEAST_ATTRIBUTION, 1.0)]
Weight = Annotated[float, (0.0, LARGE)]  # of a reason, in log-odds, or a rate: none acts against its own sign
Signed = Annotated[float, (-LARGE, LARGE)]  # log-odds of either sign
Spread = Annotated[float, (0.0, 2.0)]  # coefficient of variation of a factor of mean one
Weeks = Annotated[float, (1e-3, 1e6)]  # a half-life or horizon: never none
"""What a number may be: its lowest and highest legal value, whatever prior is given for it."""

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
    risk_weight: Weight
    aim: Weight
    search: Weight
    claim_fear: Weight
    risk_calm: Share
    risk_tense: Share
    risk_half_life: Weeks
    risk_jump: Weight
    vicarious: Share
    warning: Share
    # know-how of new kinds of target
    know_how_weight: Weight
    practise: Weight
    # deniability and claims
    cover_need: Weight
    label: Weight
    risk_tolerance: Share
    own_attribution: Attribution
    veil: Signed
    evidence: Weight
    front: Signed
    specialism: Weight
    renown: Weight
    wear: Weight
    exposure_half_life: Weeks
    trace_rate: Weight
    retire_rate: Weight
    claim_base: Signed
    claim_prestige: Signed
    reticence: Weight
    # patron_control
    order_weight: Weight
    damage_limit: Weight
    supply: Weight
    hold_fear: Weight
    press_tension: Weight
    talks_leverage: Signed
    office_calm: Weight
    fear_half_life: Weeks
    # rivalry
    outbid: Weight
    niche: Weight
    defy: Weight
    copy: Weight
    standing_half_life: Weeks
    activity_half_life: Weeks
    # revenue_feud
    feud: Weight
    protect: Weight
    sober: Weight
    feud_half_life: Weeks
    feud_sensitivity: Weight
    revenue_half_life: Weeks
    revenue_damage: Share
    # bargaining
    tension: Weight
    talks: Weight
    signals: Weight
    deadline: Weight
    unmet: Weight
    anniversary: Weight
    example: Weight
    calendar_horizon: Weeks
    example_horizon: Weeks
    # opportunity
    exposure: Weight
    lost_cause: Weight
    closure_rate: Weight
    reluctance: Weight
    small_share: Share
    # substitution
    drain: Weight
    load_half_life: Weeks
    # provocation
    operations: Weight
    dispute: Weight
    turkish_answer: Weight
    # domestic_politics
    before_election: Weight
    defeat: Weight
    office: Weight
    struggle: Weight
    mandate: Weight
    coerce: Weight
    election_horizon: Weeks
    defeat_horizon: Weeks
    # grievance
    revenge: Weight
    grievance_half_life: Weeks
    # confidence
    bold: Weight
    reckless: Weight
    confidence_half_life: Weeks
    # relevance
    credit: Weight
    spectacle: Weight
    handover_horizon: Weeks
    # host_response
    interdiction: Weight
    guard_effort: Weight
    intelligence: Weight
    shame: Weight
    guard_half_life: Weeks
    # US answer
    resolve_relaxed: Share
    resolve_contested: Share
    severity_relaxed: Share
    severity_contested: Share
    certainty: Share
    impatience: Weight
    patience_half_life: Weeks
    # scatter: no mechanism, so no switch has it; 0 is none
    frailty: Spread


PARAMETER_RANGES: dict[str, tuple[float, float]] = {
    name: get_args(hint)[1] for name, hint in get_type_hints(Parameters, include_extras=True).items()
}
"""Lowest and highest legal value of each parameter."""


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
