"""Skill and its interval over few blocks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from scipy.stats import t as student

from experiments.judge.scores.long_run import deviation
from experiments.judge.scores.skill import _quantile, skill

NAN = float("nan")
TRUE = 1 - np.exp(-0.5)
Pair = tuple[np.ndarray, np.ndarray]


def one_table(*scores: float) -> np.ndarray:
    return np.array([scores])


def test_skill_by_hand_on_blocks_that_both_have() -> None:
    found = skill(one_table(1, 2, 9), one_table(2, 6, NAN))
    assert found is not None
    assert (found.score, found.baseline, found.skill) == (1.5, 4.0, 0.625)
    assert found.differences.tolist() == [1, 4]
    assert (found.low, found.high) == (None, None)


def test_no_common_block_no_skill() -> None:
    assert skill(one_table(1, NAN), one_table(NAN, 1)) is None


def test_nothing_to_divide_by() -> None:
    found = skill(one_table(1, 1, 1, 1, 1), one_table(0, 0, 0, 0, 0))
    assert found is not None
    assert (found.skill, found.low, found.high) == (None, None, None)


def test_below_five_blocks_the_differences_must_do() -> None:
    other = one_table(1, 5, 2, 8, 3)
    for blocks in range(1, 6):
        found = skill(0.5 * other[:, :blocks] + 0.1, other[:, :blocks])
        assert found is not None
        assert (found.low is not None) == (blocks >= 5)
        assert len(found.differences) == blocks


def test_a_skill_that_is_the_same_in_every_block_and_table_has_no_spread() -> None:
    other = np.array([[1.0, 5.0, 2.0, 8.0, 3.0], [2.0, 5.0, 1.0, 7.0, 4.0]])
    found = skill(0.25 * other, other)
    assert found is not None
    assert (found.low, found.skill, found.high) == pytest.approx((0.75, 0.75, 0.75))


def test_a_record_in_doubt_widens_the_interval() -> None:
    dice = np.random.default_rng(1)
    other = np.exp(dice.normal(size=(1, 7)))
    sure = np.broadcast_to(0.5 * other * np.exp(0.1 * dice.normal(size=(1, 7))), (100, 7))
    unsure = sure * np.exp(0.5 * dice.normal(size=(100, 1)))
    widths = [found.high - found.low for own in (sure, unsure) if (found := skill(own, np.repeat(other, 100, 0)))]
    assert widths[1] > 2 * widths[0]


def test_quantiles_of_the_mixture() -> None:
    for share in (0.05, 0.5, 0.95):
        assert _quantile(np.zeros(3), 1.0, share) == pytest.approx(student.ppf(share, 2), abs=1e-6)
    mixed = _quantile(np.array([0.0, 2.0]), 0.5, 0.7)
    assert student.cdf(mixed / 0.5, 2) / 2 + student.cdf((mixed - 2) / 0.5, 2) / 2 == pytest.approx(0.7)


def test_the_deviation_of_a_mean_of_blocks_that_go_together() -> None:
    """Right where neighbours go together by a third, and rather too wide where they do not."""
    for alike, low, high in ((1 / 3, 0.97, 1.03), (0.0, 1.03, 1.3)):
        series = np.array([autoregression(7, alike, np.random.default_rng(seed)) for seed in range(20_000)])
        assert low < np.sqrt((deviation(series) ** 2).mean()) / series.mean(axis=1).std() < high


def autoregression(blocks: int, alike: float, dice: np.random.Generator) -> np.ndarray:
    found = dice.normal(size=blocks)
    for n in range(1, blocks):
        found[n] = alike * found[n - 1] + np.sqrt(1 - alike**2) * found[n]
    return found


def worlds(blocks: int, alike: float, size: int, shared: float = 0.0, own: float = 0.0) -> Iterator[Pair]:
    """Scores [table, block] of a model whose skill is TRUE and of a baseline: lognormal, some blocks hard for both.

    The record has twenty tables, the first of which is true; the others are off by `shared` in all blocks together and
    by `own` in each.
    """
    dice = np.random.default_rng(blocks)
    for _ in range(size):
        hard, one, two = (autoregression(blocks, alike, dice) for _ in range(3))
        off = own * dice.normal(size=(2, 20, blocks)) + shared * dice.normal(size=(2, 20, 1))
        off -= off[:, :1]
        yield np.exp(0.8 * hard + 0.6 * one - 0.5 + off[0]), np.exp(0.8 * hard + 0.6 * two + off[1])


def percentile_bootstrap(own: np.ndarray, baseline: np.ndarray) -> tuple[float, float]:
    """The interval as it was: whole blocks resampled, the record averaged away."""
    weights = np.random.default_rng(1).multinomial(own.shape[1], np.full(own.shape[1], 1 / own.shape[1]), 500)
    found = 1 - (weights @ own.mean(axis=0)) / (weights @ baseline.mean(axis=0))
    return tuple(np.quantile(found, (0.05, 0.95)))


def covered(pairs: Iterator[Pair], old: bool) -> float:
    ends = [percentile_bootstrap(*pair) if old else interval(*pair) for pair in pairs]
    return float(np.mean([low <= TRUE <= high for low, high in ends]))


def interval(own: np.ndarray, baseline: np.ndarray) -> tuple[float, float]:
    found = skill(own, baseline)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    return found.low, found.high


def test_the_interval_covers_what_it_says() -> None:
    """Seven blocks, independent and alike: the old one held the true skill far too seldom."""
    for alike in (0.0, 0.4):
        assert 0.85 <= covered(worlds(7, alike, 1500), old=False) <= 0.95
        assert covered(worlds(7, alike, 300), old=True) < 0.83


@pytest.mark.slow
@pytest.mark.parametrize("blocks", [5, 6, 7])
@pytest.mark.parametrize("alike", [0.0, 0.2, 0.4])
@pytest.mark.parametrize("doubt", [{}, {"shared": 0.2}, {"own": 0.2}], ids=["sure", "shared", "own"])
def test_the_interval_covers_what_it_says_over_many_worlds(blocks: int, alike: float, doubt: dict[str, float]) -> None:
    assert 0.85 <= covered(worlds(blocks, alike, 3000, **doubt), old=False) <= 0.95
