"""The settled coding keeps the rule: edges as wide as their class, levels as many, differences settled in writing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import chain, pairwise, zip_longest

import pytest

from experiments.observed.coding import CODERS, SETTLED, Coded, coding, differences, final
from experiments.observed.coding.reading import CLOSING, of
from experiments.observed.coding.rows import faults, names

ROWS = {row.row: row for row in coding(SETTLED)}
OWN_WORDS = {"row", "note"}
COLUMNS = [name for name in Coded.__dataclass_fields__ if name not in OWN_WORDS]
LINES = {"A": 41, "K": 44, "M": 189}
PUBLISHED = {date(2020, 7, 29), date(2021, 12, 30), date(2023, 5, 23)}
EDGES = [edge for row in ROWS.values() for edge in (row.starts, row.ends) if edge.width]


def cell(row: Coded, column: str) -> str:
    value = getattr(row, column)
    return "" if value is None else str(value)


def ties(row: Coded) -> dict[str, str]:
    return {name: what for what, _, name in (entry.partition(":") for entry in row.depends_on.split(";") if entry)}


def triples():
    """Both coders' last rows and the settled one, of each driver in order of start."""
    codings = (*map(final, CODERS), tuple(ROWS.values()))
    for name in chain(*names().values()):
        for found in zip_longest(*(of(rows, name) for rows in codings)):
            yield tuple(placed and placed.row for placed in found)


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.row)
def test_edges_and_levels_are_as_wide_as_their_class(row):
    assert list(faults(row)) == []


@pytest.mark.parametrize(
    ("row", "change", "said"),
    [
        ("truce", {"end_latest": date(2021, 2, 28)}, "end spans 2 days; 'day' allows 1 to 1"),
        ("warning", {"start_earliest": date(2020, 9, 23)}, "day spans 2 days; 'note' allows 3 to 3"),
        ("sinjar_dispute", {"start_latest": date(2021, 1, 31)}, "start spans 114 days; 'relative' allows 3 to 90"),
        ("afghanistan", {"start_earliest": date(2021, 7, 1)}, "day spans 62 days; 'month' allows 8 to 31"),
        ("policing", {"end_latest": date(2020, 7, 29)}, "end spans 1 days; 'bracketed' allows 2 to 1400"),
        ("nuclear_talks_vienna", {"end_latest": date(2022, 1, 20)}, "end spans 22 days; 'open' allows 28 to 1400"),
        ("mandate", {"end_quality": ""}, "end of class '': only none, next stands without days here"),
        ("mandate", {"end_latest": date(2022, 1, 1)}, "end of class 'none'"),
        ("mandate", {"start_quality": "none"}, "start of class 'none': only before stands without days here"),
        ("mandate", {"level_set": "0.5|1"}, "levels 0.5|1 do not fit the class 'printed'"),
        ("policing", {"level_set": "1"}, "levels 1 do not fit the class 'between'"),
        ("tension_threats", {"level_set": "0.5"}, "levels 0.5 do not fit the class 'inferred'"),
        ("election", {"end_quality": "none"}, "an occasion has a day, but neither an end nor a level"),
        ("killing", {"driver": "truce"}, "anchor 'truce' is unknown"),
        ("truce", {"split": ""}, "only a mixed row says how it is split"),
        ("election", {"split": "driver: x; outcome: y"}, "only a mixed row says how it is split"),
    ],
)
def test_a_row_beyond_its_class_is_found(row, change, said):
    assert any(said in text for text in faults(replace(ROWS[row], **change)))


def test_every_driver_occasion_and_anchor_has_a_row_of_its_own_name():
    assert len(ROWS) == len(coding(SETTLED))
    assert {row.driver for row in ROWS.values()} == set(chain(*names().values()))


@pytest.mark.parametrize("driver", names()["spell"])
def test_no_reading_puts_two_levels_on_one_day_or_an_end_before_its_start(driver):
    """Whatever day each edge is drawn on; `next` is the day before the next start and cannot overlap it."""
    placed = of(ROWS.values(), driver)
    for one, later in pairwise(placed):
        assert one.row.ends.quality == "next" or one.ends[1] < later.starts[0]
        assert one.starts[1] < later.starts[0]
    assert all(one.starts[1] <= one.ends[0] for one in placed)


def test_nothing_ends_or_starts_on_the_day_a_report_came_out():
    assert not {edge.earliest for edge in EDGES if edge.width == 1} & PUBLISHED
    assert all(edge.latest <= CLOSING for edge in EDGES)


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.row)
def test_sources_are_lines_of_the_reports(row):
    for line in row.source_lines.split(";"):
        found = re.fullmatch(r"([AKM])(\d+)(n\d+)?|public|calendar", line)
        assert found, line
        assert not found[1] or 1 <= int(found[2]) <= LINES[found[1]]


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.row)
def test_a_note_quotes_twelve_words_at_most(row):
    assert sum(len(quoted.split()) for quoted in re.findall(r'"([^"]*)"', row.note)) <= 12


def test_causes_are_rows_and_no_row_exists_by_itself():
    for row in ROWS.values():
        assert set(ties(row)) <= set(ROWS), row.row
        assert set(ties(row).values()) <= {"exists", "start", "end"}
        assert row.row not in lifted(row.row)


def lifted(name: str) -> set[str]:
    """What goes with a row that is lifted: all that exists by it, and their dependants."""
    found = {row.row for row in ROWS.values() if ties(row).get(name) == "exists"}
    return found.union(*(lifted(one) for one in found))


def test_what_goes_with_the_killing_and_with_the_announcement():
    assert lifted("killing") == {"mandate", "anniversary_2021", "anniversary_2022", "anniversary_2023"}
    assert lifted("combat_end_announced") == {"mission_end", "presence_advisory", "deadline"}


def test_every_difference_is_settled_once_and_nothing_else_is_changed():
    settled = {(one.row, one.column): one for one in differences()}
    assert len(settled) == len(differences())
    both = [(a, b, own) for a, b, own in triples() if a and b]
    names = [{rows[k].row: rows[2].row for rows in both} for k in (0, 1)]
    met = {key for key in settled if key[1] == "row"}
    for a, b, own in both:
        for column in COLUMNS:
            one, other, ours = cell(a, column), cell(b, column), cell(own, column)
            if meant(column, one, names[0]) == meant(column, other, names[1]):
                assert meant(column, ours, {}) == meant(column, one, names[0]), (own.row, column)
                continue
            found = settled[own.row, column]
            assert (found.coder_a, found.coder_b, found.settled) == (one, other, ours)
            met.add((own.row, column))
    assert met == set(settled)


def meant(column: str, text: str, names: dict[str, str]) -> object:
    """A cell without what is only writing: the order of lists, and each coder's own names of rows."""
    if column not in ("depends_on", "source_lines"):
        return text
    return {f"{what}:{names.get(name, name)}" for what, _, name in (e.partition(":") for e in text.split(";") if e)}


def test_no_row_is_without_a_partner_in_the_last_codings():
    assert all(a and b and own for a, b, own in triples())


def test_what_no_clause_decides_spans_both_codings():
    """The default of section 8: from the first to the last day of both."""
    for one in differences():
        if "first to last day of both" in one.reason:
            days = [date.fromisoformat(text) for text in (one.coder_a, one.coder_b)]
            widest = min(days) if one.column.endswith("earliest") else max(days)
            assert one.settled == str(widest), (one.row, one.column)
