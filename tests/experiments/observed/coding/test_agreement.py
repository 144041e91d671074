"""Agreement of two small codings by hand, and the page that says how far the two real ones agree."""

from __future__ import annotations

import pytest

from experiments.observed.coding import CODERS, agreement, coding, final
from experiments.observed.coding.page import PAGE, written
from experiments.observed.coding.rows import names

FIRST, LAST = ([read(coder) for coder in CODERS] for read in (coding, final))


@pytest.fixture
def one(coded):
    return [
        coded("a1", "day 2020-06-03", "next", role="mixed", split="this is it; that is not"),
        coded("a2", "month 2021-06-01/2021-06-30", "none", level_set="0|0.5", level_quality="between"),
        coded("day", "day 2020-01-03", "", kind="anchor", driver="killing"),
    ]


@pytest.fixture
def other(coded):
    return [
        coded("b1", "day 2020-06-08", "day 2021-06-14"),
        coded("b2", "open 2021-06-29/2021-09-26", "none"),
        coded("b3", "day 2021-10-10", "", kind="occasion", driver="election"),
    ]


def test_rows_are_paired_in_order_of_start_and_the_rest_are_named(one, other):
    assert [(a.row.row, b.row.row) for a, b in agreement.matched(one, other)] == [("a1", "b1"), ("a2", "b2")]
    assert agreement.unmatched(one, other) == (("election", "b3"), ("killing", "day"))


def test_edges_are_compared_by_their_middles(one, other):
    """a1 ends between 31 May and 29 June, the middle being 14 June; both second rows end 'none', which has no days."""
    found = [(gap.row, gap.edge, gap.days, gap.overlap) for gap in agreement.gaps(one, other)]
    assert found == [("a1", "starts", 5, False), ("a1", "ends", 0, True), ("a2", "starts", 58, True)]
    assert [gap.overlap for gap in agreement.gaps(other, one)] == [False, True, True]


def test_levels_differ_where_the_rows_do(one, other):
    """One Wednesday differs in June 2020 (the 3rd); from 16 June 2021 on all 94 do, 0 or 1 against .5."""
    levels = {found.driver: found for found in agreement.levels(one, other)}
    first, second = 1, 94
    assert levels["truce"].equal == pytest.approx(1 - (first + second) / 200)
    assert levels["office"].kappa == 1.0
    assert levels["office"].constant
    assert not levels["truce"].constant


def test_where_one_coding_never_moves_a_driver_the_share_of_equal_weeks_stands_in(coded):
    never, half = [], [coded("a", "day 2021-05-03", "none")]
    levels = {found.driver: found for found in agreement.levels(never, half)}
    assert levels["truce"].kappa == levels["truce"].equal == 0.5
    assert levels["truce"].constant


def test_overall_pools_every_driver_and_week(one, other):
    alone = {found.driver: found for found in agreement.levels(one, other)}["truce"]
    everything = agreement.overall(one, other)
    assert everything.equal == pytest.approx(1 - (1 - alone.equal) / len(names()["spell"]))


def test_roles_are_compared_where_both_have_a_row(coded):
    one = [coded(f"a{k}", f"day 20{20 + k}-01-01", "next" if k < 3 else "none") for k in range(4)]
    mixed = {"role": "mixed", "split": "a; b"}
    other = [coded("b0", "day 2020-01-01", "next", **mixed), *one[1:]]
    two = [coded("c0", "day 2020-01-01", "next", **mixed), coded("c1", "day 2021-01-01", "next", **mixed), *one[2:]]
    assert agreement.roles(one, one) == 1.0
    assert agreement.roles(other, two) == pytest.approx((0.75 - 0.5) / 0.5)


def test_the_page_says_what_the_two_codings_give():
    assert PAGE.read_text(encoding="utf-8") == written(FIRST, LAST), (
        "docs/coding_agreement.md no longer follows from data/coding: run `python -m experiments.observed.coding`"
    )


def test_the_page_names_every_driver_below_the_bar_and_every_lone_row():
    one, other = map(coding, CODERS)
    below = PAGE.read_text(encoding="utf-8").split("## Rows without partner")[1]
    low = {found.driver for found in agreement.levels(one, other) if found.kappa < agreement.ENOUGH}
    assert {name for name in names()["spell"] if f"`{name}`: " in below} == low
    assert all(f"`{row}`" in below for _, row in agreement.unmatched(one, other))


def test_what_was_coded_anew_is_above_the_bar_and_the_rest_is_as_it_was():
    assert all(found.kappa >= agreement.ENOUGH for found in agreement.levels(*LAST))
    anew = {row.driver for row in coding("recoded_a")}
    assert anew == {row.driver for row in coding("recoded_b")}
    for one, other in zip(FIRST, LAST, strict=True):
        kept = [row for row in one if row.driver not in anew]
        assert [row for row in other if row.driver not in anew] == kept
        assert {row.driver for row in other} == {row.driver for row in one}
