"""The score of all directions together, beside a coin for each and beside the phases in every other order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import exp, log

import numpy as np

from experiments.judge.shifts import direction
from experiments.judge.shifts.levels import Numbers, changes, levels
from experiments.observed.periods import Period

PASSES, FAILS = "passes", "fails"


@dataclass(frozen=True)
class Agreement:
    """How a scenario's directions agree with the record's in one reading of the phases.

    `score` is the sum of ln P(sign) over the signs that are stated and not circular, `typical` the geometric mean of
    those P, `coin` the score of a model that shifts nothing. `rank` is the place of the true order among all orders
    of the simulated phases, ties counting against it. The test is passed by a first rank and a `typical` with which
    a single sign agrees; neither alone would do, since chance ranks the true one of six orders first once in six.
    """

    scenario: str
    """Whose replicates."""
    reading: str
    """Of the phases: cut end to end at truce and election, or as printed, overlapping."""
    signs: int
    """Changes from phase to phase, of rate and of share of each target."""
    stated: int
    """Those whose sign all tables of the record have."""
    circular: int
    """Of these: on morality, whose timing is circular; shown, not counted."""
    agrees: int
    """Counted signs that 0.8 or more of the replicates have."""
    unclear: int
    """Those that fewer, but more than 0.2 have."""
    disagrees: int
    """Those that 0.2 or fewer have."""
    score: float | None
    """Sum of ln P(sign) over the counted signs; empty, as what follows: the phases are not covered."""
    typical: float | None
    """Geometric mean of P(sign)."""
    coin: float | None
    """The score of a model that shifts nothing."""
    best_other: float | None
    """The best score of the phases in another order."""
    rank: int | None
    """Place of the true order among all, ties counting against it."""
    orders: int | None
    """How many orders there are."""
    verdict: str
    """passes (rank 1 and a typical P of 0.8), fails or not covered."""


def agreement(
    names: tuple[str, str], phases: Sequence[Period], targets: Sequence[str], simulated: Numbers, observed: Numbers
) -> Agreement:
    """Hold counts of replicates, [replicates, targets, phases], against the record's; `names`: scenario, reading."""
    stated = direction.stated(changes(levels(observed, phases)))
    signs = direction.counted(stated, targets)
    told = int(stated.size), int(np.count_nonzero(stated)), int(np.count_nonzero(stated != signs))
    if not len(simulated):
        return Agreement(*names, *told, 0, 0, 0, None, None, None, None, None, None, direction.NOT_COVERED)
    played = levels(simulated, phases)
    agrees, unclear, disagrees = _words(played, signs)
    own, *others = _scores(played, signs)
    number = max(int(np.count_nonzero(signs)), 1)
    rank, typical = 1 + sum(other >= own for other in others), exp(own / number)
    outcome = PASSES if rank == 1 and typical >= direction.AGREES else FAILS
    scores = own, typical, log(0.5) * number, max(others)
    return Agreement(*names, *told, agrees, unclear, disagrees, *scores, rank, 1 + len(others), outcome)


def _words(played: Numbers, signs: Numbers) -> list[int]:
    """How many of the counted signs agree, are unclear and disagree."""
    shares = direction.sign_shares(changes(played), signs)[signs != 0]
    found = [direction.verdict(share) for share in shares]
    return [found.count(word) for word in direction.WORDS]


def _scores(played: Numbers, signs: Numbers) -> Iterator[float]:
    """The score of the simulated phases in their own order, then in every other."""
    for order in permutations(range(played.shape[-1])):
        yield direction.score(changes(played[..., order]), signs)
