"""The compile cache never serves a stale rule, costs only time when it cannot be written, and rules run uncompiled."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from model import compiled

ROOT = Path(__file__).resolve().parents[2]

STORY = """
from dataclasses import replace
from hashlib import sha256
from experiments.setup.compose import world
from model.clock import Clock
from model.ensemble.runs import campaigns
from model.events import COLUMNS
from model.timeline import Timeline

whole = world("estimate=prior")
parts = ({name: row[:20] for name, row in part.items()} for part in vars(whole.timeline).values())
short = replace(whole, clock=Clock(whole.clock.start, 20), timeline=Timeline(*parts))
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


def test_the_cache_is_named_by_every_source_of_the_model(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "compiled.py"))
    (tmp_path / "rules").mkdir()
    names = set()
    for text in ("a = 1", "a = 2", "a = 1 "):
        (tmp_path / "rules" / "choice.py").write_text(text)
        names.add(compiled.source_hash.__wrapped__())
    assert len(names) == 3


def test_the_cache_lies_in_the_users_own_folder(monkeypatch):
    if sys.platform.startswith("linux"):
        monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
        assert compiled.user_cache() == Path("/somewhere/targetshift")
    assert compiled.user_cache().name == "targetshift"


def test_without_a_folder_to_write_in_there_is_no_cache_and_no_error(tmp_path, monkeypatch):
    (tmp_path / "a file").write_text("")
    monkeypatch.setattr(compiled, "user_cache", lambda: tmp_path / "a file" / "cache")
    monkeypatch.setattr(compiled.tempfile, "gettempdir", lambda: str(tmp_path / "a file"))
    assert compiled.compile_cache.__wrapped__() is None


def test_a_cache_that_cannot_be_written_gives_way_to_the_next(tmp_path, monkeypatch):
    (tmp_path / "a file").write_text("")
    monkeypatch.setattr(compiled, "user_cache", lambda: tmp_path / "a file" / "cache")
    monkeypatch.setattr(compiled.tempfile, "gettempdir", lambda: str(tmp_path))
    assert compiled.compile_cache.__wrapped__() == tmp_path / "targetshift" / compiled.source_hash()


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
