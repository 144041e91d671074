"""The reconciliation: the tables are exactly those that fit, counted exactly, stored once."""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.observed.chronicle import in_use
from experiments.observed.record.parts import counts, parts
from experiments.observed.record.reconciliation import Reconciliation, reconciled
from experiments.observed.record.statements import Statement, statements
from experiments.observed.record.yearly import joint, memberships, sizes, tables
from experiments.observed.tables import Reconciliation as Printed
from experiments.observed.tables import load

Call = Callable[..., Any]


@pytest.fixture(scope="module")
def found() -> Reconciliation:
    return reconciled()


def bounds(key: str) -> range:
    return range(int(counts()[key].low), int(counts()[key].high) + 1)


def test_bases_are_those_of_the_reconciliation_table(found: Reconciliation) -> None:
    rows = load(Printed)
    listed = {(row.base_2020, row.base_2021, row.base_2022) for row in rows}
    assert {tuple(row[1:4]) for row in found.found["us_base"].tolist()} == listed
    for row in rows:
        own = [r for r in found.found["us_base"].tolist() if r[1] == row.base_2020]
        left = [n for n in range(1, 60) if row.total + n in bounds("C02")]  # at least the named one
        assert [r[0] for r in own] == left


def test_convoys_by_brute_force(found: Reconciliation) -> None:
    fits = [
        [a, 180, c, d]
        for a, c, d in product(range(200), range(200), bounds("C33"))
        if 2.5 * a <= 180 <= 3.5 * a and abs(100 * (c - 180) / 180 + 60) <= 0.5 and a + 180 + c + d in bounds("C03")
    ]
    assert found.found["us_convoy"].tolist() == sorted(fits)
    assert len(fits) == 627


def test_turkish_bases_by_brute_force(found: Reconciliation) -> None:
    fits = [
        [a, b, c]
        for a, b, c in product(range(3, 30), range(30), bounds("C32"))
        if 3.5 * a <= b <= 4.5 * a and a + b + c in bounds("C20")
    ]
    assert found.found["turkish_base"].tolist() == fits


def test_the_joint_count_by_going_through_every_combination_of_totals(found: Reconciliation) -> None:
    totals = [np.bincount(rows.sum(axis=1)) for rows in found.found.values()]
    by_hand = sum(
        int(np.prod([n[t] for n, t in zip(totals, chosen, strict=True)], dtype=np.int64))
        for chosen in product(*(np.flatnonzero(n).tolist() for n in totals))
        if sum(chosen) in bounds("C01")
    )
    assert found.fitting == by_hand == 7_118_923
    assert found.combined == 66 * 627 * 15 * 4 * 3


def test_counts_of_a_small_coupling_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables with 1, 2 or 2 attacks and with 0 or 3: sums 1, 2, 2, 4, 5, 5, of which 2 to 4 are let through."""
    monkeypatch.setattr("experiments.observed.record.yearly.total", lambda: (2, 4))
    one, two = np.array([[1, 0], [1, 1], [0, 2]]), np.array([[0], [3]])
    assert sizes([one, two]).tolist() == [0, 1, 2, 0, 1, 2]
    assert joint([one, two]) == 3
    assert memberships([one, two], 0).tolist() == [1, 1, 1]
    assert memberships([one, two], 1).tolist() == [2, 1]


@pytest.mark.parametrize("which", range(len(in_use().whole)))
def test_every_joint_table_holds_one_table_of_each_target(which: int, found: Reconciliation) -> None:
    assert memberships(list(found.found.values()), which).sum() == found.fitting


@pytest.mark.parametrize("target", in_use().whole)
def test_every_table_satisfies_every_statement_and_none_is_listed_twice(target: str, found: Reconciliation) -> None:
    rows = found.found[target]
    tally = dict(zip(parts(target), rows.T, strict=True))
    assert len(np.unique(rows, axis=0)) == len(rows) > 0
    assert all(one.holds(tally).all() for one in statements(target))


def test_a_statement_left_out_lets_in_what_it_excludes(found: Reconciliation) -> None:
    gone = [one for one in statements("us_base") if one.id != "C05"]
    wider = {tuple(row[1:4]) for row in tables("us_base", gone).tolist()}
    assert (44, 33, 9) not in wider  # minus 73 percent
    assert (57, 43, 12) in wider  # minus 24.6 and minus 72.1 percent
    row = next(row for row in found.exclusions if row.id == "C05")
    assert row.without == found.fitting + row.excluded > found.fitting


def test_statements_that_cannot_hold_together_leave_no_table() -> None:
    part = parts("oil_gas")[0]
    never = Statement("twelve", (part,), lambda n: n >= 12, 12)
    assert tables("oil_gas", [*statements("oil_gas"), never]).shape == (0, 1)


def test_exactly_half_a_point_off_fits_at_either_end() -> None:
    fits = next(one.fits for one in statements("us_base") if one.id == "C17")  # minus 72 percent
    assert fits(np.array([40, 200, 200, 200]), np.array([11, 57, 54, 58])).tolist() == [True, True, False, False]


def test_years_lie_inside_what_is_read_alone(found: Reconciliation) -> None:
    for row in found.ranges:
        assert row.least <= row.median <= row.most
        if row.read_low is not None and row.read_high is not None:
            assert row.read_low <= row.least, row
            assert row.most <= row.read_high, row


def test_the_median_counts_a_table_as_often_as_it_occurs(found: Reconciliation) -> None:
    rows, occurs = found.found["us_base"], memberships(list(found.found.values()), 0)
    spread = np.repeat(rows[:, 0], occurs)
    assert next(row.median for row in found.ranges if row.target == "us_base") == np.sort(spread)[len(spread) // 2]


def test_the_app_prints_and_stores_the_tables_once(call: Call, tmp_path: Path, found: Reconciliation) -> None:
    first, second = call("reconcile"), call("reconcile")
    (folder,) = (tmp_path / "results").iterdir()
    assert (first.code, second.code) == (0, 0)
    assert "7,118,923" in first.out
    assert f"Stored in results/{folder.name}" in first.out
    assert f"Already stored in results/{folder.name}" in second.out
    with (folder / "tables.csv").open(encoding="utf-8") as handle:
        stored = list(csv.DictReader(handle))
    assert len(stored) == sum(rows.size for rows in found.found.values())
    assert stored[0] == {
        "target": "us_base", "table": "1", "start": "2019-06-01", "end": "2019-12-31", "attacks": "1",
        "joint": str(int(memberships(list(found.found.values()), 0)[0])),
    }  # fmt: skip


def test_results_that_cannot_be_written_are_refused_in_one_line(refused: Call) -> None:
    assert "results=..." in refused("reconcile", "results=/proc/none").err


def test_a_misspelt_key_is_refused(refused: Call) -> None:
    assert "did you mean 'results'" in refused("reconcile", "result=x").err
