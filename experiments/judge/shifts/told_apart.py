"""Which what-ifs the record could tell from a reference at all: the power of the score between two scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experiments.judge.shifts.direction import NOT_COVERED
from experiments.judge.shifts.levels import Numbers, phase_counts
from experiments.judge.shifts.predictive import STRONG, cells, forecast
from experiments.judge.shifts.synthetic import records
from experiments.observed import periods
from experiments.observed.chronicle import in_use
from experiments.observed.record import Record
from experiments.simulate.campaign import Campaign

OFTEN, SELDOM = 0.8, 0.2
"""Shares of records from which a scenario can be told apart, and up to which it cannot."""
CAN, MAY, CANNOT = "can be told apart", "may be told apart", "cannot be told apart"


@dataclass(frozen=True)
class ToldApart:
    """How far attacks by phase and target could tell a scenario from the first, were the first one true."""

    scenario: str
    """What is held against the first scenario."""
    reading: str
    """Of the phases: cut end to end at truce and election, or as printed, overlapping."""
    log_ratio: float | None
    """Score of the first less that of the scenario, on the record, without morality; empty: phases not covered."""
    expected: float | None
    """The same in the mean over records that the first would leave."""
    power: float | None
    """Share of those records in which it exceeds 3, that is 20 to one."""
    power_circular: float | None
    """The same with morality, whose timing is circular: no evidence, and shown to say what the counts alone lack."""
    records: int
    """How many records of the first are behind these shares."""
    verdict: str
    """Of `power`: can be told apart from 0.8, cannot be up to 0.2, else may be; or not covered."""


def told_apart(scenario: str, first: Campaign, other: Campaign, record: Record) -> Iterator[ToldApart]:
    """A row for each reading of the phases, for two scenarios as ACLED's lens saw them."""
    for reading in in_use().readings:
        phases, tables = periods.phases(reading), record.by_phase(reading).astype(np.float64)
        both = [phase_counts(one, record.targets, phases) for one in (first, other)]
        if not all(map(len, both)):
            yield ToldApart(scenario, reading, None, None, None, None, 0, NOT_COVERED)
            continue
        on_record, ratios = _ratios(*(cells(one, record.targets) for one in (*both, tables)))
        _, circular = _ratios(*(cells(one, record.targets, circular=True) for one in (*both, tables)))
        power, shown = (float((own > STRONG).mean()) for own in (ratios, circular))
        told = on_record, float(ratios.mean()), power, shown, len(ratios)
        yield ToldApart(scenario, reading, *told, verdict(power))


def verdict(power: float) -> str:
    """The word for a power."""
    if power >= OFTEN:
        return CAN
    return CANNOT if power <= SELDOM else MAY


def _ratios(first: Numbers, other: Numbers, tables: Numbers) -> tuple[float, Numbers]:
    """The log ratio on the record's tables [tables, cells], and on each record that the first would leave."""
    mine, theirs = forecast(first), forecast(other)
    made = [mine.score(some) - theirs.score(some) for some in records(first, tables)]
    return float(mine.score(tables) - theirs.score(tables)), np.concatenate(made)
