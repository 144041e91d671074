"""Draws: a campaign's attacks counted by replicate, target and stretch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.campaign import Campaign
from experiments.periods import Period
from experiments.scores.stretches import Stretch


def counted(campaign: Campaign, targets: Sequence[str], stretches: Sequence[Stretch]) -> NDArray[np.int64]:
    """Attacks seen, as `[replicate, target, stretch]`; stretches are in order and do not overlap."""
    seen = campaign.attacks()
    day, shape = seen.columns["day"], (campaign.replicates, len(targets), len(stretches))
    stretch = np.searchsorted([one.start.toordinal() for one in stretches], day, side="right") - 1
    last = np.array([one.end.toordinal() for one in stretches])
    target = np.array([*_places(campaign.names.targets, targets), -1])[seen.columns["target"]]
    inside = (stretch >= 0) & (day <= last[stretch]) & (target >= 0)
    place = np.ravel_multi_index((seen.columns["replicate"][inside], target[inside], stretch[inside]), shape)
    return np.bincount(place, minlength=int(np.prod(shape))).reshape(shape)


def covered(campaign: Campaign, stretches: Sequence[Stretch]) -> list[int]:
    """Numbers of the stretches that a campaign plays all of."""
    periods = [Period("", stretch.start, stretch.end, {}) for stretch in stretches]
    return [n for n, period in enumerate(periods) if period.covered_by(campaign.start, campaign.end)]


def _places(own: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Where each of a campaign's targets stands among those wanted; -1 where it does not."""
    return [wanted.index(name) if name in wanted else -1 for name in own]
