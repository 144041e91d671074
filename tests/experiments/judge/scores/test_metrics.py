"""Each measure by hand, against the library, and under what must not matter."""

from __future__ import annotations

from collections.abc import Callable
from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.spatial.distance import jensenshannon
from scipy.stats import poisson

from experiments.judge.scores.crps import crps, crps_log
from experiments.judge.scores.energy import MOST_PAIRED, energy, paired, scale
from experiments.judge.scores.ignorance import BLENDED, DRAWS, WIDE, ignorance, log_score
from experiments.judge.scores.intervals import coverage, interval_score
from experiments.judge.scores.mix import distances, mix_distance, mix_floor, shares
from experiments.judge.scores.pit import ends, pit_mean, pit_within

ZEROS, DIGITS = np.zeros(1000), np.repeat(np.arange(10), 100)
COUNTS = arrays(np.int64, (7, 3), elements=st.integers(0, 300))
TABLES = arrays(np.int64, (4, 3), elements=st.integers(0, 300))
OF_TABLES: dict[str, Callable[[NDArray[Any], NDArray[Any]], Any]] = {
    "crps": crps,
    "crps_log": crps_log,
    "log_score": log_score,
    "pit_90": lambda draws, tables: pit_within(draws, tables, 0.9),
    "pit_mean": pit_mean,
    "interval": interval_score,
    "coverage": lambda draws, tables: coverage(draws, tables, 0.5),
    "energy": energy,
}
MEASURES: dict[str, Callable[[NDArray[Any], NDArray[Any]], Any]] = {
    **{name: lambda draws, tables, own=own: own(draws, tables).mean(axis=0) for name, own in OF_TABLES.items()},
    "mix_distance": mix_distance,
    "mix_floor": lambda draws, _: mix_floor(draws),
}


def one(*counts: int) -> NDArray[np.int64]:
    return np.array(counts)


def test_the_vectors_of_the_design() -> None:
    assert crps(ZEROS, one(10)) == pytest.approx(10)
    assert interval_score(ZEROS, one(10)) == pytest.approx(200)
    assert crps(DIGITS, one(3)) == pytest.approx(1.0483483, abs=1e-7)
    assert interval_score(DIGITS, one(3)) == pytest.approx(9)


def test_crps_by_hand() -> None:
    # |0-1|, |4-1| in the mean 2; the two draws are 4 apart, half of it 2
    assert crps(one(0, 4), one(1)) == pytest.approx(0)
    # the tables 1 and 5: errors (1 + 3) / 2 and (5 + 1) / 2
    assert crps(one(0, 4), one(1, 5)) == pytest.approx([0, 1])
    assert crps_log(one(0, 0), one(4)) == pytest.approx(log(5))


def test_interval_and_coverage_by_hand() -> None:
    draws = np.arange(1, 101)  # the central 90 % go from 5 to 95
    assert interval_score(draws, one(5, 95, 97, 2)) == pytest.approx([90, 90, 90 + 20 * 2, 90 + 20 * 3])
    assert coverage(draws, one(5, 95, 97, 2), 0.9).tolist() == [1, 1, 0, 0]
    assert coverage(draws, one(25, 24), 0.5).tolist() == [1, 0]


def test_log_score_by_hand() -> None:
    # three of four draws in the bin 3-5, one in 6-10; the wide law has 1/4 - 1/7 and 1/52 - 1/102 of its own
    wide = np.array([1 / 4 - 1 / 7, 1 / 52 - 1 / 102])
    expected = -np.log(0.95 * np.array([3 / 4, 0]) + 0.05 * wide)
    assert log_score(one(3, 4, 5, 6), one(4, 70)) == pytest.approx(expected)
    assert WIDE.sum() == pytest.approx(1)


def test_the_log_score_of_views_by_hand_and_only_of_its_number_of_draws() -> None:
    # three of four draws in the bin 3-5; with a pseudo-draw in each of eleven bins 76 of 111
    assert ignorance(np.tile([3, 4, 5, 6], 25), one(4, 70)) == pytest.approx([-log(76 / 111), -log(1 / 111)])
    assert np.isnan(ignorance(np.zeros(DRAWS - 1), one(0))).all()
    # two hundred and some are two forecasts of a hundred, taken alternately
    assert ignorance(np.tile([0, 50], 110), one(0)) == pytest.approx((-log(101 / 111) - log(1 / 111)) / 2)


