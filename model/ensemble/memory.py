"""What actors remember during one run, as arrays that compiled code changes in place."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model import minding
from model.compiled import step
from model.ensemble.stage import D, Floats, G, Ints, Stage, T, places
from model.ensemble.views import put
from model.targets import MEANS
from model.views import Mind as MindView

KINDS_OF_MEANS, TRAITS = len(MEANS), len(G)

M: Any = places(
    "M", (*MindView._fields, "covered", "credit", "restraint", "recklessness")
)  # the last four: this week's
B: Any = places("B", ("used", "claims", "exposure", "credit", "renown", "attribution"))
S: Any = places("S", ("parent", "state"))
OP: Any = places("OP", ("militia", "slot", "target", "place"))  # an operation; place: of its first draw
DEAD: Any = places("DEAD", ("militia", "target", "slot", "day"))  # a lethal attack
W: Any = places(
    "W",
    (
        "small_bases", "patience", "base_attacks", "fear", "attacked", "security", "road_attacks", "brands_practised",
        "due", "due_severity", "due_hit", "due_abroad",  # the strike in preparation; due -1: none
        "struck", "severity", "hit",  # this week's strike; struck 0: none
    ),
)  # fmt: skip
UNBORN, IN_USE, TRACED, RETIRED = range(4)  # what S.state may be


class Mind(NamedTuple):
    """One run's memory."""

    minds: Floats  # [militias, M]
    know_how: Floats  # [militias, targets]
    activity: Floats  # [militias, targets]
    load: Floats  # [militias, means]
    used: Floats  # [means], one militia's this week
    odds: Floats  # [militias, targets], this week's against doing nothing
    climates: Floats  # [targets], this week's
    faring: Floats  # [targets], factors on everybody's odds of each this quarter
    appeals: Floats  # [targets], to the militia that plans
    others: Floats  # [targets], recent attacks a week by everybody but the militia that plans
    access: Floats  # [2, targets]: what was last found, and the appeal of it
    attacks: Floats  # [militias, targets], this week's
    by: Floats  # [militias, G], this week's attacks weighted by traits of their targets
    on: Floats  # [G], the same of all militias
    operations: Ints  # rows of OP, this week's; operations[-1, 0] counts them
    brands: Floats  # [brands, B]
    status: Ints  # [brands, S]
    named: Ints  # [militias, targets], brands in use that are made for a target
    roster: Ints  # brands in use, in order of birth; roster[-1] counts them
    own: Ints  # [militias, brands + 1], the same of each militia
    deadly: Ints  # rows of DEAD, this week's; deadly[-1, 0] counts them
    blame: Floats  # attribution of each
    powers: Floats  # [W], the memory of the state actors


def mind(stage: Stage) -> Mind:
    """Room for a memory."""
    militias, brands, targets = len(stage.slots), len(stage.specialism), len(stage.means)
    return Mind(
        minds=np.zeros((militias, len(M))),
        know_how=np.zeros((militias, targets)),
        activity=np.zeros((militias, targets)),
        load=np.zeros((militias, KINDS_OF_MEANS)),
        used=np.zeros(KINDS_OF_MEANS),
        odds=np.zeros((militias, targets)),
        climates=np.zeros(targets),
        faring=np.zeros(targets),
        appeals=np.zeros(targets),
        others=np.zeros(targets),
        access=np.zeros((2, targets)),
        attacks=np.zeros((militias, targets)),
        by=np.zeros((militias, TRAITS)),
        on=np.zeros(TRAITS),
        operations=np.zeros((stage.all_slots + 1, len(OP)), dtype=np.int64),
        brands=np.zeros((brands, len(B))),
        status=np.zeros((brands, len(S)), dtype=np.int64),
        named=np.zeros((militias, targets), dtype=np.int64),
        roster=np.zeros(brands + 1, dtype=np.int64),
        own=np.zeros((militias, brands + 1), dtype=np.int64),
        deadly=np.zeros((stage.all_slots + 1, len(DEAD)), dtype=np.int64),
        blame=np.zeros(stage.all_slots),
        powers=np.zeros(len(W)),
    )


@step()
def begin(mind: Any, stage: Any, p: Any) -> None:
    """Forget the last run."""
    calm = minding.at_first(p, stage.drivers[D.posture, 0])
    mind.minds[:] = 0.0
    for i in range(len(stage.slots)):
        put(mind.minds[i], calm)
        for c in range(len(stage.means)):
            mind.know_how[i, c] = stage.traits[c, T.know_how]
    mind.activity[:] = 0.0
    mind.load[:] = 0.0
    mind.access[:] = np.nan
    mind.brands[:] = 0.0
    mind.status[:] = UNBORN
    mind.named[:] = 0
    mind.roster[-1] = 0
    mind.own[:, -1] = 0
    mind.powers[:] = 0.0
    mind.powers[W.small_bases], mind.powers[W.due] = stage.small_bases, -1.0


@step()
def weigh_attacks(mind: Any, stage: Any) -> None:
    """Weight this week's attacks by traits of their targets: of each militia, and of all."""
    mind.by[:] = 0.0
    mind.on[:] = 0.0
    for i in range(mind.attacks.shape[0]):
        for c in range(mind.attacks.shape[1]):
            if mind.attacks[i, c] > 0.0:
                for trait in range(TRAITS):
                    weighted = mind.attacks[i, c] * stage.counted[c, trait]
                    mind.by[i, trait] += weighted
                    mind.on[trait] += weighted
