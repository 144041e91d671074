"""Numbers that nobody fitted do not pass the phase-shift test, though nearly all of their signs are right."""

from __future__ import annotations

import pytest

from experiments.judge.shifts import shifts
from experiments.judge.shifts.levels import phase_counts
from experiments.observed import periods
from experiments.observed.record import record
from experiments.setup.compose import composed, typed
from experiments.setup.lenses import lenses_of
from experiments.setup.world import world_of
from experiments.simulate import simulate
from experiments.simulate.campaign import Campaign
from experiments.simulate.runs import campaigns

REPLICATES = 100


@pytest.fixture(scope="module")
def unfitted() -> Campaign:
    config = typed(composed(["estimate=prior"]))
    world = world_of(config)
    log, runs = simulate(world, REPLICATES)
    return campaigns(world, {"acled": lenses_of(config)["acled"]}, log, runs, REPLICATES)["acled"]


def test_start_values_fail_in_both_readings(unfitted: Campaign) -> None:
    assert phase_counts(unfitted, record().targets, periods.phases()).shape == (REPLICATES, 5, 3)
    for found in shifts("prior", unfitted, record()).agreements:
        assert (found.verdict, found.records) == ("fails", REPLICATES)
        assert found.p is not None
        assert found.p < 0.02
        assert found.agrees > found.disagrees  # the picture flatters them
