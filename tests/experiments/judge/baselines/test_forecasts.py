"""What each forecast may see: nothing of the stretch ahead, unless it says so; nothing of a phase held out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.judge.baselines.forecasts import BASELINES, forecast
from experiments.judge.baselines.history import Baseline
from experiments.judge.baselines.pool import POOLED
from tests.experiments.judge.scores.conftest import MEANS, STRETCHES, observed

DRIVERS = np.linspace(0, 1, 12).reshape(6, 2)
PAST = [baseline for baseline in BASELINES if baseline.past_only]
IN_SAMPLE = [baseline for baseline in BASELINES if not baseline.past_only]
NONE: frozenset[str] = frozenset()


def told(baseline: Baseline, counts: np.ndarray, heldout: frozenset[str] = NONE, draws: int = 40) -> np.ndarray:
    return forecast(baseline, observed(counts), DRIVERS, draws, seed=3, heldout=heldout)


@pytest.mark.parametrize("baseline", BASELINES, ids=lambda one: one.name)
def test_it_forecasts_whole_counts_for_every_stretch_but_the_first(baseline: Baseline) -> None:
    found = told(baseline, MEANS)
    assert found.shape == (40, *MEANS.shape)
    late = found[:, :, 2 if baseline.name == "copying" else 1 :]
    assert np.isnan(found[:, :, 0]).all()
    assert (late == np.round(late)).all()
    assert late.min() >= 0


@pytest.mark.parametrize("baseline", PAST, ids=lambda one: one.name)
@settings(max_examples=15, deadline=None)
@given(stretch=st.integers(1, 5), target=st.integers(0, 2), count=st.integers(0, 500))
def test_those_of_the_past_know_nothing_of_what_is_to_come(
    baseline: Baseline, stretch: int, target: int, count: int
) -> None:
    other = MEANS.copy()
    other[target, stretch] = count
    before = slice(0, stretch + 1)
    assert np.array_equal(told(baseline, other)[:, :, before], told(baseline, MEANS)[:, :, before], equal_nan=True)


@pytest.mark.parametrize("baseline", IN_SAMPLE, ids=lambda one: one.name)
def test_the_others_do_and_say_so(baseline: Baseline) -> None:
    other = MEANS.copy()
    other[:, 3] += 200
    assert told(baseline, other)[:, :, 3].mean() > told(baseline, MEANS)[:, :, 3].mean() + 20


@pytest.mark.parametrize("baseline", IN_SAMPLE, ids=lambda one: one.name)
def test_nobody_in_sample_sees_a_phase_held_out(baseline: Baseline) -> None:
    other, heldout = MEANS.copy(), frozenset({"phase2"})
    other[:, 2:4] = [[0], [7], [300]]
    found = told(baseline, other, heldout)
    assert np.array_equal(found, told(baseline, MEANS, heldout), equal_nan=True)
    assert np.isfinite(found[:, :, 2:4]).all()


def test_phase_poisson_is_saturated_in_its_own_phase() -> None:
    phase_poisson = next(one for one in BASELINES if one.name == "phase_poisson")
    found = told(phase_poisson, MEANS, draws=4000)
    days = np.array([stretch.days for stretch in STRETCHES])
    rate = (MEANS[:, 2:4].sum(axis=1) + 0.5) / days[2:4].sum()
    assert found[:, :, 2].mean(axis=0) == pytest.approx(rate * days[2], rel=0.05)


def test_doubt_about_the_past_carries_over() -> None:
    persistence = next(one for one in BASELINES if one.name == "persistence")
    tables = np.stack([MEANS, 10 * MEANS])
    found = told(persistence, tables, draws=2000)[:, 1, 4]
    assert found[1::2].mean() > 5 * found[::2].mean()  # draw by draw the table that it starts from


def test_each_seed_and_each_forecast_has_dice_of_its_own() -> None:
    one = next(baseline for baseline in BASELINES if baseline.name == "persistence")
    two = replace(one, name="another")
    assert not np.array_equal(told(one, MEANS), told(two, MEANS), equal_nan=True)
    other = forecast(one, observed(), DRIVERS, 40, seed=4)
    assert not np.array_equal(told(one, MEANS), other, equal_nan=True)
    assert np.array_equal(told(one, MEANS), told(one, MEANS), equal_nan=True)


def test_causal_is_only_who_is_told_nothing_by_those_who_knew() -> None:
    """A regression learns from the past alone, but on drivers that were chosen and coded by readers of what came."""
    assert {one.name for one in BASELINES if one.past_only and not one.causal} == {"regression"}
    assert {one.name for one in BASELINES if one.causal} >= set(POOLED)
    assert not {one.name for one in BASELINES if one.straw} & set(POOLED)
