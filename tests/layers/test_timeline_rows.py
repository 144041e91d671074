"""No timeline row is an outcome: the evidence that it names is none, and a mixed row says how it was split.

evidence_roles.csv holds the role of each of the evidence base's 88 timeline rows, copied once from it. A row's own role
is that of docs/coding.md; it may be mixed where the evidence base has the part that is used as exogenous, and the other
way about, but no part of an outcome is ever a driver.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from experiments.setup.coded import LEVEL_SETS
from experiments.setup.compose import CONF, composed, typed
from model.timeline import LEVELS

ROLES = dict(list(csv.reader((Path(__file__).parent / "evidence_roles.csv").open()))[1:])
DRIVING = {"exogenous_driver", "mixed"}
FACTS_OF_KNIGHTS = {"ME35"}  # policing: what Baghdad did in July 2020, reported as a fact, in no timeline row
SCENARIOS = sorted(path.stem for path in (CONF / "scenario").glob("*.yaml"))


@cache
def rows(scenario: str):
    timeline = typed(composed(["estimate=prior", f"scenario={scenario}"])).timeline
    return {**timeline.spells, **timeline.occasions, **timeline.anchors}


def complaint(row) -> str:
    """What is wrong with a row's role; empty when nothing is."""
    if row.evidence in FACTS_OF_KNIGHTS:
        return "" if row.driver == "policing" else f"{row.evidence} is allowed for policing only"
    if row.evidence and ROLES.get(row.evidence) not in DRIVING:
        return f"{row.evidence} is {ROLES.get(row.evidence)}"
    if row.role not in ("exogenous", "mixed"):
        return f"says {row.role}"
    if row.role == "mixed" and not all(word in row.split for word in ("driver: ", "; outcome: ")):
        return "is mixed and does not say how it was split"
    return ""


def test_the_table_of_roles_is_whole():
    assert list(ROLES) == [f"TL{number:02d}" for number in range(1, 89)]
    assert set(ROLES.values()) == {"exogenous_driver", "outcome_to_reproduce", "context", "mixed"}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_row_is_an_outcome(scenario):
    found = {name: complaint(row) for name, row in rows(scenario).items() if row is not None}
    assert {name: text for name, text in found.items() if text} == {}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_values_are_as_coarse_as_the_sources(scenario):
    spells = [row for row in rows(scenario).values() if hasattr(row, "driver") and row is not None]
    assert {level for row in spells for level in LEVEL_SETS[row.value]} <= set(LEVELS)
    assert all(len(row.source) > 5 for row in rows(scenario).values() if row is not None)


def test_every_driver_and_occasion_is_dated():
    found = rows("baseline").values()
    known = typed(composed([])).roles
    assert {row.driver for row in found if hasattr(row, "driver")} == set(known.drivers)
    assert {row.occasion for row in found if hasattr(row, "occasion")} == set(known.occasions)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evidence": "TL17"}, "TL17 is outcome_to_reproduce"),
        ({"evidence": "TL01"}, "TL01 is context"),
        ({"evidence": "TL99"}, "TL99 is None"),
        ({"split": ""}, "does not say how it was split"),
        ({"evidence": "ME35"}, "for policing only"),
        ({"role": "outcome_to_reproduce"}, "says outcome_to_reproduce"),
    ],
)
def test_a_planted_outcome_is_found(change, said):
    assert complaint(rows("baseline")["truce"]) == ""
    assert said in complaint(replace(rows("baseline")["truce"], **change))
