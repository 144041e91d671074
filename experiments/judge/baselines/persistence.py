"""Everything goes on as it last was."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from experiments.judge.baselines import rates
from experiments.judge.baselines.history import Ahead, History


def persistence(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    """The rate of the last stretch, target by target."""
    return rates.ahead(past.counts[:, :, -1], past.days[-1], ahead.stretch.days, dice)


def last_year(past: History, ahead: Ahead, dice: Generator) -> NDArray[np.int64]:
    """Months of the last twelve, drawn with replacement, all targets of a month together.

    The record has stretches, not months: a month's rate is that of the stretch that holds a day of it drawn at random,
    and a stretch's rate ~ Gamma(events + 1/2, days), so that none in it does not mean never.
    """
    draws, months = len(past.counts), max(1, round(ahead.stretch.days / MONTH))
    latest = past.stretches[-1].end.toordinal()
    reach = min(YEAR, latest - past.stretches[0].start.toordinal() + 1)
    day = latest - dice.integers(reach, size=(draws, months))
    starts = [stretch.start.toordinal() for stretch in past.stretches]
    stretch = np.searchsorted(starts, day, side="right") - 1
    rates_of_all = dice.gamma(past.counts + rates.HALF) / past.days
    rate = np.take_along_axis(rates_of_all, stretch[:, None, :], axis=2).mean(axis=2)
    return np.asarray(dice.poisson(rate * ahead.stretch.days))


YEAR, MONTH = 365, 30.44  # days
