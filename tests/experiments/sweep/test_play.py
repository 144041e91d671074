"""What a sweep keeps of a run is what the run is: a set of a sweep plays as the config that says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from experiments.observed import periods
from experiments.setup.compose import composed, typed
from experiments.setup.lenses import lenses_of
from experiments.setup.world import world_of
from experiments.simulate.count import Days, counts
from experiments.simulate.runs import campaigns, simulate
from experiments.sweep.plan import Plan
from experiments.sweep.store import state
from experiments.sweep.table import by_run, by_set, runs_of
from model.ensemble.windows import NEVER, by_window
from model.events import Kind


def test_windows_of_days_are_counted_as_numpy_counts_them() -> None:
    dice = np.random.default_rng(2)
    run, day, target = (dice.integers(0, most, 500) for most in (7, 30, 4))
    kept = dice.random(500) < 0.7
    windows = np.array([[0, 29], [5, 5], [10, 20], [40, 50]])
    found, first = by_window(kept, run, day, target, windows, (7, 4))
    for one in range(7):
        for t in range(4):
            days = day[kept & (run == one) & (target == t)]
            assert found[one, :, t].tolist() == [int(((days >= a) & (days <= b)).sum()) for a, b in windows]
            assert first[one, t] == (days.min() if len(days) else NEVER)


def test_every_row_is_what_its_config_plays(played_once: Path, plan: Plan) -> None:
    """Numbers that a sweep hands over as an array, and switches that it sets in a config, as `run` composes them."""
    table = by_run(plan, runs_of(played_once, plan, state(played_once, plan))).to_pandas()
    for number in (0, 5, 10, 15):  # the last two without the feud, whose weight then is none
        rows = table[table["set"] == number].sort_values("replicate")
        first = rows.iloc[0]
        words = [f"{key}.value={first[key]}" for key in ("parameters.risk_weight", "parameters.feud")]
        switch = str(first["mechanisms.revenue_feud"]).lower()
        config = typed(composed(["estimate=prior", f"mechanisms.revenue_feud={switch}", *words]))
        world = world_of(config)
        log, runs = simulate(world, 3, workers=1)
        seen = campaigns(world, {"acled": lenses_of(config)["acled"]}, log, runs, 3)["acled"]
        spans = (Days(seen.start, seen.end), *periods.phases(), *periods.years())
        names = ("total", "phase1", "phase2", "phase3", "2019", "2020", "2021", "2022", "2023")
        whole = counts(seen, world.target_names, spans)
        for place, name in enumerate(names):
            assert rows[f"attacks.{name}"].tolist() == whole[:, :, place].sum(axis=1).tolist(), name
            for t, target in enumerate(world.target_names):
                assert rows[f"attacks.{name}.{target}"].tolist() == whole[:, t, place].tolist()
        births = np.bincount(runs[log["kind"] == Kind.BIRTH], minlength=3)
        assert rows["events.birth"].tolist() == births.tolist()


def test_replicates_are_those_of_run_also_when_they_start_later(plan: Plan) -> None:
    world = plan.cells.setting(0).world
    whole, runs = simulate(world, 5, workers=1)
    late, numbers = simulate(world, 2, workers=1, first=3)
    assert np.array_equal(late["day"], whole["day"][runs >= 3])
    assert np.array_equal(numbers, runs[runs >= 3] - 3)


def test_the_theatre_keeps_the_same(empty: Path, played_once: Path, plan: Plan, play: Callable[..., object]) -> None:
    small = replace(plan, stages=(replace(plan.stages[0], sets=range(2), replicates=range(1)),))
    play(empty, replace(small, engine="theatre"))
    found = runs_of(empty, small, state(empty, small))
    whole = runs_of(played_once, plan, state(played_once, plan))
    first = (whole.set < 2) & (whole.replicate == 0)
    for name, values in found.outputs.items():
        assert np.array_equal(values, whole.outputs[name][first], equal_nan=True), name


def test_a_row_a_set_is_made_of_its_rows_a_run(played_once: Path, plan: Plan) -> None:
    runs = runs_of(played_once, plan, state(played_once, plan))
    each, sets = by_run(plan, runs).to_pandas(), by_set(plan, runs).to_pandas()
    assert (len(each), len(sets), sets["runs"].tolist()) == (48, 16, [3] * 16)
    group = each.groupby("set")["attacks.phase2.us_convoy"]
    assert np.allclose(sets["attacks.phase2.us_convoy.mean"], group.mean())
    assert np.allclose(sets["attacks.phase2.us_convoy.sd"], group.std())
    assert sets["attacks.phase2.us_convoy.q50"].tolist() == group.quantile(0.5, interpolation="lower").tolist()
    assert sets["attacks.phase2.us_convoy.q95"].tolist() == group.max().tolist()
    share = each["attacks.total.us_base"] / each["attacks.total"]
    assert np.allclose(each["share.total.us_base"], share)
    assert str(sets["first.us_base.q05"].iloc[0]).startswith("20")
