"""Records that a model would leave: as unsharp as the real one, and sharp where it is sharp."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.judge.shifts.synthetic import MOST, records


def made(draws: np.ndarray, tables: np.ndarray) -> np.ndarray:
    return np.concatenate(list(records(draws.astype(float), tables.astype(float))))


def test_by_hand_where_the_record_is_sharp() -> None:
    tables = np.array([[2, 0, 180]] * 4)
    assert made(np.array([[7, 3, 90]]), tables).tolist() == [[[7, 3, 90]] * 4]


def test_one_table_is_the_truth_and_the_others_miss_it_as_the_real_ones_miss_each_other() -> None:
    tables = np.array([[20, 60], [40, 60], [30, 50]])
    found = made(np.array([[10, 120]] * 3), tables)
    for one in found:
        (own,) = (k for k in range(3) if one[k].tolist() == [10, 120])
        assert one[:, 0] == pytest.approx(10 * tables[:, 0] / tables[own, 0], abs=0.8)
        assert one[:, 1] == pytest.approx(120 * tables[:, 1] / tables[own, 1], abs=0.8)


def test_the_spread_is_that_of_the_record_in_proportion() -> None:
    tables = np.random.default_rng(1).poisson(60, (500, 1))
    found = made(np.full((200, 1), 240), tables)
    assert np.log(found + 0.5).std(axis=1).mean() == pytest.approx(np.log(tables + 0.5).std(), rel=0.05)


def test_at_most_so_many_evenly_chosen_and_in_any_order() -> None:
    draws, tables = np.random.default_rng(2).poisson(9, (1300, 2)), np.array([[5, 6], [7, 8]])
    found = made(draws, tables)
    assert len(found) == MOST
    assert (found == made(draws[::-1], tables)).all()
    assert made(draws[:30], tables).shape == (30, 2, 2)
