"""What one set of parameters fixes for all its runs: how memories fade, and what dates make of each week."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model.compiled import step, stretch
from model.ensemble.stage import A, D, Floats, N, P, Stage, places, tell
from model.rules import bargaining, domestic_politics, memory, occasions, patron_control

K: Any = places(
    "K",
    (
        "risk", "grievance", "confidence", "standing", "activity", "load", "feud", "revenue",
        "exposure", "fear", "guard", "patience",
    ),
)  # fmt: skip
F: Any = places("F", ("us_pressure", "symbolic", "election", "anger", "handover"))


class Season(NamedTuple):
    """Arrays filled anew for each set of parameters."""

    kept: Floats  # [K], weekly retentions
    felt: Floats  # [weeks, F]
    limit: Floats  # [militias], Iran's limit on deaths
    rival_stake: Floats  # [militias], the largest stake in the trade among the others


def season(stage: Stage) -> Season:
    """Room for a season."""
    militias = len(stage.slots)
    return Season(np.empty(len(K)), np.empty((stage.weeks, len(F))), np.empty(militias), np.empty(militias))


@stretch()
def turn(season: Any, stage: Any, p: Any, at: Any, values: Any) -> None:
    """Write a set of numbers in the place of the stage's own, and fill a season for it."""
    tell(stage, at, values)
    fade(season.kept, p)
    for week in range(stage.weeks):
        feel(season.felt[week], stage, p, week)
    for i in range(len(stage.slots)):
        season.limit[i] = patron_control.damage_limit(p[P.damage_limit], stage.actors[i, A.compliance])
        season.rival_stake[i] = 0.0
        for j in range(len(stage.slots)):
            if j != i:
                season.rival_stake[i] = max(season.rival_stake[i], stage.actors[j, A.trade_stake])


@step()
def fade(kept: Any, p: Any) -> None:
    """Weekly retentions from half-lives."""
    kept[K.risk] = memory.retention(p[P.risk_half_life])
    kept[K.grievance] = memory.retention(p[P.grievance_half_life])
    kept[K.confidence] = memory.retention(p[P.confidence_half_life])
    kept[K.standing] = memory.retention(p[P.standing_half_life])
    kept[K.activity] = memory.retention(p[P.activity_half_life])
    kept[K.load] = memory.retention(p[P.load_half_life])
    kept[K.feud] = memory.retention(p[P.feud_half_life])
    kept[K.revenue] = memory.retention(p[P.revenue_half_life])
    kept[K.exposure] = memory.retention(p[P.exposure_half_life])
    kept[K.fear] = memory.retention(p[P.fear_half_life])
    kept[K.guard] = memory.retention(p[P.guard_half_life])
    kept[K.patience] = memory.retention(p[P.patience_half_life])


@step()
def feel(felt: Any, stage: Any, p: Any, week: int) -> None:
    """How near a week's occasions are felt to be, and what they add to all US targets."""
    felt[F.us_pressure] = us_pressure(stage, p, week)
    felt[F.symbolic] = max(around(stage, p, week, N.deadline), around(stage, p, week, N.anniversary))
    felt[F.election] = occasions.nearness(stage.weeks_to[N.election, week], p[P.election_horizon])
    felt[F.anger] = occasions.nearness(stage.weeks_since[N.defeat, week], p[P.defeat_horizon])
    felt[F.handover] = occasions.nearness(stage.weeks_to[N.handover, week], p[P.handover_horizon])


@step()
def around(stage: Any, p: Any, week: int, occasion: int) -> float:
    """How near an occasion is felt to be."""
    return occasions.around(stage.weeks_to[occasion, week], stage.weeks_since[occasion, week], p[P.calendar_horizon])


@step()
def us_pressure(stage: Any, p: Any, week: int) -> float:
    """Appeal that this week adds to all US targets."""
    d, since = stage.drivers, stage.weeks_since
    talks = max(d[D.us_iraq_talks, week], d[D.nuclear_talks, week])
    standing = bargaining.leverage(
        p[P.tension], d[D.tension, week], p[P.talks], talks, p[P.signals], d[D.mixed_signals, week]
    )
    dates = bargaining.calendar(
        p[P.deadline],
        occasions.nearness(stage.weeks_to[N.deadline, week], p[P.calendar_horizon]),
        p[P.unmet],
        occasions.nearness(since[N.deadline, week], p[P.calendar_horizon]),
        p[P.anniversary],
        around(stage, p, week, N.anniversary),
        p[P.example],
        occasions.nearness(since[N.example, week], p[P.example_horizon]),
    )
    home = domestic_politics.standing_at_home(
        p[P.office], d[D.office, week], p[P.struggle], d[D.struggle, week], p[P.mandate], d[D.mandate, week]
    )
    return standing + dates + home
