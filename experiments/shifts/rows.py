"""The phase-shift test as a table: a row for every reading, boundary, target and quantity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from experiments.periods import Period
from experiments.shifts import direction, mix, noise
from experiments.shifts.levels import QUANTITIES, Numbers, changes, levels

WHOLE, DISTANCE = "all", "distance"  # target and quantity of the rows on the whole mix
BEYOND, WITHIN = "beyond noise", "within noise"
MEDIAN, BAND, HALF = 0.5, (0.05, 0.95), (0.25, 0.75)


@dataclass(frozen=True)
class ShiftRow:
    """What changes from one phase to the next: attacks a month ('rate'), share of attacks, or the whole mix.

    Observed: median and range over the record's tables. Simulated: median, 90 and 50 % of replicates. Noise: 90 % of
    what two replicates of one and the same phase differ by. Empty cells: the campaign does not cover the phases, there
    are no two replicates, or (`p_sign`, the share of replicates with the record's sign) the tables agree on no sign.
    """

    reading: str
    boundary: str
    target: str
    quantity: str
    observed_median: float | None
    observed_low: float | None
    observed_high: float | None
    simulated_median: float | None
    simulated_low: float | None
    simulated_high: float | None
    simulated_low50: float | None
    simulated_high50: float | None
    noise_low: float | None
    noise_high: float | None
    p_sign: float | None
    verdict: str


@dataclass(frozen=True)
class Measured:
    """One quantity of one target: in the record's tables, in replicates, and between replicates of one phase."""

    target: str
    quantity: str
    observed: Numbers  # [tables, boundaries]
    simulated: Numbers  # [replicates, boundaries]
    noise: Numbers  # [pairs, boundaries]


def shift_rows(
    reading: str, phases: Sequence[Period], targets: Sequence[str], simulated: Numbers, observed: Numbers
) -> list[ShiftRow]:
    """Rows from the counts of replicates, [replicates, targets, phases], and of the record's tables likewise."""
    measured = [*_changes(phases, targets, simulated, observed), _mix(simulated, observed)]
    names = [f"{earlier.name}-{later.name}" for earlier, later in pairwise(phases)]
    return [_row(reading, name, one, place) for place, name in enumerate(names) for one in measured]


def _changes(
    phases: Sequence[Period], targets: Sequence[str], simulated: Numbers, observed: Numbers
) -> Iterator[Measured]:
    seen, played = levels(observed, phases), levels(simulated, phases)
    moved = changes(seen), changes(played), noise.same_phase(played, noise.pairs(simulated))
    for place, target in enumerate(targets):
        for which, quantity in enumerate(QUANTITIES):
            yield Measured(target, quantity, *(one[:, which, place] for one in moved))


def _mix(simulated: Numbers, observed: Numbers) -> Measured:
    floor = mix.same_phase(simulated, noise.pairs(simulated))
    return Measured(WHOLE, DISTANCE, mix.between_phases(observed), mix.between_phases(simulated), floor)


def _row(reading: str, boundary: str, measured: Measured, place: int) -> ShiftRow:
    seen, played, floor = (one[:, place] for one in (measured.observed, measured.simulated, measured.noise))
    record = *_quantiles(seen, MEDIAN), *_quantiles(seen, 0, 1)
    band = *_quantiles(played, MEDIAN, *BAND, *HALF), *_quantiles(floor, *BAND)
    judged = _distance_verdict(played, floor) if measured.quantity == DISTANCE else _sign_verdict(seen, played)
    return ShiftRow(reading, boundary, measured.target, measured.quantity, *record, *band, *judged)


def _sign_verdict(seen: Numbers, played: Numbers) -> tuple[float | None, str]:
    sign = float(direction.stated(seen))
    if not len(played) or sign == 0:
        return None, direction.NOT_STATED if len(played) else direction.NOT_COVERED
    share = float(direction.sign_shares(played, np.array(sign)))
    return share, direction.verdict(share)


def _distance_verdict(played: Numbers, floor: Numbers) -> tuple[None, str]:
    """A distance has no sign: it is beyond the noise when its median is above 95 % of the floor's distances."""
    if not len(floor):
        return None, direction.NOT_COVERED
    (median,), (top,) = _quantiles(played, MEDIAN), _quantiles(floor, BAND[1])
    return None, BEYOND if median > top else WITHIN


def _quantiles(values: NDArray[np.float64], *shares: float) -> tuple[float | None, ...]:
    """Values that occurred at these shares of the defined ones; None where none is defined."""
    defined = values[~np.isnan(values)]
    if not len(defined):
        return (None,) * len(shares)
    return tuple(float(value) for value in np.quantile(defined, shares, method="inverted_cdf"))
