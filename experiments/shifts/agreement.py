"""The score of all directions together, beside a coin for each and beside the phases in every other order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import exp, log

from experiments.periods import Period
from experiments.shifts import direction
from experiments.shifts.levels import Numbers, changes, levels

PASSES, FAILS = "passes", "fails"


@dataclass(frozen=True)
class Agreement:
    """How a scenario's directions agree with the record's in one reading of the phases.

    `score` is the sum of ln P(sign) over the stated signs, `typical` the geometric mean of those P, `coin` the score
    of a model that shifts nothing. `rank` is the place of the true order among all orders of the simulated phases,
    ties counting against it. The test is passed by a first rank and a `typical` with which a single sign agrees: of
    six orders chance ranks the true one first once in six, and a model without shifts scores a little above or below
    the coin.
    """

    scenario: str
    reading: str
    signs: int
    stated: int
    agrees: int
    unclear: int
    disagrees: int
    score: float | None  # empty, as what follows: the campaign does not cover the phases
    typical: float | None
    coin: float | None
    best_other: float | None  # the best score of another order
    rank: int | None
    orders: int | None
    verdict: str


def agreement(
    scenario: str, reading: str, phases: Sequence[Period], simulated: Numbers, observed: Numbers
) -> Agreement:
    """Hold the counts of replicates, [replicates, targets, phases], against those of the record's tables."""
    signs = direction.stated(changes(levels(observed, phases)))
    told = (scenario, reading, signs.size, int((signs != 0).sum()))
    if not len(simulated):
        return Agreement(*told, 0, 0, 0, None, None, None, None, None, None, direction.NOT_COVERED)
    played = levels(simulated, phases)
    shares = direction.sign_shares(changes(played), signs)[signs != 0]
    words = [direction.verdict(share) for share in shares]
    agrees, unclear, disagrees = (words.count(word) for word in direction.WORDS)
    own, *others = _scores(played, signs)
    rank, typical = 1 + sum(other >= own for other in others), exp(own / max(len(words), 1))
    outcome = PASSES if rank == 1 and typical >= direction.AGREES else FAILS
    found = own, typical, log(0.5) * len(words), max(others)
    return Agreement(*told, agrees, unclear, disagrees, *found, rank, 1 + len(others), outcome)


def _scores(played: Numbers, signs: Numbers) -> Iterator[float]:
    """The score of the simulated phases in their own order, then in every other."""
    for order in permutations(range(played.shape[-1])):
        yield direction.score(changes(played[..., order]), signs)
