"""The simulated target mix month by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from experiments.campaign import Campaign
from experiments.patterns.months import month_of_each_day
from experiments.shifts.levels import Numbers


def monthly_counts(campaign: Campaign, targets: Sequence[str], start: date, end: date) -> tuple[int, Numbers]:
    """Number of the first month, and attacks seen on those days, [replicates, months, targets]."""
    columns = campaign.attacks().columns
    place = np.array([targets.index(name) if name in targets else -1 for name in campaign.names.targets])
    month = month_of_each_day(start, end) - month_of_each_day(start, start)
    since, target = columns["day"] - start.toordinal(), place[columns["target"]]
    mine = (since >= 0) & (since < len(month)) & (columns["target"] >= 0) & (target >= 0)
    shape = (campaign.replicates, int(month[-1]) + 1, len(targets))
    cells = np.ravel_multi_index((columns["replicate"][mine], month[since[mine]], target[mine]), shape)
    counted = np.bincount(cells, minlength=int(np.prod(shape))).reshape(shape)
    return int(month_of_each_day(start, start)[0]), counted.astype(np.float64)
