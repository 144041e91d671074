"""What a theatre calls its drivers, occasions, traits, stakes and state actors is in conf/, and not in the theory."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from experiments.setup.compose import world
from model.roles import DRIVER_ROLES, OCCASION_ROLES, STAKE_ROLES, TRAIT_ROLES

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for room in ("model", "agents") for path in sorted((ROOT / room).rglob("*.py"))]


@cache
def names() -> set[str]:
    """Every name of the shipped theatre that is not also the word for a role."""
    made = world("estimate=prior")
    roles = made.roles
    played = (*roles.drivers, *roles.occasions, *roles.traits, *roles.stakes)
    found = {*(one.name for one in played), *made.forces.names}
    return found - {*DRIVER_ROLES, *OCCASION_ROLES, *TRAIT_ROLES, *STAKE_ROLES}


def words(source: str) -> Iterator[str]:
    """Every identifier of a source, and every text in it."""
    for node in ast.walk(ast.parse(source)):
        for field in ("id", "attr", "arg", "name", "value"):
            word = getattr(node, field, None)
            if isinstance(word, str):
                yield word


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_source_of_the_theory_has_a_name_of_the_theatre(path):
    assert names().intersection(words(path.read_text(encoding="utf-8"))) == set()


def test_names_are_there_to_be_found():
    assert {"contested_deterrence", "us_presence", "kurdish", "sinjar", "USForces"} <= names()
    planted = 'class USForces: kurdish = now.us_presence + D["sinjar"]'
    assert {"USForces", "kurdish", "us_presence", "sinjar"} <= set(words(planted))
