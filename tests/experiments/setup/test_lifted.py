"""What goes along when a dated fact is lifted, and what shipped scenarios make of their drivers."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pytest

from experiments.files.checkout import ROOT
from experiments.setup.compose import composed, typed
from experiments.setup.lifted import lifted
from experiments.setup.roles import standing
from experiments.setup.schema import Config
from model.coding import codings
from model.errors import ModelError

RUNS = range(40)
"""As many codings are looked at."""


def config(*overrides: str) -> Config:
    return typed(composed(["estimate=prior", *overrides]))


def left(*overrides: str):
    asked = config(*overrides)
    return lifted(asked.timeline, asked.clock, standing(asked.roles))


def rows(*overrides: str) -> dict[str, object]:
    timeline = left(*overrides).timeline
    return {**timeline.spells, **timeline.occasions, **timeline.anchors}


def gone(*overrides: str) -> set[str]:
    return {name for name, row in rows(*overrides).items() if row is None}


def test_the_baseline_lifts_nothing():
    assert gone() == set()
    assert left().said == ()


LIFTS = {
    "no_retaliation": {
        *("contested_deterrence", "killing", "warning", "mandate"),
        *("anniversary_2021", "anniversary_2022", "anniversary_2023"),
    },
    "no_us_drawdown": {"combat_end_announced", "mission_end", "deadline", "presence_advisory"},
    "election_won": {"defeat", "struggle", "rivals_withdraw"},
    "no_claw_lock": {"claw_lock"},
    "no_truce": {"truce"},
    "trump_posture_continues": set(),
    "harder_retaliation": set(),
}


@pytest.mark.parametrize("scenario", LIFTS)
def test_a_scenario_takes_along_what_depends_on_what_it_lifts(scenario):
    assert gone(f"scenario={scenario}") == LIFTS[scenario]


def test_edges_that_hung_on_the_announcement_are_none_open_or_the_next_rows():
    found = rows("scenario=no_us_drawdown")
    assert found["presence_full"].end is None
    assert found["mixed_signals"].end == "next"
    assert found["us_iraq_talks"].end == "2021-07-26/2023-03-31"
    assert left("scenario=no_us_drawdown").said == (
        "without combat_end_announced: no mission_end, presence_advisory, deadline",
        "without combat_end_announced: us_iraq_talks ends 2021-07-26/2023-03-31",
        "without combat_end_announced: mixed_signals ends next",
        "presence_full does not end",
    )


def test_a_start_that_hung_on_a_lifted_row_is_open():
    found = rows("timeline.anchors.sinjar_agreement=null")
    assert found["sinjar_dispute"].start == "2019-06-03/2020-11-08"


def test_a_standing_driver_that_nothing_starts_is_none():
    assert gone("timeline.occasions.deadline=null") == {"deadline", "presence_advisory"}


def test_standing_drivers_are_those_of_the_rule():
    table = re.findall(r"^\| `(\w+)` \| .* \| (standing|passing) \|$", (ROOT / "docs" / "coding.md").read_text(), re.M)
    drivers = typed(composed([])).roles.drivers
    assert {name for name, _ in table} == set(drivers)
    assert {name for name, kind in table if kind == "standing"} == {
        name for name, row in drivers.items() if row.standing
    }


def test_dependants_of_dependants_go_too():
    assert gone("timeline.anchors.us_election=null") == {
        *("us_election", "us_inauguration", "nuclear_talks_sought", "departure_expected")
    }
    assert rows("timeline.anchors.us_election=null")["contested_deterrence"].end is None


@pytest.mark.parametrize(
    ("row", "ties", "said"),
    [
        ("truce", ["exists:kiling"], ["'kiling'", "did you mean 'killing'?", "truce"]),
        ("truce", ["killing"], ["exists:row, start:row, end:row", "truce.depends_on"]),
        ("warning", ["start:killing"], ["exists:row, as in exists:killing", "warning"]),
        ("truce", ["end:killing", "end:warning"], ["'end:' twice", "one row at most"]),
    ],
)
def test_a_tie_that_cannot_be_is_refused(row, ties, said):
    asked = config()
    section = asked.timeline.spells if row in asked.timeline.spells else asked.timeline.occasions
    section[row].depends_on = ties
    with pytest.raises(ModelError) as fault:
        lifted(asked.timeline, asked.clock, standing(asked.roles))
    assert all(text in str(fault.value) for text in said), fault.value


def test_two_rows_of_one_name_are_refused():
    asked = config()
    asked.timeline.anchors["truce"] = asked.timeline.anchors["killing"]
    with pytest.raises(ModelError, match="two rows of the timeline are named 'truce'"):
        lifted(asked.timeline, asked.clock, standing(asked.roles))


# What the first line of each scenario says, of the drivers as an engine gets them.


def week(world, day: date) -> int:
    return world.clock.week_of(day)


def since(world, driver: str, day: date) -> np.ndarray:
    return world.timeline.drivers[driver][week(world, day) :]


def test_without_retaliation_there_is_no_cause_left(world):
    told = world("scenario=no_retaliation", "timeline=settled")
    assert not told.timeline.drivers["contested_deterrence"].any()
    assert not told.timeline.drivers["mandate"].any()
    assert all(np.isinf(told.timeline.weeks_to[name]).all() for name in ("anniversary", "warning"))
    assert (told.parameters.resolve_contested, told.parameters.impatience) == (0.0, 0.0)


def test_without_a_drawdown_presence_stays_and_talks_and_signals_go_on(world):
    told, plain = world("scenario=no_us_drawdown", "timeline=settled"), world("timeline=settled")
    assert (told.timeline.drivers["us_presence"] == 1.0).all()
    assert not told.timeline.drivers["mission_end"].any()
    assert np.isinf(told.timeline.weeks_to["deadline"]).all()
    august = date(2021, 8, 2)
    assert since(told, "us_iraq_talks", august)[0] == 1.0
    assert since(plain, "us_iraq_talks", august)[0] == 0.0
    assert since(told, "mixed_signals", august)[0] == 1.0


def test_who_wins_the_election_is_in_office_at_once(world):
    told = world("scenario=election_won")
    assert np.isinf(told.timeline.weeks_to["defeat"]).all()
    assert np.isfinite(told.timeline.weeks_to["election"]).any()
    assert not told.timeline.drivers["struggle"].any()
    assert (since(told, "office", date(2021, 10, 11)) == 1.0).all()
    assert not told.timeline.drivers["office"][: week(told, date(2021, 10, 11))].any()
    names, values = codings(told.timeline, told.seed, RUNS)
    assert (values[:, names.index("policing.end")] <= date(2021, 10, 11).toordinal()).all()
    assert world().timeline.drivers["krg_contest"].tolist() == told.timeline.drivers["krg_contest"].tolist()


def test_without_claw_lock_the_lull_holds(world):
    told = world("scenario=no_claw_lock", "timeline=settled")
    spring = told.timeline.drivers["turkish_operations"][week(told, date(2022, 4, 18)) : week(told, date(2022, 12, 1))]
    assert set(spring) == {0.5}


def test_the_posture_outlives_the_president(world):
    for scenario in ("trump_posture_continues", "harder_retaliation"):
        told = world(f"scenario={scenario}", "timeline=settled")
        assert (since(told, "contested_deterrence", date(2021, 1, 18)) == 1.0).all()


def test_without_rivalry_nobody_competes(world):
    told = world("scenario=no_rivalry").parameters
    assert [told.outbid, told.copy, told.defy, told.niche, told.feud, told.protect] == [0.0] * 6


def test_full_obedience_is_everybodys(world):
    assert {one.compliance for one in world("scenario=full_obedience").militias} == {1.0}


def test_every_occasion_and_driver_is_dated(world):
    assert all(row.any() for row in world().timeline.drivers.values())
    assert all(np.isfinite(world().timeline.weeks_to[name]).any() for name in world().roles.names.occasions)
