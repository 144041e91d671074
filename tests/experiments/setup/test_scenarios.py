"""Every scenario file keeps the same promises: drop one in, and it is tested."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiments.setup.compose import CONF
from model.world import World

FILES = sorted((CONF / "scenario").glob("*.yaml"))
LONGEST = 15


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def scenario(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def comment(file: Path) -> str:
    """The first line that is not for Hydra."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if not line.startswith("# @package"))


def content(world: World) -> list[Any]:
    """All that an engine gets, in a form that can be compared."""
    when = world.timeline
    rows = [{name: row.tolist() for name, row in each.items()} for each in (when.drivers, when.weeks_to)]
    cast = (world.targets, world.militias, world.brands, world.forces, world.parameters)
    return [world.clock, *rows, *cast, world.seed]


def test_the_first_line_says_why(scenario: Path) -> None:
    assert comment(scenario).startswith("# ")
    assert len(comment(scenario)) > 20


def test_it_is_short(scenario: Path) -> None:
    assert len(scenario.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_it_makes_a_world(scenario: Path, world: Callable[..., World]) -> None:
    assert world(f"scenario={scenario.stem}").clock.weeks > 0


def test_it_differs_from_the_baseline(scenario: Path, world: Callable[..., World]) -> None:
    same = content(world(f"scenario={scenario.stem}")) == content(world("scenario=baseline"))
    assert same == (scenario.stem == "baseline")


def test_it_is_named_like_its_file(scenario: Path) -> None:
    assert f"\nscenario_name: {scenario.stem}\n" in scenario.read_text(encoding="utf-8")