def pseudo_counted(draws: NDArray[Any], tables: NDArray[Any]) -> float:
    """The log score as it was: a pseudo-draw in every bin, whatever the number of draws."""
    bins = np.array((0, 1, 3, 6, 11, 26, 51, 101, 251, 501, 1001))
    drawn, seen = (np.searchsorted(bins, part, side="right") - 1 for part in (draws, tables))
    share = (np.bincount(drawn, minlength=11) + 1) / (len(draws) + 11)
    return float(-np.log(share)[seen].mean())


@pytest.mark.parametrize("score", [log_score, ignorance])
def test_a_log_score_does_not_hang_on_the_number_of_draws(score: Callable[..., Any]) -> None:
    """A forecast that is too narrow is the case that matters: with more draws the old score saw it more clearly."""
    dice = np.random.default_rng(5)
    tables = dice.negative_binomial(2, 2 / 32, 400)
    many = dice.poisson(30, (40_000,))

    def of(draws: int, one_score: Callable[..., Any]) -> float:
        return float(np.mean([np.mean(one_score(part, tables)) for part in np.split(many, 40_000 // draws)[:40]]))

    assert of(10_000, pseudo_counted) - of(100, pseudo_counted) > 0.5
    assert of(10_000, score) == pytest.approx(of(100, score), abs=0.04)


def test_the_log_score_is_finite_whatever_comes() -> None:
    dearest = -log(BLENDED * WIDE.min())
    assert log_score(np.zeros(10_000), one(0, 1, 5000)).max() <= dearest
    assert dearest < 11


def test_the_log_score_is_lowest_for_the_law_that_throws() -> None:
    dice = np.random.default_rng(6)
    tables = dice.poisson(12, 4000)
    right, narrow, wide, shifted = (
        log_score(dice.negative_binomial(size, size / (size + mean), 20_000), tables).mean()
        for size, mean in ((1e6, 12), (1e6, 17), (1, 12), (1e6, 8))
    )
    assert right < min(narrow, wide, shifted)


@pytest.mark.parametrize("mean", [0.2, 3.0, 80.0])
@pytest.mark.parametrize("draws", [19, 400])
def test_the_transform_of_a_right_forecast_is_uniform(mean: float, draws: int) -> None:
    """Bands of counts hold more than their name, most of all of small ones; the transform holds what it says."""
    dice, tables = np.random.default_rng(7), 6000
    told, seen = dice.poisson(mean, (draws, tables)), dice.poisson(mean, (1, tables))
    for level in (0.5, 0.9):
        assert pit_within(told, seen, level).mean() == pytest.approx(level, abs=0.02)
    assert pit_mean(told, seen).mean() == pytest.approx(0.5, abs=0.015)
    if mean < 1:
        assert coverage(told, seen, 0.9).mean() > 0.94


def test_the_transform_by_hand_and_against_dice() -> None:
    draws = one(0, 0, 3, 3, 3, 7, 9, 9, 9)
    low, high = ends(draws, one(3, 8, 0, 10))
    assert low == pytest.approx([0.2, 0.6, 0.0, 0.9])
    assert high == pytest.approx([0.6, 0.7, 0.3, 1.0])
    thrown = low + np.random.default_rng(8).random((50_000, 4)) * (high - low)
    inside = (np.abs(thrown - 0.5) < 0.25).mean(axis=0)
    assert pit_within(draws, one(3, 8, 0, 10), 0.5) == pytest.approx(inside, abs=0.01)
    assert pit_mean(draws, one(3, 8, 0, 10)) == pytest.approx(thrown.mean(axis=0), abs=0.005)


def test_energy_by_hand() -> None:
    draws, table = np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[0.0, 0.0]])
    assert energy(draws, table) == pytest.approx(2.5 - 2.5)
    assert energy(draws, np.array([[0.0, 4.0]])) == pytest.approx((4 + 3) / 2 - 2.5)


def test_the_energy_scale_is_that_of_the_record_but_never_tiny() -> None:
    tables = np.array([[[0, 0], [0, np.expm1(4)]]])  # ln(1 + n): 0, 0 and 0, 4
    assert scale(tables) == pytest.approx([0.5, 2.0])


def test_mix_by_hand() -> None:
    # shares (.75, .25) and (.25, .75): entropy of the middle 1 bit, of each 0.8113
    assert mix_distance(np.array([[1, 0]]), np.array([[0, 1]])) == pytest.approx(sqrt(1 - 0.811278), abs=1e-6)
    assert mix_floor(np.array([[1, 0], [0, 1], [0, 1]])) == pytest.approx(sqrt(1 - 0.811278) * 2 / 3, abs=1e-6)


@pytest.mark.slow  # the library compiles for seconds; figures by hand stand above
@settings(max_examples=30, deadline=None)
@given(draws=COUNTS, tables=TABLES)
def test_the_library_says_the_same(draws: NDArray[np.int64], tables: NDArray[np.int64]) -> None:
    import scoringrules as library

    forecast, seen = draws.T.astype(float), tables.astype(float)
    fair = np.array([library.crps_ensemble(table, forecast, estimator="fair") for table in seen])
    assert crps(draws, tables) == pytest.approx(fair, abs=1e-9)
    whole = np.array([library.es_ensemble(table, draws.astype(float), estimator="fair") for table in seen])
    assert energy(draws, tables) == pytest.approx(whole, abs=1e-9)
    central = np.quantile(draws, (0.05, 0.95), axis=0, method="inverted_cdf").astype(float)
    interval = np.array([library.interval_score(table, *central, 0.1) for table in seen])
    assert interval_score(draws, tables) == pytest.approx(interval)
    base = np.sqrt(np.log(2))
    apart = [[jensenshannon(a, b) / base for b in shares(tables)] for a in shares(draws)]
    assert distances(shares(draws), shares(tables)) == pytest.approx(np.array(apart), abs=1e-7)


@pytest.mark.parametrize("name", MEASURES)
@settings(max_examples=20, deadline=None)
@given(draws=COUNTS, tables=TABLES, order=st.permutations(range(7)), other=st.permutations(range(4)))
def test_neither_the_order_of_replicates_nor_that_of_tables_matters(
    name: str, draws: NDArray[np.int64], tables: NDArray[np.int64], order: list[int], other: list[int]
) -> None:
    found = MEASURES[name](draws[order], tables[other])
    assert found == pytest.approx(MEASURES[name](draws, tables), abs=1e-9)


@pytest.mark.parametrize("mean", [0.3, 4.0, 60.0])
def test_crps_of_a_poisson_forecast_is_what_theory_says(mean: float) -> None:
    # the sum over all counts of (P(X <= k) - 1[y <= k])^2, at y and in the mean over y ~ X
    dice, counts = np.random.default_rng(1), np.arange(400)
    below = poisson.cdf(counts, mean)
    y = round(mean)
    draws = dice.poisson(mean, 40_000)
    assert crps(draws, one(y)) == pytest.approx(((below - (y <= counts)) ** 2).sum(), rel=0.03)
    perfect = (below * (1 - below)).sum()
    assert crps(draws[:4000], dice.poisson(mean, 4000)).mean() == pytest.approx(perfect, rel=0.06)


@pytest.mark.parametrize("score", [crps, crps_log, lambda *both: energy(both[0][..., None], both[1][..., None])])
def test_fair_scores_do_not_depend_on_the_number_of_draws(score: Callable[..., Any]) -> None:
    dice, table = np.random.default_rng(2), one(3, 9)
    few = np.mean([score(dice.poisson(5, 4), table) for _ in range(6000)])
    assert few == pytest.approx(float(score(dice.poisson(5, 3000), table).mean()), rel=0.05)


def test_a_mixture_that_comes_part_by_part_is_paired_over_all_its_parts() -> None:
    """The first thousand of such draws would all be alike, and the spread of the whole would be lost."""
    parts = np.repeat([[0.0, 40.0], [40.0, 0.0], [20.0, 20.0]], MOST_PAIRED, axis=0)
    shuffled = np.random.default_rng(1).permutation(parts)
    tables = np.array([[10.0, 30.0]])
    assert len(paired(parts)) == MOST_PAIRED
    assert energy(parts, tables) == pytest.approx(energy(shuffled, tables), rel=0.05)
    assert mix_floor(parts) == pytest.approx(mix_floor(shuffled), rel=0.05)
