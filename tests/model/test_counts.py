"""Weekly counts without events: what the event log says, for any threads, blocks and sets of parameters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.simulate.runs import tallies, weekly
from model.ensemble.ledger import Claimant
from model.ensemble.runs import BLOCK, Runs, campaigns, counted
from model.ensemble.weekly import weekly_counts
from model.errors import ModelError
from model.events import NOBODY, OWN_NAME, Kind
from model.parameters import STRENGTHS, Parameters, switched

REPLICATES = range(3, 40)


def tensor(runs: Runs, threads: int = 1, block: int = 32) -> np.ndarray:
    return np.concatenate(list(counted(runs, np.copy, threads, block=block)))


def tallied(world, replicates: range) -> np.ndarray:
    """The same from the event log."""
    log, run = campaigns(world, replicates)
    shape = (len(replicates), world.clock.weeks, len(world.militias), len(world.targets), len(Claimant))
    counts, attacks = np.zeros(shape, dtype=np.uint16), log["kind"] == Kind.ATTACK
    claimant = np.select(
        [log["brand"] == NOBODY, log["brand"] == OWN_NAME], [Claimant.NOBODY, Claimant.OWN_NAME], Claimant.BRAND
    )
    places = (run - replicates.start, log["week"], log["militia"], log["target"], claimant)
    np.add.at(counts, tuple(place[attacks] for place in places), 1)
    return counts


@pytest.fixture(scope="module")
def lively(small_world):
    """Claims under every kind of name."""
    return replace(small_world, parameters=small_world.parameters._replace(reticence=0.0, claim_base=0.0))


def test_counts_are_those_of_the_event_log(lively, world):
    counts = tensor(Runs.of(lively, REPLICATES))
    assert counts.dtype == np.uint16
    assert np.array_equal(counts, tallied(lively, REPLICATES))
    assert np.all(counts.sum((0, 1, 2, 3)) > 0), "and every kind of claimant was among them"
    assert np.array_equal(tensor(Runs.of(world(), range(3))), tallied(world(), range(3)))


@pytest.mark.parametrize(("threads", "block"), [(1, 1), (2, 5), (3, 32), (2, 100)])
def test_threads_and_blocks_change_nothing(lively, threads, block):
    runs = Runs.of(lively, REPLICATES)
    assert np.array_equal(tensor(runs, threads, block), tensor(runs))


def test_a_set_of_parameters_plays_as_the_world_that_has_them(lively):
    worlds = [replace(lively, parameters=switched(lively.parameters, {name: False})) for name in STRENGTHS]
    sets = np.array([one.parameters for one in worlds])
    found = tallies(lively, 6, np.copy, sets, workers=2)
    assert found.shape[:2] == (len(sets), 6)
    for counts, one in zip(found, worlds, strict=True):
        assert np.array_equal(counts, tallied(one, range(6)))


def test_a_summary_is_one_row_a_run(lively):
    by_target = tallies(lively, BLOCK + 8, lambda counts: counts.sum((1, 2, 4), dtype=np.int32))
    assert by_target.shape == (1, BLOCK + 8, len(lively.targets))
    assert by_target.dtype == np.int32
    assert np.array_equal(by_target[0], tallied(lively, range(BLOCK + 8)).sum((1, 2, 4)))


def test_weekly_statistics_are_those_of_the_counts(lively):
    found, counts = weekly(lively, 100), tallied(lively, range(100)).astype(float)
    assert found.runs == 100
    assert found.mean == pytest.approx(counts.mean(0))
    assert found.variance == pytest.approx(counts.var(0))
    again = weekly_counts(Runs.of(lively, range(100)), threads=3)
    assert np.array_equal(again.total, found.total)
    assert np.array_equal(again.squares, found.squares)


@pytest.mark.parametrize(
    ("sets", "told"),
    [
        (np.zeros((2, 3)), "3"),
        (np.full((1, len(Parameters._fields)), np.nan), "finite"),
        (np.zeros((1, len(Parameters._fields))), "risk_half_life"),
    ],
)
def test_a_set_that_no_world_could_have_is_refused(lively, sets, told):
    with pytest.raises(ModelError, match=told):
        tallies(lively, 2, np.copy, sets)
