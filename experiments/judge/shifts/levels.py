"""What is compared between phases: attacks a month on each target, and each target's share of the attacks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.observed.periods import Period
from experiments.simulate.campaign import Campaign
from experiments.simulate.count import counts

Numbers = NDArray[np.float64]
QUANTITIES = ("rate", "share")
MONTH = 365.25 / 12  # days: phases differ in length, so counts are compared by the month


def phase_counts(campaign: Campaign, targets: Sequence[str], phases: Sequence[Period]) -> Numbers:
    """Attacks seen, [replicates, targets, phases], each phase in its own window; no replicate if one is not covered."""
    if not all(phase.covered_by(campaign.start, campaign.end) for phase in phases):
        return np.empty((0, len(targets), len(phases)))
    return counts(campaign, targets, phases).astype(np.float64)


def levels(counted: Numbers, phases: Sequence[Period]) -> Numbers:
    """Rates and shares, [runs, 2, targets, phases], of counts [runs, targets, phases]; nan: a share of no attack."""
    days = np.array([(phase.end - phase.start).days + 1 for phase in phases])
    total = counted.sum(axis=1, keepdims=True)
    shares = np.divide(counted, total, out=np.full(counted.shape, np.nan), where=total > 0)
    return np.stack([counted / days * MONTH, shares], axis=1)


def changes(levelled: Numbers) -> Numbers:
    """Later less earlier, [runs, 2, targets, boundaries], for phases that follow each other."""
    return np.diff(levelled, axis=-1)
