"""Whatever ends a run, and whenever: what is stored is whole, nothing is left behind, and it is said in a line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from experiments.results.read import stored

_spec = util.spec_from_file_location("kills", Path(__file__).with_name("kills.py"))
assert _spec is not None
assert _spec.loader is not None
kills = util.module_from_spec(_spec)
_spec.loader.exec_module(kills)

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc")


def content(folder: Path) -> Any:
    """What a result holds that its maker decides."""
    result = stored(folder)
    return result.provenance["hash"], repr([result.phases(), result.patterns(), result.scores()])


@pytest.mark.slow
def test_a_few_runs_that_are_ended(tmp_path: Path) -> None:
    assert kills.trials(2, 1, 1, tmp_path, content).total() == 3


@pytest.mark.slow
@pytest.mark.parametrize("part", [1, 2, 3, 4])
def test_forty_kills_and_twenty_interrupts(
    part: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    counts = kills.trials(10, 5, part, tmp_path, content)
    told = ", ".join(f"{what} {number}" for what, number in sorted(counts.items()))
    record_property("counted", f"10 kills and 5 interrupts, part {part} of 4: {told}")
    assert counts.total() == 15
