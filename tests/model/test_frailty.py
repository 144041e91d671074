"""Frailty: scatter that no reason explains, by target and calendar quarter; none at zero, and hardly a mean moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from agents import Theatre
from model import dice
from model.clock import Clock
from model.rules import frailty

RUNS = 150
SHARES = (np.arange(4000) + 0.5) / 4000


def factors(spread: float) -> np.ndarray:
    return np.array([frailty.factor(spread, float(z)) for z in stats.norm.ppf(SHARES)])


@pytest.mark.parametrize("spread", [0.1, 0.3, 0.6, 0.9])
def test_factors_are_gamma_of_mean_one(spread):
    found, exact = factors(spread), stats.gamma.ppf(SHARES, spread**-2, scale=spread**2)
    assert found.mean() == pytest.approx(1.0, abs=0.005)
    assert found.std() == pytest.approx(spread, rel=0.02)
    assert np.abs(found - exact)[40:-40].max() < 0.03 * (1 + spread)


def test_no_spread_is_exactly_one():
    assert set(factors(0.0)) == {1.0}


def test_pairs_of_dice_make_normal_draws():
    draws = [dice.normal(*(dice.uniform(1, run, dice.FRAILTY, 0, 7, 8076, k) for k in (0, 1))) for run in range(4000)]
    assert stats.kstest(draws, "norm").pvalue > 0.01


@pytest.fixture(scope="module")
def settled(world):
    """The shipped world with its facts as settled, so that doubt about them does not scatter counts."""
    shipped = world()
    return replace(shipped, timeline=replace(shipped.timeline, doubt=None))


@pytest.fixture(scope="module")
def yearly(settled, played):
    """Attacks of each run on each of three targets in 2020 and in 2021, at a spread."""

    def of(spread: float) -> np.ndarray:
        runs = played(replace(settled, parameters=settled.parameters._replace(frailty=spread)), RUNS)
        asked = [
            (target, {"since": date(year, 1, 1), "until": date(year, 12, 31)})
            for target in ("us_base", "us_convoy", "turkish_base")
            for year in (2020, 2021)
        ]
        return np.array([runs.count(target=target, **when) for target, when in asked], dtype=float)

    return of


def test_more_spread_is_more_scatter_of_yearly_counts_and_hardly_another_mean(yearly):
    found = [yearly(spread) for spread in (0.0, 0.3, 0.6)]
    thick = found[0].mean(axis=1) > 20
    fano = [(counts.var(axis=1) / counts.mean(axis=1))[thick].mean() for counts in found]
    assert all(less * 1.3 < more for less, more in pairwise(fano)), fano
    total = [counts.sum(axis=0).mean() for counts in found]
    assert total[1] == pytest.approx(total[0], rel=0.05)
    assert total[2] == pytest.approx(total[0], rel=0.12)


def test_a_quarter_is_the_calendars():
    clock = Clock(date(2019, 6, 3), 60)
    assert [clock.quarter(week) for week in (0, 3, 4, 17, 18, 30, 31)] == [
        4 * 2019 + 1, 4 * 2019 + 1, 4 * 2019 + 2, 4 * 2019 + 2, 4 * 2019 + 3, 4 * 2019 + 3, 4 * 2020,
    ]  # fmt: skip


def test_every_target_fares_alike_all_through_a_quarter_and_otherwise_in_the_next(settled):
    frail = replace(settled, parameters=settled.parameters._replace(frailty=0.5))
    theatre, found = Theatre(frail), {}
    for week in range(30):
        theatre.step()
        found.setdefault(frail.clock.quarter(week), set()).add(theatre.faring)
    assert all(len(seen) == 1 for seen in found.values())
    drawn = [factor for seen in found.values() for factors in seen for factor in factors]
    assert len(set(drawn)) == len(drawn) == 3 * len(frail.targets)


def test_frailty_moves_no_other_dice(settled, played):
    """With next to none of it every event is as it was: its dice are nobody else's."""
    frail = replace(settled, parameters=settled.parameters._replace(frailty=1e-12))
    assert np.array_equal(played(settled, 20).table, played(frail, 20).table)
