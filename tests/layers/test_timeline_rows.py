"""No timeline row is an outcome: each names a row of the evidence that is exogenous, or says how it was split.

evidence_roles.csv holds the role of each of the evidence base's 88 timeline rows, copied once from it.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from experiments.setup.compose import CONF, composed, typed
from model.timeline import DRIVERS, LEVELS, OCCASIONS

ROLES = dict(list(csv.reader((Path(__file__).parent / "evidence_roles.csv").open()))[1:])
AS_WRITTEN = {"exogenous": "exogenous_driver", "mixed": "mixed"}
FACTS_OF_KNIGHTS = {"ME35"}  # policing: what Baghdad did in July 2020, reported as a fact, in no timeline row
SCENARIOS = sorted(path.stem for path in (CONF / "scenario").glob("*.yaml"))


@cache
def rows(scenario: str):
    timeline = typed(composed(["estimate=prior", f"scenario={scenario}"])).timeline
    return {**timeline.spells, **timeline.occasions}


def complaint(row) -> str:
    """What is wrong with a row's role; empty when nothing is."""
    if row.evidence in FACTS_OF_KNIGHTS:
        return "" if row.driver == "policing" else f"{row.evidence} is allowed for policing only"
    role = ROLES.get(row.evidence)
    if role not in AS_WRITTEN.values():
        return f"{row.evidence} is {role}"
    if AS_WRITTEN.get(row.role) != role:
        return f"says {row.role}, but {row.evidence} is {role}"
    if role == "mixed" and len(getattr(row, "split", "")) < 20:
        return f"{row.evidence} is mixed and does not say how it was split"
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
    assert {row.value for row in spells} <= set(LEVELS)
    assert all(len(row.source) > 5 for row in rows(scenario).values() if row is not None)


def test_every_driver_and_occasion_is_dated():
    found = rows("baseline").values()
    assert {row.driver for row in found if hasattr(row, "driver")} == set(DRIVERS)
    assert {row.occasion for row in found if hasattr(row, "occasion")} == set(OCCASIONS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evidence": "TL17"}, "TL17 is outcome_to_reproduce"),
        ({"evidence": "TL01"}, "TL01 is context"),
        ({"evidence": "TL99"}, "TL99 is None"),
        ({"evidence": "TL79"}, "says exogenous, but TL79 is mixed"),
        ({"evidence": "TL79", "role": "mixed", "split": ""}, "does not say how it was split"),
        ({"evidence": "ME35"}, "for policing only"),
        ({"role": "outcome_to_reproduce"}, "says outcome_to_reproduce"),
    ],
)
def test_a_planted_outcome_is_found(change, said):
    assert complaint(rows("baseline")["truce"]) == ""
    assert said in complaint(replace(rows("baseline")["truce"], **change))
