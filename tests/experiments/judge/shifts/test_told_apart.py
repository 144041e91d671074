"""Which scenarios the score could tell apart: power between worlds that differ by much, by little, by nothing."""

from __future__ import annotations

from datetime import date

import numpy as np

from experiments.judge.shifts import ToldApart, told_apart
from experiments.observed.record import record
from experiments.simulate.campaign import Campaign
from tests.experiments.judge.shifts.conftest import TARGETS, campaign_of, means

TABLES = record(100)
REPLICATES = 60


def world(seed: int, end: date = date(2023, 4, 2), **times: float) -> Campaign:
    """A Poisson world of the record's means, some targets' multiplied, all attacks of a stretch on its first day."""
    factor = np.array([times.get(target, 1.0) for target in TARGETS])[:, None]
    counts = np.random.default_rng(seed).poisson(means() * factor, (REPLICATES, *means().shape))
    days = [stretch.name for stretch in TABLES.stretches]
    cells = [(run, TARGETS[t], days[s]) for (run, t, s), n in np.ndenumerate(counts) for _ in range(n)]
    return campaign_of(cells, REPLICATES, end)


def rows(other: Campaign) -> list[ToldApart]:
    return list(told_apart("other", world(1), other, TABLES))


def test_what_differs_by_a_factor_of_three_is_told_and_the_same_world_is_not() -> None:
    for far, alike in zip(rows(world(2, turkish_base=3.0)), rows(world(3)), strict=True):
        assert far.power == 1.0
        assert far.verdict == "can be told apart"
        assert far.expected is not None
        assert far.log_ratio is not None
        assert min(far.expected, far.log_ratio) > 10
        assert far.records == alike.records == REPLICATES
        assert (alike.power, alike.verdict) == (0.0, "cannot be told apart")
        assert abs(alike.expected or 9) < 1


def test_what_differs_in_morality_alone_is_told_only_by_what_is_circular() -> None:
    for row in rows(world(1, morality=0.1)):
        assert row.power is not None
        assert row.power < 0.2
        assert row.power_circular == 1.0


def test_a_campaign_that_ends_early_is_not_covered() -> None:
    for row in rows(world(1, end=date(2022, 1, 2))):
        assert (row.power, row.records, row.verdict) == (None, 0, "not covered")
