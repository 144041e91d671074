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
from experiments.judge.scores.ignorance import ignorance
from experiments.judge.scores.intervals import coverage, interval_score
from experiments.judge.scores.mix import distances, mix_distance, mix_floor, shares

ZEROS, DIGITS = np.zeros(1000), np.repeat(np.arange(10), 100)
COUNTS = arrays(np.int64, (7, 3), elements=st.integers(0, 300))
TABLES = arrays(np.int64, (4, 3), elements=st.integers(0, 300))
MEASURES: dict[str, Callable[[NDArray[Any], NDArray[Any]], Any]] = {
    "crps": crps,
    "crps_log": crps_log,
    "ignorance": ignorance,
    "interval": interval_score,
    "coverage": lambda draws, tables: coverage(draws, tables, 0.5),
    "energy": energy,
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
    # the mean over the tables 1 and 5: errors (1 + 3) / 2 and (5 + 1) / 2
    assert crps(one(0, 4), one(1, 5)) == pytest.approx(0.5)
    assert crps_log(one(0, 0), one(4)) == pytest.approx(log(5))


def test_interval_and_coverage_by_hand() -> None:
    draws = np.arange(1, 101)  # the central 90 % go from 5 to 95
    assert interval_score(draws, one(5, 95, 97, 2)) == pytest.approx((90 + 90 + (90 + 20 * 2) + (90 + 20 * 3)) / 4)
    assert coverage(draws, one(5, 95, 97, 2), 0.9) == 0.5
    assert coverage(draws, one(25, 24), 0.5) == 0.5


def test_log_score_by_hand() -> None:
    # three of four draws in the bin 3-5; with a pseudo-draw in each of eleven bins 4 of 15
    assert ignorance(one(3, 4, 5, 6), one(4)) == pytest.approx(-log(4 / 15))
    assert ignorance(one(3, 4, 5, 6), one(4, 70)) == pytest.approx((-log(4 / 15) - log(1 / 15)) / 2)


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
    fair = np.mean([library.crps_ensemble(table, forecast, estimator="fair") for table in seen], axis=0)
    assert crps(draws, tables) == pytest.approx(fair, abs=1e-9)
    whole = np.mean([library.es_ensemble(table, draws.astype(float), estimator="fair") for table in seen])
    assert energy(draws, tables) == pytest.approx(whole, abs=1e-9)
    ends = np.quantile(draws, (0.05, 0.95), axis=0, method="inverted_cdf").astype(float)
    interval = np.mean([library.interval_score(table, *ends, 0.1) for table in seen], axis=0)
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
    assert crps(draws[:4000], dice.poisson(mean, 4000)) == pytest.approx(perfect, rel=0.06)


@pytest.mark.parametrize("score", [crps, crps_log, lambda *both: energy(both[0][..., None], both[1][..., None])])
def test_fair_scores_do_not_depend_on_the_number_of_draws(score: Callable[..., Any]) -> None:
    dice, table = np.random.default_rng(2), one(3, 9)
    few = np.mean([score(dice.poisson(5, 4), table) for _ in range(6000)])
    assert few == pytest.approx(float(score(dice.poisson(5, 3000), table)), rel=0.05)


def test_a_mixture_that_comes_part_by_part_is_paired_over_all_its_parts() -> None:
    """The first thousand of such draws would all be alike, and the spread of the whole would be lost."""
    parts = np.repeat([[0.0, 40.0], [40.0, 0.0], [20.0, 20.0]], MOST_PAIRED, axis=0)
    shuffled = np.random.default_rng(1).permutation(parts)
    tables = np.array([[10.0, 30.0]])
    assert len(paired(parts)) == MOST_PAIRED
    assert energy(parts, tables) == pytest.approx(energy(shuffled, tables), rel=0.05)
    assert mix_floor(parts) == pytest.approx(mix_floor(shuffled), rel=0.05)
