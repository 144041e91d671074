"""The phase-shift test of one scenario, in both readings of the phases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.judge.shifts.agreement import Agreement, agreement
from experiments.judge.shifts.change_points import ChangePoint, change_point_rows
from experiments.judge.shifts.levels import phase_counts
from experiments.judge.shifts.rows import ShiftRow, shift_rows
from experiments.observed import periods
from experiments.observed.chronicle import in_use
from experiments.observed.record import Record
from experiments.simulate.campaign import Campaign


@dataclass(frozen=True)
class Shifts:
    """The test: rows, an agreement for each reading; and the check: change points."""

    rows: tuple[ShiftRow, ...]
    agreements: tuple[Agreement, ...]
    change_points: tuple[ChangePoint, ...]


def shifts(scenario: str, campaign: Campaign, record: Record) -> Shifts:
    """Hold what changes between the phases of a campaign, as its lens saw it, against the record, if it has a table."""
    rows: list[ShiftRow] = []
    agreements = []
    totals = phase_counts(campaign, record.targets, periods.phases()).sum(axis=-1)
    for reading in in_use().readings:
        phases, observed = periods.phases(reading), record.by_phase(reading).astype(np.float64)
        simulated = phase_counts(campaign, record.targets, phases)
        rows += shift_rows(reading, phases, record.targets, simulated, observed)
        if record.tables:
            agreements.append(agreement((scenario, reading), phases, record.targets, simulated, observed, totals))
    found = change_point_rows(campaign, record.targets, periods.phases())
    return Shifts(tuple(rows), tuple(agreements), tuple(found))
