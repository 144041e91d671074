"""The phase-shift test as a table: a row for every reading, boundary, target and quantity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from experiments.judge.percentile import percentiles
from experiments.judge.shifts import direction, mix, noise
from experiments.judge.shifts.levels import QUANTITIES, Numbers, changes, levels
from experiments.observed.chronicle import in_use
from experiments.observed.periods import Period

WHOLE, DISTANCE = "all", "distance"  # target and quantity of the rows on the whole mix
BEYOND, WITHIN, UNKNOWN = "beyond noise", "within noise", "noise unknown"
LOW, HIGH = 5, 95


@dataclass(frozen=True)
class ShiftRow:
    """What changes from one phase to the next: attacks a month, share of attacks, or the whole mix."""

    reading: str
    """Of the phases: cut end to end, or as printed, overlapping."""
    boundary: str
    """The two phases."""
    target: str
    """Target class; all: the whole mix."""
    quantity: str
    """rate: change in attacks a month; share: in share of attacks (0 to 1); distance: of the two mixes (0 to 1)."""
    observed_median: float | None
    """Median over the record's 1,000 tables; empty, as what follows: there is no observed record."""
    observed_low: float | None
    """Least of them."""
    observed_high: float | None
    """Most of them."""
    simulated_median: float | None
    """Median over replicates; empty, as what follows: the phases are not covered."""
    simulated_low: float | None
    """5 % point."""
    simulated_high: float | None
    """95 % point."""
    simulated_low50: float | None
    """25 % point."""
    simulated_high50: float | None
    """75 % point."""
    noise_low: float | None
    """5 % point of what two replicates of one and the same phase differ by; empty: there are no two."""
    noise_high: float | None
    """95 % point of the same."""
    p_sign: float | None
    """Share of replicates with the sign of the record; empty: it states none."""
    verdict: str
    """Of a sign: agrees from 0.8, disagrees up to 0.2, else unclear; of a distance: beyond or within noise."""

    @property
    def apart(self) -> bool:
        """Whether the band of the replicates and the range of the record do not overlap."""
        if self.simulated_low is None or self.simulated_high is None:
            return False
        if self.observed_low is None or self.observed_high is None:
            return False
        return self.simulated_high < self.observed_low or self.observed_high < self.simulated_low

    @property
    def within_noise(self) -> bool:
        """Whether the median replicate changes no more than two replicates of one phase differ by."""
        if self.simulated_median is None or self.noise_low is None or self.noise_high is None:
            return False
        return self.noise_low <= self.simulated_median <= self.noise_high


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
    record, least, most = _percentiles(seen, 50, 0, 100)
    median, low, high, low50, high50 = _percentiles(played, 50, LOW, HIGH, 25, 75)
    noise_low, noise_high = _percentiles(floor, LOW, HIGH)
    if measured.quantity == DISTANCE:
        p_sign, verdict = None, _by_distance(median, noise_high)
    else:
        p_sign, verdict = _by_sign(measured.target, seen, played)
    return ShiftRow(
        reading, boundary, measured.target, measured.quantity, record, least, most,
        median, low, high, low50, high50, noise_low, noise_high, p_sign, verdict,
    )  # fmt: skip


def _by_sign(target: str, seen: Numbers, played: Numbers) -> tuple[float | None, str]:
    if not len(played):
        return None, direction.NOT_COVERED
    sign = direction.stated(seen) if len(seen) else np.zeros(())
    if sign == 0:
        return None, direction.NOT_STATED
    share = float(direction.sign_shares(played, sign))
    return share, direction.NOT_COUNTED if target in in_use().notes.circular else direction.verdict(share)


def _by_distance(median: float | None, top: float | None) -> str:
    """A distance has no sign: what counts is whether its median is above 95 % of the floor's."""
    if median is None:
        return direction.NOT_COVERED
    if top is None:
        return UNKNOWN
    return BEYOND if median > top else WITHIN


def _percentiles(values: Numbers, *per_cent: float) -> tuple[float | None, ...]:
    """Percentiles of the defined values; None where none is defined."""
    defined = values[~np.isnan(values)]
    if not len(defined):
        return (None,) * len(per_cent)
    return tuple(map(float, percentiles(defined, per_cent)))
