"""What one set of parameters fixes for all its runs: how memories fade, and what dates make of each week."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model import deeds, minding, weighing
from model.compiled import stretch
from model.ensemble.stage import A, Floats, Ints, Stage, tell
from model.ensemble.views import FELT, KEPT, drivers, militia, occasions, parameters, put


class Season(NamedTuple):
    """Arrays filled anew for each set of parameters."""

    kept: Floats  # as views.Kept
    felt: Floats  # [weeks], as views.Felt
    dates: Floats  # [weeks], what of it is the calendar's
    stale: Ints  # [weeks], 1 where an occasion has moved since
    limit: Floats  # [militias], Iran's limit on deaths
    rival_stake: Floats  # [militias], the largest stake in the trade among the others


def season(stage: Stage) -> Season:
    """Room for a season."""
    militias = len(stage.slots)
    weeks, stale = stage.weeks, np.zeros(stage.weeks, dtype=np.int64)
    return Season(
        np.empty(KEPT), np.empty((weeks, FELT)), np.empty(weeks), stale, np.empty(militias), np.empty(militias)
    )


@stretch()
def feel(season: Any, stage: Any, p: Any, week: int) -> None:
    """What a week's drivers and occasions make of it."""
    numbers, now = parameters(p), drivers(stage, week)
    ahead, past = occasions(stage.weeks_to, week), occasions(stage.weeks_since, week)
    put(season.felt[week], weighing.felt(numbers, now, ahead, past))
    season.dates[week] = weighing.calendar(numbers, ahead, past)
    season.stale[week] = 0


@stretch()
def turn(season: Any, stage: Any, p: Any, at: Any, values: Any) -> None:
    """Write a set of numbers in the place of the stage's own, and fill a season for it."""
    tell(stage, at, values)
    numbers = parameters(p)
    put(season.kept, minding.kept(numbers))
    for week in range(stage.weeks):
        feel(season, stage, p, week)
    for i in range(len(stage.slots)):
        season.limit[i] = deeds.limit(numbers, militia(stage, i))
        season.rival_stake[i] = 0.0
        for j in range(len(stage.slots)):
            if j != i:
                season.rival_stake[i] = max(season.rival_stake[i], stage.actors[j, A.trade_stake])
