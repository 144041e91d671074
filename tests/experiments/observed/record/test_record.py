"""The drawn record: every table keeps to every statement, and is as wide as the sources leave it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.files.checkout import OBSERVED
from experiments.observed.chronicle import in_use
from experiments.observed.record import Record, Stretch, broken, phases_of, record, stretches
from experiments.observed.record.draw import components
from experiments.observed.record.parts import parts
from experiments.observed.record.splits import bounds, splits
from experiments.observed.record.statements import statements
from experiments.observed.record.yearly import joint, memberships
from experiments.observed.tables import Count, PartBound, PhaseCount, load
from model.errors import ModelError

DRAWN = record(tables=3000, seed=7)
COUNTS = {row.id: row for row in load(Count)}
STARTS = (
    *("2019-06-01", "2020-01-01", "2020-10-01", "2020-10-10", "2021-01-01"),
    *("2021-10-01", "2021-10-10", "2022-01-01", "2022-09-01", "2023-01-01"),
)


def attacks(target: str, *years: int, since: str = "", until: str = "9") -> np.ndarray:
    """Attacks in the stretches that begin in these years and from one day to another."""
    some = [s for s in DRAWN.stretches if s.start.year in years and since <= s.name <= until]
    return DRAWN.merged(some)[:, DRAWN.targets.index(target)]


def test_the_stretches_are_cut_where_phases_years_and_the_pause_begin_or_end() -> None:
    assert tuple(one.name for one in stretches()) == STARTS
    assert sum(one.days for one in stretches()) == (date(2023, 3, 31) - date(2019, 6, 1)).days + 1
    assert stretches()[2] == Stretch("2020-10-01", date(2020, 10, 1), date(2020, 10, 9))


def test_a_stretch_has_one_phase_as_cut_and_two_where_the_printed_ones_overlap() -> None:
    cut = [phases_of(one) for one in stretches()]
    assert cut == [("phase1",)] * 3 + [("phase2",)] * 3 + [("phase3",)] * 4
    both = [one.name for one in stretches() if len(phases_of(one, "printed")) == 2]
    assert both == ["2020-10-01", "2020-10-10"]
    with pytest.raises(ModelError, match="reading 'cuts' does not exist; did you mean 'cut'"):
        phases_of(stretches()[0], "cuts")


def test_every_drawn_table_satisfies_the_statements_recomputed_from_the_counts() -> None:
    def within(number: np.ndarray, key: str) -> None:
        assert ((COUNTS[key].low <= number) & (number <= COUNTS[key].high)).all(), key

    every = (2019, 2020, 2021, 2022, 2023)
    base, convoy, turkish = ({y: attacks(t, y) for y in every} for t in ("us_base", "us_convoy", "turkish_base"))
    within(DRAWN.counts.sum(axis=(1, 2)), "C01")
    within(sum(base.values()), "C02")
    within(sum(convoy.values()), "C03")
    within(base[2020], "C05")
    within(convoy[2021], "C07")
    within(convoy[2021] / convoy[2020], "C08")
    within(100 * (base[2021] - base[2020]) / base[2020], "C11")
    within(attacks("morality", *every), "C13")
    within(attacks("morality", *every, since="2020-10-01", until="2021-01-01"), "C13")
    within(100 * (base[2022] - base[2021]) / base[2021], "C17")
    within(100 * (convoy[2022] - convoy[2021]) / convoy[2021], "C18")
    within(attacks("us_base", 2022, since="2022-09-01") + attacks("us_convoy", 2022, since="2022-09-01"), "C19")
    within(sum(turkish.values()), "C20")
    within(attacks("turkish_base", 2021, until="2021-10-01"), "C21")
    within(turkish[2022] / turkish[2021], "C23")
    within(attacks("oil_gas", 2022, 2023), "C27")
    within(attacks("us_base", 2021, since="2021-10-01", until="2021-10-01"), "C31")
    within(turkish[2023], "C32")
    within(convoy[2023], "C33")
    within(convoy[2019], "C34")
    assert (base[2019] >= 1).all()
    assert (base[2020] > np.max([base[y] for y in every if y != 2020], axis=0)).all()


@pytest.mark.parametrize("reading", in_use().readings)
def test_every_drawn_phase_total_lies_in_its_bounds(reading: str) -> None:
    drawn = DRAWN.by_phase(reading)
    for row in load(PhaseCount):
        if row.reading == reading:
            found = drawn[:, DRAWN.targets.index(row.target), in_use().names.index(row.phase)]
            assert row.low <= found.min(), (row.phase, row.target)
            assert found.max() <= row.high, (row.phase, row.target)


def test_the_checker_finds_no_fault_in_what_is_drawn() -> None:
    assert broken(DRAWN) == {}


def test_what_is_printed_is_sharp_and_what_is_not_is_wide() -> None:
    spread = DRAWN.by_phase().std(axis=0)
    at = {target: k for k, target in enumerate(DRAWN.targets)}
    assert spread[at["us_convoy"], 0] > 6  # of 60: an even spread alone would give 3
    assert spread[at["us_convoy"], 1] > 10
    assert spread[at["us_base"], 0] > 6
    assert DRAWN.by_phase("printed").std(axis=0)[at["morality"], 0] > 5
    assert spread[at["turkish_base"], 1] == 0
    assert spread[at["oil_gas"], 2] < 1


def test_phase_means_are_near_the_central_values_of_the_codebook() -> None:
    means = DRAWN.by_phase().mean(axis=0)
    for row in load(PhaseCount):
        if row.reading == "cut":
            found = means[DRAWN.targets.index(row.target), in_use().names.index(row.phase)]
            assert abs(found - row.value) < max(1.5, 0.3 * (row.high - row.low)), row


def test_sums_by_year_and_by_phase_hold_every_attack_once() -> None:
    whole = DRAWN.counts.sum(axis=2)
    assert DRAWN.years == (2019, 2020, 2021, 2022, 2023)
    assert (DRAWN.by_year().sum(axis=2) == whole).all()
    assert (DRAWN.by_phase("cut").sum(axis=2) == whole).all()
    overlap = DRAWN.merged(one for one in DRAWN.stretches if len(phases_of(one, "printed")) == 2)
    assert (DRAWN.by_phase("printed").sum(axis=2) == whole + overlap).all()


def test_the_same_seed_gives_the_same_tables() -> None:
    assert (record(50, seed=3).counts == record(50, seed=3).counts).all()
    assert (record(50, seed=3).counts != record(50, seed=4).counts).any()
    with pytest.raises(ModelError, match="a record of 0 tables"):
        record(0)


@pytest.mark.parametrize(
    ("target", "start", "add", "names"),
    [
        ("us_convoy", "2022-01-01", 1, {"C18"}),
        ("us_base", "2020-01-01", -3, {"C11"}),
        ("turkish_base", "2019-06-01", 1, {"silence turkish_base"}),
        ("us_convoy", "2022-09-01", 1, {"C18", "within us_convoy 2022"}),
        ("us_base", "2023-01-01", 1, {"PB01", "within us_base 2023"}),
        ("morality", "2020-10-01", 4, {"within morality 2020-2021"}),
        ("us_base", "2021-10-01", 1, {"C11", "within us_base 2021"}),
        ("oil_gas", "2022-01-01", 99, {"C01", "C27"}),
    ],
)
def test_a_table_that_breaks_one_statement_is_refused_by_name(
    target: str, start: str, add: int, names: set[str]
) -> None:
    spoilt = DRAWN.counts.copy()
    spoilt[5, DRAWN.targets.index(target), STARTS.index(start)] += add
    found = broken(replace(DRAWN, counts=spoilt))
    assert names <= set(found)
    assert all(list(np.flatnonzero(tables)) == [5] for tables in found.values())


@given(st.integers(0, 2999), st.integers(0, 4), st.integers(0, 9), st.sampled_from([-200, 200]))
def test_any_large_change_is_refused(table: int, target: int, stretch: int, add: int) -> None:
    spoilt = DRAWN.counts[table : table + 1].copy()
    spoilt[0, target, stretch] += add
    assert broken(replace(DRAWN, counts=spoilt))


def test_yearly_tables_are_drawn_evenly_from_all_that_fit_together() -> None:
    found = components()
    for k, target in enumerate(DRAWN.targets):
        occurs = memberships(found, k)
        for column, part in enumerate(parts(target)):
            number = sum(DRAWN.counts[:, k, STARTS.index(piece.name)] for piece in part.pieces())
            mean = np.average(found[k][:, column], weights=occurs)
            error = np.sqrt(np.average((found[k][:, column] - mean) ** 2, weights=occurs) / DRAWN.tables)
            assert abs(number.mean() - mean) <= 4 * error, part


def test_the_codebook_prints_what_is_drawn() -> None:
    text = (OBSERVED / "CODEBOOK.md").read_text(encoding="utf-8")
    phases = record().by_phase()
    shown = [np.percentile(phases[:, k, p], (5, 95)) for k, p in ((1, 0), (1, 1), (0, 0))]
    (first,), (second,), (bases,) = (
        re.findall(pattern, text)
        for pattern in (r"cut phase 1 are (\d+)-(\d+)", r"of phase 2 (\d+)-(\d+)", r"bases of phase 1 (\d+)-(\d+)")
    )
    assert f"{joint(components()):,}" in text
    assert [tuple(map(int, pair)) for pair in (first, second, bases)] == [tuple(map(round, pair)) for pair in shown]


def test_divisions_are_weighted_by_the_months_they_stand_for() -> None:
    """Two oil attacks, by hand: April-August, September-December and January-March hold 5, 4 and 3 of 12 months.

    Of the 78 ways to put 2 attacks into 12 months, 15 lie in the first five; 5 x 4 have one in each of the first two.
    """
    (oil,) = parts("oil_gas")
    found = splits(oil, 2)
    chance = {tuple(row): p for row, p in zip(found.counts.tolist(), found.chance, strict=True)}
    assert set(chance) == {(2, 0, 0), (1, 1, 0), (1, 0, 1)}  # at least the named one of 26 July 2022
    assert chance[2, 0, 0] / chance[1, 1, 0] == pytest.approx(15 / 20, rel=0.01)
    assert chance[1, 0, 1] / chance[1, 1, 0] == pytest.approx(15 / 20, rel=0.02)


def test_bases_after_the_election_ran_at_a_lower_daily_rate() -> None:
    """Of 36, 9 in the last 83 days would be .108 a day against .096 in the 282 before; of 40, .108 against .110."""
    year = next(part for part in parts("us_base") if part.start.year == 2021)
    assert [int(splits(year, n).counts[:, -1].max()) for n in (36, 39, 40)] == [8, 8, 9]


def test_little_leans_on_the_one_bound_that_is_borrowed_from_knights(monkeypatch: pytest.MonkeyPatch) -> None:
    """PB02 with a low of 0, as the codebook says it: bases after 9 October 2020 in 1,000 tables."""
    assert autumn_of_2020(record(1000)) == (10.9, 2, 20)
    free = tuple(replace(row, low=0) if row.id == "PB02" else row for row in load(PartBound))
    monkeypatch.setattr("experiments.observed.tables.load", lambda kind: free if kind is PartBound else load(kind))
    forget()
    try:
        assert autumn_of_2020(record(1000)) == (11.8, 2, 24)
    finally:
        forget()


def autumn_of_2020(drawn: Record) -> tuple[float, int, int]:
    """Mean of the bases from 10 October to the end of the year, and where nine in ten tables have them."""
    bases = drawn.counts[:, drawn.targets.index("us_base"), STARTS.index("2020-10-10")]
    low, high = np.percentile(bases, (5, 95), method="inverted_cdf")
    return round(float(bases.mean()), 1), int(low), int(high)


def forget() -> None:
    """Read the bounds anew."""
    for known in (splits, bounds):
        known.cache_clear()


def test_a_bound_that_cuts_a_stretch_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    year = next(part for part in parts("us_base") if part.start.year == 2020)
    wrong = next(replace(row, end=date(2020, 9, 15)) for row in load(PartBound) if row.id == "PB02")
    monkeypatch.setattr("experiments.observed.record.splits.tables.load", lambda _: (wrong,))
    with pytest.raises(ModelError, match="PB02 begins or ends within a stretch"):
        bounds.__wrapped__(year)


def test_a_count_that_the_bounds_leave_no_room_for_is_refused() -> None:
    with pytest.raises(ModelError, match="26 attacks on us_base 2020 cannot be divided"):
        splits(next(part for part in parts("us_base") if part.start.year == 2020), 26)


def test_every_bound_is_used() -> None:
    for row in load(PartBound):
        own = parts(row.target)
        whole = row.id in {one.id for one in statements(row.target)}
        assert whole or any(row in bounds(part) for part in own), row


def test_a_small_record_by_hand() -> None:
    """Two targets, three stretches: one in each phase as printed but for the second, which lies in two."""
    own = (stretches()[0], stretches()[3], stretches()[9])
    small = Record(("a", "b"), own, np.array([[[1, 2, 3], [0, 4, 0]]]))
    assert small.by_phase("cut").tolist() == [[[1, 2, 3], [0, 4, 0]]]
    assert small.by_phase("printed").tolist() == [[[3, 2, 3], [4, 4, 0]]]
    assert small.by_year().tolist() == [[[1, 2, 3], [0, 4, 0]]]
    assert small.merged(own[:2]).tolist() == [[3, 4]]
