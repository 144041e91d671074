"""The phase-shift test: how well the table of attacks by phase is foretold, beside what a true model would reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.judge.percentile import percentiles
from experiments.judge.shifts import direction
from experiments.judge.shifts.levels import Numbers, changes, levels
from experiments.judge.shifts.predictive import STRONG, cells, forecast, steady
from experiments.judge.shifts.synthetic import records
from experiments.observed.periods import Period

PASSES, FAILS, TOO_FEW = "passes", "fails", "too few replicates"
SIZE = 0.05
"""Of the test: how often a true model fails it."""
FEWEST = 20
"""Records of the model's own: with fewer, even the worst could not be below SIZE."""
LOW = 5


@dataclass(frozen=True)
class Agreement:
    """How a scenario foretells the record in one reading of the phases: the test, and the signs as a picture.

    The test is of sizes: `p` says how often records that the model itself would leave score as badly as the real one.
    It is passed from a `p` of 0.05, if the score is also 3 (20 to one) above that of the same attacks at one rate all
    the time, since a model that allows for everything is seldom surprised. Signs ask for no size, and decide nothing.
    """

    scenario: str
    """Whose replicates."""
    reading: str
    """Of the phases: cut end to end, or as printed, overlapping."""
    signs: int
    """Changes from phase to phase, of rate and of share of each target."""
    stated: int
    """Those whose sign at least 95 % of the record's tables have."""
    circular: int
    """Of these: on targets whose timing is circular (record.circular); shown, not counted."""
    agrees: int
    """Counted signs that 0.8 or more of the replicates have."""
    unclear: int
    """Those that fewer, but more than 0.2 have."""
    disagrees: int
    """Those that 0.2 or fewer have."""
    score: float | None
    """Log predictive probability of the attacks by phase and target without morality; empty: phases not covered."""
    if_true: float | None
    """The same of records that the model itself would leave: their median."""
    if_true_low: float | None
    """Their 5 % point."""
    steady: float | None
    """The score of the same attacks on each target at one rate all the time: of a model that shifts nothing."""
    p: float | None
    """Share of records that the model itself would leave with a score as low; empty: too few replicates."""
    records: int
    """How many of them are behind `p`."""
    verdict: str
    """passes (p of 0.05 or more and a score 3 above `steady`), fails, too few replicates, or not covered."""


def agreement(
    names: tuple[str, str], phases: Sequence[Period], targets: Sequence[str], simulated: Numbers, observed: Numbers,
    totals: Numbers,
) -> Agreement:  # fmt: skip
    """Hold counts of replicates, [replicates, targets, phases], against the record's; `names`: scenario, reading.

    `totals` are the attacks of each replicate from the first day of the phases to the last, [replicates, targets].
    """
    stated = direction.stated(changes(levels(observed, phases)))
    signs = direction.counted(stated, targets)
    told = int(stated.size), int(np.count_nonzero(stated)), int(np.count_nonzero(stated != signs))
    if not len(simulated):
        return Agreement(*names, *told, 0, 0, 0, None, None, None, None, None, 0, direction.NOT_COVERED)
    draws, tables = cells(simulated, targets), cells(observed, targets)
    law = forecast(draws)
    score = float(law.score(tables))
    flat = float(steady(cells(totals[..., None], targets), _shares(phases)).score(tables))
    own = np.concatenate([law.score(some) for some in records(draws, tables)])
    middle, low = map(float, percentiles(own, (50, LOW)))
    p = float(1 + np.count_nonzero(own <= score)) / (1 + len(own)) if len(own) >= FEWEST else None
    agrees, unclear, disagrees = _words(levels(simulated, phases), signs)
    scores, outcome = (score, middle, low, flat, p), _verdict(score, flat, p)
    return Agreement(*names, *told, agrees, unclear, disagrees, *scores, len(own), outcome)


def _verdict(score: float, flat: float, p: float | None) -> str:
    if p is None:
        return TOO_FEW
    return PASSES if p >= SIZE and score > flat + STRONG else FAILS


def _words(played: Numbers, signs: Numbers) -> list[int]:
    """How many of the counted signs agree, are unclear and disagree."""
    shares = direction.sign_shares(changes(played), signs)[signs != 0]
    found = [direction.verdict(share) for share in shares]
    return [found.count(word) for word in direction.WORDS]


def _shares(phases: Sequence[Period]) -> list[float]:
    """Each phase's share of all days; phases that overlap have more than all of them."""
    days = (max(one.end for one in phases) - min(one.start for one in phases)).days + 1
    return [((one.end - one.start).days + 1) / days for one in phases]
