"""The simulated target mix month by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from experiments.judge.patterns.months import month_number
from experiments.judge.shifts.levels import Numbers
from experiments.simulate.campaign import Campaign
from experiments.simulate.count import counts, months


def monthly_counts(campaign: Campaign, targets: Sequence[str], start: date, end: date) -> tuple[int, Numbers]:
    """Number of the first month, and attacks seen on those days, [replicates, months, targets]."""
    counted = counts(campaign, targets, tuple(months(start, end)))
    return month_number(start), counted.transpose(0, 2, 1).astype(np.float64)
