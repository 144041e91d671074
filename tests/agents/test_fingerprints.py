"""Golden fingerprints: the event logs of the shipped scenarios, so that no result changes unnoticed.

uneven.json holds two of a world in which no two numbers are equal: no mix-up of them goes unnoticed (test_wiring).

They hold start values (estimate=prior), the seed of conf and replicates 0 and 1. Dice are integer arithmetic and
the same everywhere; rules call exp and log of the platform's C library, whose last bit may differ, and one event
decided the other way changes everything after it. The file was written on Linux x86-64 (glibc); elsewhere a
difference is a question, not yet a fault: test_same_story must pass everywhere.

Refresh, when a change of results is meant, with

    .venv/bin/pytest tests/agents/test_fingerprints.py --refresh-fingerprints

and say in CHANGELOG.md, on a line that begins with "Regression:", which results changed and why.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from experiments.setup.compose import CONF
from model.ensemble.runs import campaigns
from model.events import COLUMNS

FILE = Path(__file__).parent / "fingerprints.json"
UNEVEN = FILE.with_name("uneven.json")
SCENARIOS = sorted(path.stem for path in (CONF / "scenario").glob("*.yaml"))
REFRESH = ".venv/bin/pytest tests/agents/test_fingerprints.py --refresh-fingerprints"


def fingerprint(world, replicate: int) -> str:
    """SHA-256 of one run's columns, in their order and types."""
    log, _ = campaigns(world, range(replicate, replicate + 1))
    digest = sha256()
    for name in COLUMNS:
        digest.update(name.encode() + log[name].astype(log[name].dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()


@pytest.fixture(scope="module")
def golden(request, world) -> dict[str, list[str]]:
    if request.config.getoption("--refresh-fingerprints"):
        found = {name: [fingerprint(world(f"scenario={name}"), run) for run in (0, 1)] for name in SCENARIOS}
        FILE.write_text(json.dumps(found, indent=1) + "\n")
    return json.loads(FILE.read_text()) if FILE.exists() else {}


def test_every_shipped_scenario_has_its_fingerprints(golden):
    assert sorted(golden) == SCENARIOS, f"refresh with: {REFRESH}"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_result_has_changed_unnoticed(world, golden, scenario):
    now = [fingerprint(world(f"scenario={scenario}"), run) for run in (0, 1)]
    assert now == golden.get(scenario), (
        f"\nThe events of scenario '{scenario}' are not those of tests/agents/fingerprints.json. If that is meant, "
        f"refresh with\n    {REFRESH}\nand add a line 'Regression: ...' to CHANGELOG.md: which results changed, why."
    )


def test_no_wiring_has_changed_unnoticed(request, uneven_world):
    now = [fingerprint(uneven_world, run) for run in (0, 1)]
    if request.config.getoption("--refresh-fingerprints"):
        UNEVEN.write_text(json.dumps(now, indent=1) + "\n")
    assert now == json.loads(UNEVEN.read_text()), f"if that is meant, refresh with\n    {REFRESH}"


def test_scenarios_and_replicates_have_fingerprints_of_their_own(golden):
    """A run may be the same with and without one driver, which decides nothing in it; both runs may not."""
    assert len(set(map(tuple, golden.values()))) == len(golden)
    assert all(len(set(pair)) == len(pair) for pair in golden.values())
