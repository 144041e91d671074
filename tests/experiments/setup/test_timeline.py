"""Rows of the timeline as they are written: what they become, and what is refused in one line."""

from __future__ import annotations

from datetime import date

import pytest

from experiments.setup.coded import WORDS, settled_day
from experiments.setup.compose import composed, typed
from experiments.setup.schema import AnchorConf, Config, SpellConf
from experiments.setup.world import world_of
from model.coding import codings
from model.errors import ModelError

REFUSED = {
    "an interval backwards": (
        {"spells.truce.start": "2020-10-10/2020-10-01"}, ["timeline.spells.truce.start", "earliest day to a later one"],
    ),
    "an interval of one day": ({"spells.truce.start": "2020-10-10/2020-10-10"}, ["a single day is written alone"]),
    "no day": ({"occasions.defeat.day": "2021-10-10/soon"}, ["timeline.occasions.defeat.day", "YYYY-MM-DD"]),
    "a word of ends as a start": ({"spells.truce.start": "next"}, ["timeline.spells.truce.start", "YYYY-MM-DD"]),
    "before as an end": ({"spells.truce.end": "before"}, ["timeline.spells.truce.end", "YYYY-MM-DD"]),
    "next without a next row": ({"spells.truce.end": "next"}, ["ends 'next'", "'truce' has no later row"]),
    "a level between": ({"spells.truce.value": "0.7"}, ["timeline.spells.truce.value is 0.7", "0|0.5, 0.5|1, 0|0.5|1"]),
    "a set without its middle": ({"spells.truce.value": "0|1"}, ["value is 0|1", "only 0, 0.5 and 1"]),
    "a role": ({"spells.truce.role": "outcome"}, ["role 'outcome' does not exist", "exogenous, mixed"]),
    "mixed without a split": ({"spells.truce.split": ""}, ["truce is mixed and has no 'split'"]),
    "exogenous with a split": ({"spells.mandate.split": "x"}, ["mandate is exogenous and has a 'split'"]),
    "a class": ({"spells.truce.quality": {"start": "dya"}}, ["class 'dya' does not exist", "did you mean 'day'?"]),
    "a class of what": ({"spells.truce.quality": {"day": "day", "begin": "day"}}, ["class 'begin' does not exist"]),
    "an end before its start": (
        {"spells.truce.end": "2020-10-01/2020-10-09"}, ["'truce' ends 2020-10-01/2020-10-09 before it starts"],
    ),
    "an end that may come too early": (
        {"spells.policing.start": "2020-05-07/2022-12-01"}, ["'policing' ends", "whatever day each falls on"],
    ),
    "rows that may overlap": (
        {"spells.claw_eagle.end": "2021-02-10/2021-03-01"},
        ["'turkish_operations' has two spells that overlap", "'claw_eagle' may last to 2021-03-01", "the word next"],
    ),
    "starts that may change places": (
        {"spells.claw_eagle.start": "2021-02-10/2021-02-12"}, ["'turkish_operations' has two spells that overlap"],
    ),
    "an edge without a day left": (
        {
            "spells.departure_expected.start": "2021-04-20/2021-04-29",
            "spells.departure_expected.end": "2021-04-20/2021-04-30",
        },
        ["departure_expected.end", "no day left", "'mixed_signals'"],
    ),
}  # fmt: skip


@pytest.fixture
def config() -> Config:
    return typed(composed(["estimate=prior"]))


def changed(config: Config, path: str, value: object) -> None:
    section, row, key = path.split(".")
    setattr(getattr(config.timeline, section)[row], key, value)


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_by_its_key_and_the_legal_form(case: str, config: Config) -> None:
    changes, said = REFUSED[case]
    for path, value in changes.items():
        changed(config, path, value)
    with pytest.raises(ModelError) as fault:
        world_of(config)
    assert all(text in str(fault.value) for text in said), fault.value
    assert "\n" not in str(fault.value)


def test_starts_in_a_circle_are_refused(config: Config) -> None:
    for one, other in (("truce", "office"), ("office", "truce")):
        config.timeline.spells[one].depends_on = [f"start:{other}"]
    with pytest.raises(ModelError, match="depend on each other in a circle"):
        world_of(config)


def test_a_number_is_taken_as_its_level() -> None:
    for written in ("1", "1.0", "'1'"):
        found = typed(composed([f"timeline.spells.truce.value={written}"])).timeline.spells["truce"].value
        assert found == "1"
    assert typed(composed([])).timeline.spells["policing"].value == "0.5|1"


def test_edges_that_hang_on_drawn_ones_are_consistent_in_every_run(config: Config) -> None:
    world = world_of(config)
    names, values = codings(world.timeline, world.seed, range(400))
    drawn = dict(zip(names, values.T, strict=True))
    assert (drawn["departure_expected.end"] < drawn["mixed_signals.start"]).all()
    for row in ("departure_expected", "sinjar_dispute", "struggle", "policing"):
        assert (drawn[f"{row}.start"] <= drawn[f"{row}.end"]).all(), row


def test_what_is_drawn_is_what_the_rows_leave_open(config: Config) -> None:
    open_rows = {
        f"{name}.{edge}"
        for section in (config.timeline.spells, config.timeline.occasions)
        for name, row in section.items()
        for edge in ("start", "end", "day")
        if "/" in (getattr(row, edge, "") or "")
    }
    levels = {f"{name}.level" for name, row in config.timeline.spells.items() if "|" in row.value}
    names = world_of(config).timeline.doubt.names
    assert set(names) == open_rows | levels
    assert len(names) == len(set(names))


def test_settled_leaves_nothing_open() -> None:
    for words in (["timeline=settled"], ["timeline.doubt=false"]):
        assert world_of(typed(composed(["estimate=prior", *words]))).timeline.doubt is None


def test_a_day_in_the_middle_is_the_earlier_of_two() -> None:
    assert settled_day("2021-04-20/2021-04-23") == date(2021, 4, 21)
    assert all(settled_day(word) is None for word in (*WORDS, None))


def test_rows_have_the_same_keys_but_their_own() -> None:
    shared = set(AnchorConf.__dataclass_fields__) - {"anchor", "day"}
    assert shared < set(SpellConf.__dataclass_fields__)
