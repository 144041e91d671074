"""The model against itself: switched off, and with its dates moved."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from experiments.judge.baselines.drivers import drivers
from experiments.judge.baselines.simulated import SHIFTS, mechanisms_off, moved, placebo_dates, shared
from experiments.observed.blocks import Block
from experiments.setup import compose
from experiments.setup.schema import Config
from experiments.setup.world import world_of
from experiments.simulate.runs import simulate


def config(*overrides: str) -> Config:
    return compose.typed(compose.composed(["estimate=prior", "replicates=13", "seed=5", *overrides]))


def silent(runs: int) -> None:
    del runs


def test_moved_dates_are_the_same_timeline_later() -> None:
    plain, later = world_of(config()), moved(config(), 8)
    for name, values in plain.timeline.drivers.items():
        assert np.array_equal(later.timeline.drivers[name][8:], values[:-8]), name
    marks = plain.timeline.weeks_since["election"]
    assert np.array_equal(later.timeline.weeks_since["election"][8:], marks[:-8])
    assert (later.clock, later.parameters, later.seed) == (plain.clock, plain.parameters, plain.seed)


def test_moving_leaves_the_config_alone() -> None:
    asked = config()
    moved(asked, 26)
    assert asked == config()


@pytest.mark.parametrize("replicates", [2, 6, 13, 1000])
def test_shifts_share_the_replicates(replicates: int) -> None:
    parts = shared(replicates)
    assert [run for part in parts for run in part] == list(range(replicates))
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
    assert len(parts) == len(SHIFTS)
    assert sum(SHIFTS) == 0


def test_a_placebo_is_the_model_with_moved_dates_and_the_same_dice() -> None:
    found = placebo_dates(config(), "acled", silent)
    own = shared(13)[3]
    log, runs = simulate(moved(config(), SHIFTS[3]), len(own))
    for run, replicate in enumerate(own):
        mine = found.columns["replicate"] == replicate
        assert np.array_equal(found.columns["day"][mine], log.columns["day"][runs == run])
    assert (found.replicates, list(own)) == (13, [6, 7, 8])


def test_with_all_mechanisms_off_no_switch_matters() -> None:
    plain = mechanisms_off(config(), "acled", silent)
    switched = mechanisms_off(config("mechanisms.rivalry=false", "mechanisms.patron_control=false"), "acled", silent)
    assert np.array_equal(plain.columns["day"], switched.columns["day"])
    log, _ = simulate(world_of(config()), 13)
    assert len(plain.columns["day"]) != len(log)


def test_every_run_of_a_baseline_is_told() -> None:
    told: list[int] = []
    placebo_dates(config(), "acled", told.append)
    assert sum(told) == 13


def test_drivers_are_means_over_days() -> None:
    world = world_of(config())
    truce = list(world.timeline.drivers).index("truce")
    # from 10 October 2020 on: 5 of these 10 days; and the clock begins on 3 June 2019, after the last of them
    found = drivers(
        world,
        [
            Block(date(2020, 10, 5), date(2020, 10, 14), "phase1"),
            Block(date(2020, 11, 1), date(2020, 11, 30), "phase2"),
            Block(date(2019, 1, 1), date(2019, 5, 31), "phase1"),
        ],
    )
    week = world.timeline.drivers["truce"][world.clock.week_of(date(2020, 10, 5))]  # 2 of its 7 days
    assert found[:, truce] == pytest.approx([(7 * week + 3) / 10, 1.0, 0.0])
    assert week == pytest.approx(2 / 7)
