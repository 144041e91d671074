"""The compiled loop: runs by number, in any number of threads, and an event log that tells possible stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from model.dice import address
from model.ensemble.runs import BLOCK, campaigns
from model.events import COLUMNS, NOBODY, OWN_NAME, EventLog, Kind
from model.targets import change_day


def same(one, other) -> bool:
    logs = all(np.array_equal(one[0][name], other[0][name]) for name in COLUMNS)
    return logs and np.array_equal(one[1], other[1])


@pytest.mark.parametrize("threads", [2, 3, 7])
def test_any_number_of_threads_gives_the_same_bytes(small_world, threads):
    replicates = range(3 * BLOCK + 5)
    assert same(campaigns(small_world, replicates), campaigns(small_world, replicates, threads))


def test_a_run_is_known_by_its_number_not_by_its_neighbours(small_world):
    log, runs = campaigns(small_world, range(50))
    later, numbers = campaigns(small_world, range(40, 45))
    among = (runs >= 40) & (runs < 45)
    assert np.array_equal(runs[among], numbers)
    assert all(np.array_equal(log[name][among], later[name]) for name in COLUMNS)


def test_the_same_world_twice_gives_the_same_bytes(small_world):
    assert same(campaigns(small_world, range(10)), campaigns(small_world, range(10)))


def test_columns_have_their_types_and_runs_come_in_order(small_world):
    log, runs = campaigns(small_world, range(10))
    assert {name: log[name].dtype for name in COLUMNS} == {name: np.dtype(kind) for name, kind in COLUMNS.items()}
    assert np.all(np.diff(runs) >= 0)
    assert np.all(np.diff(log["week"])[np.diff(runs) == 0] >= 0)


@pytest.fixture(scope="module")
def log(world, played):
    """Many events, with brands that come and go."""
    p = world().parameters._replace(cover_need=3.0, trace_rate=1.0, retire_rate=0.3, impatience=0.05)
    return played(replace(world(), parameters=p), 40)


def test_every_day_lies_in_its_week_but_a_strikes_that_was_due_no_later(log):
    gap = log.log["day"] - log.world.clock.start.toordinal() - 7 * log.log["week"]
    assert np.all(gap <= 6)
    strikes = log.log["kind"] == Kind.STRIKE
    assert np.all(gap[~strikes] >= 0)


def test_one_slot_mounts_one_operation_a_week(log):
    operations = np.isin(log.log["kind"], (Kind.ATTACK, Kind.FOILED))
    keys = np.column_stack([log.run, *(log.log[name] for name in ("week", "militia", "slot"))])[operations]
    assert len(np.unique(keys, axis=0)) == len(keys)
    slots = np.array([militia.slots for militia in log.world.militias])
    assert np.all(log.log["slot"][operations] < slots[log.log["militia"][operations]])


def test_a_foiled_operation_is_neither_lethal_nor_claimed(log):
    foiled = log.log["kind"] == Kind.FOILED
    assert foiled.any()
    assert not log.log["lethal"][foiled].any()
    assert np.all(log.log["brand"][foiled] == NOBODY)


def test_only_harmful_targets_are_lethal(log):
    harm = np.array([target.harm for target in log.world.targets])
    deadly = log.log["lethal"] == 1
    assert deadly.any()
    assert np.all(harm[log.log["target"][deadly]] > 0)


def test_no_more_bases_close_than_there_are_and_one_strike_falls_a_week_at_most(log):
    assert log.count(kind=Kind.CLOSURE).max() <= log.world.forces.small_bases
    strikes = log.log["kind"] == Kind.STRIKE
    keys = np.column_stack([log.run, log.log["week"]])[strikes]
    assert len(np.unique(keys, axis=0)) == len(keys) > 0


def test_a_brand_is_born_then_traced_then_retired_and_used_by_its_parent_in_between(log):
    stages = {int(Kind.BIRTH): 1, int(Kind.TRACED): 2, int(Kind.RETIRED): 3}
    stage: dict[tuple[int, int], int] = {}
    parent: dict[tuple[int, int], int] = {}
    seen = set()
    for run, kind, militia, brand in zip(log.run, *(log.log[n] for n in ("kind", "militia", "brand")), strict=True):
        if brand in (NOBODY, OWN_NAME):
            continue
        key = (run, brand)
        seen.add(int(kind))
        assert parent.setdefault(key, militia) == militia
        assert stage.get(key, 0) == stages.get(kind, 3) - 1 or (kind == Kind.ATTACK and stage.get(key) in (1, 2))
        stage[key] = max(stage[key] if kind == Kind.ATTACK else stages[kind], stage.get(key, 0))
    assert seen == {Kind.ATTACK, *stages}


def test_mixes_are_met(log):
    base = log.world.target_names.index("us_base")
    mine = (log.log["target"] == base) & (log.log["kind"] == Kind.ATTACK)
    for column, mix, names in (
        ("governorate", log.world.targets[base].governorates, log.world.governorates),
        ("method", log.world.targets[base].methods, log.world.methods),
    ):
        shares = np.bincount(log.log[column][mine], minlength=len(names)) / mine.sum()
        wanted = dict(mix)
        assert shares == pytest.approx([wanted.get(name, 0.0) for name in names], abs=4 * 0.5 / mine.sum() ** 0.5)


def test_methods_change_on_a_day_that_each_run_draws(small_world, played):
    """Grenades before it, mines after it; the day is any of the interval's."""
    first = small_world.clock.start + timedelta(14)
    between = first, first + timedelta(27)
    convoys = replace(
        small_world.targets[1], methods=(("grenades", 1.0),), later_methods=(("IED", 1.0),), change=between
    )
    world = replace(small_world, targets=(small_world.targets[0], convoys))
    runs = played(world, 400)
    mine, plain = runs.where(target="us_convoy"), played(small_world, 400)
    assert np.array_equal(runs.log["day"], plain.log["day"]), "nothing but the method differs"
    days = [change_day(world.seed, run, address("us_convoy"), *convoys.change_between) for run in range(400)]
    later = runs.log["day"] >= np.array(days)[runs.run]
    expected = np.where(later, world.methods.index("IED"), world.methods.index("grenades"))
    assert np.array_equal(runs.log["method"][mine], expected[mine])
    assert 0.2 < later[mine].mean() < 0.95
    drawn = np.array(days) - between[0].toordinal()
    assert np.bincount(drawn, minlength=28).max() < 400 / 28 + 5 * (400 / 28) ** 0.5
    assert (drawn.min(), drawn.max()) == (0, 27)


def test_days_of_the_week_are_alike(log):
    mine = log.log["kind"] == Kind.ATTACK
    days = np.bincount((log.log["day"][mine] - log.world.clock.start.toordinal()) % 7, minlength=7) / mine.sum()
    assert days == pytest.approx(np.full(7, 1 / 7), abs=4 * 0.35 / mine.sum() ** 0.5)


def test_logs_can_be_joined_and_made_from_rows():
    rows = [
        (0, 737000, Kind.ATTACK, 0, 1, NOBODY, 2, 0, 0, 3, 1),
        (1, 737007, Kind.STRIKE, 0, -1, -1, -1, 0, 1, -1, -1),
    ]
    one = EventLog.from_rows(rows)
    assert len(one) == 2
    assert len(EventLog.from_rows([])) == 0
    assert list(EventLog.joined([one, EventLog.from_rows([]), one])["week"]) == [0, 1, 0, 1]
