"""At run time: once a World is built, a campaign opens nothing under data/ or conf/, in either engine.

An audit hook cannot be taken away, so this has a process of its own, in which leaks are planted afterwards.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEAKS = {
    "observed counts": "(root / 'data/observed/counts.csv').read_text()",
    "patterns": "open(root / 'conf/patterns/bases.yaml').close()",
    "the loader of observations": "import experiments.observed.tables",
}

SCRIPT = """
import json
import sys
from pathlib import Path
from experiments.setup.compose import world

built, root, leaks, seen = world("estimate=prior"), Path(sys.argv[1]), json.loads(sys.argv[2]), []

def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = Path(arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0])
        path = path if path.is_absolute() else Path.cwd() / path
        if any(path.is_relative_to(root / folder) for folder in ("data", "conf")):
            seen.append(str(path))

def reached():
    loaded = [name for name in sys.modules if name.startswith(("experiments.observed", "experiments.judge"))]
    found = [*seen, *loaded]
    seen.clear()
    return found

sys.addaudithook(watch)
from model.ensemble.runs import campaigns
from agents import Theatre
campaigns(built, range(2))
Theatre(built).play()
found = {"campaign": reached()}
for name, leak in leaks.items():
    exec(leak)
    found[name] = reached()
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def reached() -> dict[str, list[str]]:
    """What a campaign reached of observations, patterns and config, and what each leak after it did."""
    command = [sys.executable, "-c", SCRIPT, str(ROOT), json.dumps(LEAKS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    return json.loads(done.stdout)


def test_a_campaign_reads_neither_observations_nor_patterns_nor_config(reached: dict[str, list[str]]) -> None:
    assert reached["campaign"] == []


@pytest.mark.parametrize("leak", LEAKS)
def test_a_planted_leak_is_found(leak: str, reached: dict[str, list[str]]) -> None:
    assert reached[leak]
