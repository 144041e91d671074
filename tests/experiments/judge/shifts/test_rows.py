"""The test as a table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.judge.shifts.levels import Numbers
from experiments.judge.shifts.rows import ShiftRow, shift_rows
from experiments.observed import periods
from tests.experiments.judge.shifts.conftest import TARGETS, drawn, means, observed, three

MONTHS = three(487, 487, 487)  # sixteen mean months each


def by_hand() -> dict[tuple[str, str, str], ShiftRow]:
    simulated = np.array([[[16.0, 48, 0], [16, 0, 0]], [[16, 32, 0], [16, 32, 0]], [[16, 16, 0], [16, 48, 0]]])
    tables = np.array([[[16.0, 32, 16], [16, 0, 16]], [[16, 64, 16], [16, 32, 48]]])
    rows = shift_rows("cut", MONTHS, ("bases", "convoys"), simulated, tables)
    return {(row.boundary, row.target, row.quantity): row for row in rows}


def test_a_row_by_hand() -> None:
    row = by_hand()["phase1-phase2", "bases", "rate"]
    assert (row.observed_median, row.observed_low, row.observed_high) == pytest.approx((1, 1, 3))
    assert (row.simulated_low, row.simulated_median, row.simulated_high) == pytest.approx((0, 1, 2))
    assert (row.simulated_low50, row.simulated_high50) == pytest.approx((0, 2))
    # Pairs of phase 1 do not differ; those of phase 2 by 1, 1 and 2 either way: of twelve gaps the first is -2.
    assert (row.noise_low, row.noise_high) == pytest.approx((-2, 2))
    assert (row.p_sign, row.verdict) == (pytest.approx(2 / 3), "unclear")


def test_the_record_is_shown_with_its_whole_range() -> None:
    tables = np.tile(np.array([[[16.0, 32, 16]]]), (100, 1, 1))
    tables[7, 0, 1], tables[8, 0, 1] = 160, 16
    row, *_ = shift_rows("cut", MONTHS, ("bases",), tables[:3], tables)
    assert (row.observed_median, row.observed_low, row.observed_high) == pytest.approx((1, 0, 9))


def test_what_the_tables_do_not_agree_on_is_not_stated() -> None:
    row = by_hand()["phase1-phase2", "convoys", "rate"]  # one table falls, the other rises
    assert (row.observed_low, row.observed_high, row.p_sign, row.verdict) == (-1, 1, None, "not stated")


def test_the_share_of_nothing_is_left_out_and_has_no_sign() -> None:
    row = by_hand()["phase2-phase3", "bases", "share"]
    assert (row.simulated_median, row.simulated_low) == (None, None)
    assert (row.p_sign, row.verdict) == (0.0, "disagrees")


def distances(simulated: Numbers) -> list[ShiftRow]:
    rows = shift_rows("cut", periods.phases(), TARGETS, simulated, observed("cut"))
    return [row for row in rows if row.quantity == "distance"]


def test_a_distance_is_judged_by_its_noise() -> None:
    simulated = drawn(means(), "cut")
    for row in distances(simulated):
        assert row.verdict == "beyond noise"
        assert 0 < row.noise_low < row.noise_high < row.simulated_median
    assert {(row.verdict, row.simulated_median) for row in distances(simulated[..., [0, 0, 0]])} == {
        ("within noise", 0.0)
    }


def test_every_sign_of_a_perfect_model_agrees_and_nothing_is_apart() -> None:
    rows = shift_rows("cut", periods.phases(), TARGETS, drawn(means(), "cut"), observed("cut"))
    assert {row.verdict for row in rows} == {"agrees", "not stated", "circular", "beyond noise"}
    assert {row.target for row in rows if row.verdict == "circular"} == {"morality"}
    assert not any(row.apart for row in rows)


def test_numbering_the_replicates_otherwise_changes_nothing() -> None:
    simulated = drawn(means(), "printed", replicates=90)
    found = [
        shift_rows("printed", periods.phases("printed"), TARGETS, table, observed("printed"))
        for table in (simulated, np.random.default_rng(1).permutation(simulated))
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("replicates", "words"),
    [(0, {"not covered"}), (1, {"agrees", "disagrees", "not stated", "circular", "noise unknown"})],
)
def test_too_few_replicates(replicates: int, words: set[str]) -> None:
    rows = shift_rows("cut", periods.phases(), TARGETS, drawn(means(), "cut", replicates), observed("cut"))
    assert {row.noise_high for row in rows} == {None}
    assert {row.verdict for row in rows} <= words
    assert not any(row.apart or row.within_noise for row in rows) or replicates


@pytest.mark.parametrize(
    ("low", "median", "high", "apart", "within"),
    [
        (1.0, 2.0, 3.0, False, False),
        (3.1, 4.0, 5.0, True, False),
        (-5.0, 0.5, 1.0, False, True),
        (-5.0, 0.4, 0.9, True, True),
    ],
)
def test_apart_and_within_noise(low: float, median: float, high: float, apart: bool, within: bool) -> None:
    row = replace(
        by_hand()["phase1-phase2", "bases", "rate"],
        simulated_low=low, simulated_median=median, simulated_high=high, noise_low=-1.0, noise_high=1.0,
        observed_low=1.0, observed_high=3.0,
    )  # fmt: skip
    assert (row.apart, row.within_noise) == (apart, within)
