"""At run time: once a World is built, a campaign opens nothing under data/ or conf/, in either engine.

An audit hook cannot be taken away, so each run has a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import sys
from pathlib import Path
from experiments.setup.compose import world

built, root, seen = world("estimate=prior"), Path(sys.argv[1]), []

def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = Path(arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0])
        path = path if path.is_absolute() else Path.cwd() / path
        if any(path.is_relative_to(root / folder) for folder in ("data", "conf")):
            seen.append(str(path))

sys.addaudithook(watch)
from model.ensemble.runs import campaigns
from agents import Theatre
{leak}
campaigns(built, range(2))
Theatre(built).play()
loaded = [name for name in sys.modules if name.startswith(("experiments.observed", "experiments.judge"))]
print("opened", seen, "loaded", loaded)
sys.exit(1 if seen or loaded else 0)
"""


def play(leak: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SCRIPT.format(leak=leak), str(ROOT)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_a_campaign_reads_neither_observations_nor_patterns_nor_config():
    done = play()
    assert done.returncode == 0, done.stdout + done.stderr


LEAKS = {
    "observed counts": "(root / 'data/observed/counts.csv').read_text()",
    "patterns": "open(root / 'conf/patterns/bases.yaml').close()",
    "the loader of observations": "import experiments.observed.tables",
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_a_planted_leak_is_found(leak):
    done = play(leak)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "opened [] loaded []" not in done.stdout
