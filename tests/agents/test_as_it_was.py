"""With the facts as they were before they had doubt, the results are those of before, byte for byte.

tests/before_doubt holds the old rows, scenarios and fingerprints; only what a key may be has been followed since.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.setup.compose import world
from tests.agents.test_fingerprints import fingerprint

OLD = Path(__file__).parents[1] / "before_doubt"
FINGERPRINTS = json.loads((OLD / "fingerprints.json").read_text(encoding="utf-8"))
FACTS = [f"{group}=as_it_was" for group in ("timeline", "targets", "militias", "brands", "estimate")]


@pytest.mark.parametrize("scenario", FINGERPRINTS)
def test_the_old_facts_give_the_old_events(scenario):
    old = world(*FACTS, f"scenario=old_{scenario}", config_dir=OLD)
    assert old.timeline.doubt is None
    assert [fingerprint(old, run) for run in (0, 1)] == FINGERPRINTS[scenario]
