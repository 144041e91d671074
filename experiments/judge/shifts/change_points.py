"""Where the simulated target mix changes, month by month: a check, not the criterion.

The phases are the analysts' narrative, monthly counts are small, and the record has no monthly series to find
change points in: that a change is found near a boundary confirms little, that none is found refutes little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns.months import month_number, month_of_text, month_text
from experiments.judge.shifts.months import monthly_counts
from experiments.judge.shifts.segments import change_points
from experiments.observed.chronicle import in_use
from experiments.observed.periods import Period
from experiments.simulate.campaign import Campaign

NEAR, NUMBER = "near", "number"
REACH = 2  # months on either side


@dataclass(frozen=True)
class ChangePoint:
    """Where the simulated monthly mix of targets changes, over the replicates: a check, not the criterion."""

    kind: str
    """'near': a change at most two months off a month; 'number': so many changes."""
    at: str
    """The month (YYYY-MM), or the number."""
    what: str
    """What the reports tell of that month."""
    share: float
    """Share of replicates."""
    chance: float | None
    """The share if every replicate had its number of changes in any months; empty for a number."""


def change_point_rows(campaign: Campaign, targets: Sequence[str], phases: Sequence[Period]) -> list[ChangePoint]:
    """How change points are distributed over the replicates; nothing when the campaign does not cover the phases."""
    if not all(phase.covered_by(campaign.start, campaign.end) for phase in phases):
        return []
    first, counted = monthly_counts(campaign, targets, phases[0].start, phases[-1].end)
    found = change_points(counted)
    return [*near(found, first, _moments(phases)), *numbers(found)]


def near(found: NDArray[np.bool_], first: int, moments: Mapping[str, str]) -> Iterator[ChangePoint]:
    """A row for each moment, from changes [runs, months] that begin with the month number `first`."""
    months = found.shape[1]
    for at, what in moments.items():
        middle = (month_of_text(at) or 0) - first
        window = range(max(1, middle - REACH), min(months, middle + REACH + 1))
        share = float(found[:, window].any(axis=1).mean())
        yield ChangePoint(NEAR, at, what, share, _chance(found.sum(axis=1), months - 1, len(window)))


def numbers(found: NDArray[np.bool_]) -> Iterator[ChangePoint]:
    """A row for each number of changes from 0 to the highest."""
    for number, times in enumerate(np.bincount(found.sum(axis=1))):
        yield ChangePoint(NUMBER, str(number), "", float(times) / len(found), None)


def _moments(phases: Sequence[Period]) -> dict[str, str]:
    """By month, with those that the record's notes name; the first phase begins with the record itself."""
    starts = {month_text(month_number(phase.start)): f"start of {phase.name}" for phase in phases[1:]}
    return dict(sorted((dict(in_use().notes.moments) | starts).items()))


def _chance(changes: NDArray[np.int64], places: int, window: int) -> float:
    """Mean probability that at least one of so many changes, in different places, falls in a window of them."""
    from scipy.special import comb

    return float(np.mean(1 - comb(places - window, changes) / comb(places, changes)))
