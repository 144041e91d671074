"""What actors remember during one run, as arrays that compiled code changes in place."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model.compiled import rule
from model.ensemble.stage import D, Floats, Ints, P, T, places
from model.events import COLUMNS
from model.rules import memory, retaliation_risk
from model.targets import MEANS

FIELDS = len(COLUMNS)
KINDS_OF_MEANS = len(MEANS)

M: Any = places("M", ("risk", "grievance", "confidence", "standing", "feud", "revenue", "covered", "credit", "need"))
B: Any = places("B", ("used", "claims", "exposure", "credit"))
S: Any = places("S", ("parent", "state", "born"))
W: Any = places(
    "W",
    (
        "small_bases", "patience", "base_attacks", "fear", "attacked", "security", "road_attacks", "brands_practised",
        "due", "due_severity", "due_hit", "due_abroad",  # the strike in preparation; due -1: none
        "struck", "severity", "hit",  # this week's strike; struck 0: none
    ),
)  # fmt: skip
K: Any = places(
    "K",
    (
        "risk", "grievance", "confidence", "standing", "activity", "load", "feud", "revenue",
        "exposure", "fear", "guard", "patience",
    ),
)  # fmt: skip
MINDS, BRANDS, POWERS, KEPT = len(M), len(B), len(W), len(K)
UNBORN, IN_USE, TRACED, RETIRED = range(4)  # what S.state may be


class Mind(NamedTuple):
    """One run's memory."""

    minds: Floats  # [militias, M]
    know_how: Floats  # [militias, targets]
    activity: Floats  # [militias, targets]
    load: Floats  # [militias, means]
    attacks: Ints  # [militias, targets], this week's
    plans: Ints  # [militias, most slots], target or -1
    brands: Floats  # [brands, B]
    status: Ints  # [brands, S]
    roster: Ints  # brands in use, in order of birth; roster[-1] counts them
    deadly: Ints  # rows of militia, target, slot, day; deadly[-1, 0] counts them
    blame: Floats  # attribution of each
    powers: Floats  # [W], the memory of the state actors
    rows: Ints  # the event log, rows of COLUMNS
    written: Ints  # [1]


@rule()
def kept(p: Any) -> Floats:
    """Weekly retentions [K] from half-lives."""
    weekly = np.empty(KEPT)
    weekly[K.risk] = memory.retention(p[P.risk_half_life])
    weekly[K.grievance] = memory.retention(p[P.grievance_half_life])
    weekly[K.confidence] = memory.retention(p[P.confidence_half_life])
    weekly[K.standing] = memory.retention(p[P.standing_half_life])
    weekly[K.activity] = memory.retention(p[P.activity_half_life])
    weekly[K.load] = memory.retention(p[P.load_half_life])
    weekly[K.feud] = memory.retention(p[P.feud_half_life])
    weekly[K.revenue] = memory.retention(p[P.revenue_half_life])
    weekly[K.exposure] = memory.retention(p[P.exposure_half_life])
    weekly[K.fear] = memory.retention(p[P.fear_half_life])
    weekly[K.guard] = memory.retention(p[P.guard_half_life])
    weekly[K.patience] = memory.retention(p[P.patience_half_life])
    return weekly


@rule()
def blank(stage: Any, p: Any, rows: Any) -> Mind:
    """The memory of a run that has not begun."""
    militias, brands, targets = len(stage.slots), len(stage.specialism), len(stage.means)
    minds, know_how = np.zeros((militias, MINDS)), np.empty((militias, targets))
    calm = retaliation_risk.expected_risk(p[P.risk_calm], p[P.risk_tense], stage.drivers[D.contested_deterrence, 0])
    for i in range(militias):
        minds[i, M.risk], minds[i, M.revenue], minds[i, M.covered] = calm, 1.0, p[P.own_attribution]
        for c in range(targets):
            know_how[i, c] = stage.traits[c, T.know_how]
    powers = np.zeros(POWERS)
    powers[W.small_bases], powers[W.due] = stage.small_bases, -1.0
    return Mind(
        minds,
        know_how,
        np.zeros((militias, targets)),
        np.zeros((militias, KINDS_OF_MEANS)),
        np.zeros((militias, targets), dtype=np.int64),
        np.full((militias, stage.slots.max()), -1),
        np.zeros((brands, BRANDS)),
        np.zeros((brands, 3), dtype=np.int64),
        np.zeros(brands + 1, dtype=np.int64),
        np.zeros((stage.slots.sum() + 1, 4), dtype=np.int64),
        np.zeros(stage.slots.sum()),
        powers,
        rows,
        np.zeros(1, dtype=np.int64),
    )


@rule()
def on(attacks: Any, traits: Any, trait: int) -> float:
    """Attacks of the week, each weighted by a trait of its target."""
    total = 0.0
    for i in range(attacks.shape[0]):
        for c in range(attacks.shape[1]):
            total += attacks[i, c] * traits[c, trait]
    return total


@rule()
def by(attacks: Any, militia: int, traits: Any, trait: int) -> float:
    """One militia's attacks of the week, each weighted by a trait of its target."""
    total = 0.0
    for c in range(attacks.shape[1]):
        total += attacks[militia, c] * traits[c, trait]
    return total


@rule()
def write(mind: Any, week: int, day: int, kind: int, militia: int, target: int, brand: int) -> Any:
    """Log an event with its first fields; returns the row, so that an operation can add its own."""
    row = mind.rows[mind.written[0]]
    mind.written[0] += 1
    row[:] = -1
    row[0], row[1], row[2], row[3], row[4], row[5] = week, day, kind, militia, target, brand
    row[7] = 0
    row[8] = 0
    return row
