"""Rules tell the same story compiled, uncompiled, edited, or with a cache that was damaged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from model import compile_cache

ROOT = Path(__file__).resolve().parents[2]

STORY = """
from dataclasses import replace
from hashlib import sha256
from experiments.setup.compose import world
from model.clock import Clock
from model.ensemble.runs import campaigns
from model.events import COLUMNS

whole = world("estimate=prior")
short = replace(whole, clock=Clock(whole.clock.start, 20), timeline=whole.timeline.each(lambda row: row[:20]))
log, runs = campaigns(short, range(3))
print(len(log), sha256(b"".join(log[name].tobytes() for name in COLUMNS)).hexdigest())
"""


ALONE = """
import os

def refused(*given, **named):
    raise OSError("no process may be started here")

os.fork = os.posix_spawn = refused
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
"""


def story(root: Path, before: str = "", **environment: str) -> tuple[int, str]:
    """Events and hash of a short campaign played by the sources under `root`, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", before + STORY],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    events, digest = done.stdout.split()
    return int(events), digest


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A copy of the sources and the config."""
    for folder in ("model", "agents", "experiments", "conf"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.mark.slow
def test_an_edited_rule_shows_at_once(checkout):
    """The edited rule is called by rules of other files, which is what Numba's own cache does not notice."""
    cache = {"XDG_CACHE_HOME": str(checkout / "cache")}
    before = story(checkout, **cache)
    assert before[0] > 0
    path = checkout / "model" / "rules" / "choice.py"
    source = path.read_text()
    edited = source.replace("return total_odds / (1.0 + total_odds)", "return 0.0 * total_odds")
    assert edited != source
    path.write_text(edited)
    assert story(checkout, **cache)[0] == 0
    path.write_text(source)
    assert story(checkout, **cache) == before


@pytest.mark.slow
def test_a_damaged_cache_is_compiled_anew(checkout):
    """Half of the files with a bit turned, cut short, emptied, turned into a folder, or swapped."""
    cache, dice = {"XDG_CACHE_HOME": str(checkout / "cache")}, Random(5)
    before = story(checkout, **cache)
    files = sorted(path for path in (checkout / "cache").rglob("*") if path.is_file())
    whole = {path: path.read_bytes() for path in files}
    spoilt = dice.sample(files, len(files) // 2)
    for path in spoilt:
        spoil(path, dice, whole[dice.choice(files)])
    assert story(checkout, **cache) == before
    assert sum(compile_cache._intact(path) for path in spoilt) > len(spoilt) // 3  # not every one is asked for again


def spoil(path: Path, dice: Random, other: bytes) -> None:
    content = bytearray(path.read_bytes())
    kind = dice.randrange(5)
    if kind == 0:
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    elif kind == 1:
        del content[dice.randrange(len(content)) :]
    elif kind == 2:
        content = bytearray(other)
    elif kind == 3:
        content = bytearray(b"cos\nsystem\n(S'touch loaded'\ntR.")
    path.unlink()
    if kind == 4:
        return path.mkdir()
    path.write_bytes(content)
    return None


@pytest.mark.slow
def test_one_processor_one_thread_and_no_fork_tell_the_same_story():
    assert story(ROOT, ALONE, NUMBA_NUM_THREADS="1") == story(ROOT)


@pytest.mark.slow
def test_uncompiled_rules_tell_the_same_story(checkout):
    assert story(checkout, NUMBA_DISABLE_JIT="1") == story(checkout)


@pytest.mark.slow
def test_the_small_tests_pass_uncompiled():
    small = ["tests/model/test_dice.py", "tests/model/test_rules.py", "tests/model/test_timeline.py"]
    story = "tests/agents/test_same_story.py::test_a_small_world_is_the_same_in_both_engines"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *small, story],
        cwd=ROOT,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
