"""A theatre's own names: whatever it calls its drivers, occasions, traits and stakes, the rules do the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from agents import Theatre
from experiments.setup.compose import CONF, world
from model.ensemble.runs import campaigns
from model.events import COLUMNS, EventLog
from model.numbers import paths
from model.world import World

GROUPS = {**dict.fromkeys(("roles", "timeline", "targets", "militias", "forces"), "iraq"), "estimate": "prior"}
RUNS = range(3)


def table(log: EventLog) -> np.ndarray:
    return np.column_stack([log[name] for name in COLUMNS]).astype(np.int64)


def events(world: World) -> np.ndarray:
    return table(campaigns(world, RUNS)[0])


@pytest.fixture(scope="module")
def shipped() -> np.ndarray:
    return events(world("estimate=prior"))


@pytest.fixture
def mine(tmp_path: Path) -> Callable[..., World]:
    """The shipped world with the content of its files changed: `mine(change)`, where change gets them by group."""

    def made(change: Callable[[dict[str, Any]], None], *overrides: str) -> World:
        files = {group: content(group, name) for group, name in GROUPS.items()}
        change(files)
        for group, rows in files.items():
            (tmp_path / group).mkdir()
            head = "# @package _global_\n" if group == "estimate" else ""
            text = head + yaml.safe_dump(rows, sort_keys=False, allow_unicode=True)
            (tmp_path / group / "mine.yaml").write_text(text, encoding="utf-8")
        return world(*(f"{group}=mine" for group in GROUPS), *overrides, config_dir=tmp_path)

    return made


def content(group: str, name: str) -> Any:
    """A shipped file as it is written: dates stay text."""
    found = yaml.load((CONF / group / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return retyped(found)


def retyped(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: retyped(one) for name, one in value.items()}
    if isinstance(value, list):
        return [retyped(one) for one in value]
    if value in ("true", "false", "null", "~"):
        return {"true": True, "false": False}.get(value)
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            pass
    return value


def other(name: str) -> str:
    return f"{name[::-1]} of elsewhere"


def renamed(files: dict[str, Any]) -> None:
    """Another name for what has no dice: drivers, occasions, traits, stakes, three state actors; not for rows."""
    roles = files["roles"]
    for kind, rows in roles.items():
        roles[kind] = {other(name): row for name, row in rows.items()}
    for section, key in (("spells", "driver"), ("occasions", "occasion")):
        for row in files["timeline"][section].values():
            row[key] = other(row[key])
    for target in files["targets"].values():
        target["presence"] = target["presence"] and other(target["presence"])
        target["traits"] = {other(name): weight for name, weight in target.get("traits", {}).items()} or None
    for militia in (*files["militias"].values(), *files["estimate"]["militias"].values()):
        militia["stakes"] = {other(name): stake for name, stake in militia["stakes"].items()}
    for role in ("patron", "host", "neighbour"):
        files["forces"][role] = other(files["forces"][role])


def test_a_theatre_of_other_names_has_the_same_events(mine, shipped):
    elsewhere = mine(renamed)
    assert not {one.name for one in world("estimate=prior").roles.drivers} & set(elsewhere.roles.names.drivers)
    assert np.array_equal(events(elsewhere), shipped)
    theatre = Theatre(elsewhere, 0)
    acted = table(theatre.play())
    theatre.release()
    assert np.array_equal(acted, shipped[: len(acted)])


def test_numbers_have_the_names_of_the_theatre(mine):
    named = paths(mine(renamed))
    assert f"militias.KH.stakes.{other('sinjar')}" in named
    assert f"targets.oil_gas.traits.{other('kurdish')}" in named
    assert len(named) == len(paths(world("estimate=prior")))


def test_another_name_for_who_strikes_gives_it_other_dice(mine, shipped):
    assert not np.array_equal(events(mine(lambda files: files["forces"].update(retaliator="Legion"))), shipped)


def spell(driver: str, value: float = 1.0) -> dict[str, Any]:
    dates = {"start": "2021-06-01", "end": "2021-09-30"}
    return {"driver": driver, **dates, "value": value, "role": "exogenous", "source": "a second one"}


def test_of_two_drivers_in_one_role_the_strongest_counts(mine, shipped):
    def of_its_own(files: dict[str, Any]) -> None:
        files["roles"]["drivers"]["second truce"] = {"plays": "truce", "means": "another one"}
        files["timeline"]["spells"]["again"] = spell("second truce")

    apart = events(mine(of_its_own))
    assert not np.array_equal(apart, shipped)
    assert np.array_equal(apart, events(world("estimate=prior", f"+timeline.spells.again={inline(spell('truce'))}")))


def inline(row: dict[str, Any]) -> str:
    return "{" + ",".join(f"{name}:{value}" for name, value in row.items()) + "}"


def test_of_two_occasions_in_one_role_the_nearest_counts(mine, shipped):
    def more(files: dict[str, Any]) -> None:
        files["roles"]["occasions"]["ultimatum"] = {"plays": ["deadline", "anniversary"], "means": "both at once"}
        row = {"day": "2020-06-01/2020-06-20", "role": "exogenous", "source": "a second one"}
        files["timeline"]["occasions"]["again"] = {"occasion": "ultimatum", **row}

    both = mine(more)
    weekly = both.roles.awaited(both.timeline.weeks_to, both.clock.weeks)
    for role in ("deadline", "anniversary"):
        expected = np.minimum(both.timeline.weeks_to[role], both.timeline.weeks_to["ultimatum"])
        assert np.array_equal(weekly[role], expected)
    assert not np.array_equal(events(both), shipped)


def test_a_target_is_open_as_far_as_any_of_its_drivers(mine):
    def opened(files: dict[str, Any]) -> None:
        files["roles"]["drivers"]["contractors"] = {"means": "they stay in any case"}
        files["timeline"]["spells"]["stay"] = {**spell("contractors"), "start": "before", "end": None}
        files["targets"]["us_convoy"]["presence"] = ["us_presence", "contractors"]

    always = world("estimate=prior", "targets.us_convoy.presence=''")
    assert np.array_equal(events(mine(opened)), events(always))


def test_a_role_that_nobody_plays_reads_nothing(mine, shipped):
    def without(files: dict[str, Any]) -> None:
        for kind, name in (("drivers", "nuclear_talks"), ("occasions", "election")):
            del files["roles"][kind][name]
        spells, marks = files["timeline"]["spells"], files["timeline"]["occasions"]
        files["timeline"]["spells"] = {key: row for key, row in spells.items() if row["driver"] != "nuclear_talks"}
        files["timeline"]["occasions"] = {key: row for key, row in marks.items() if row["occasion"] != "election"}
        files["timeline"]["anchors"]["election"] = marks["election"] | {"anchor": "election"}
        del files["timeline"]["anchors"]["election"]["occasion"]

    lesser = mine(without)
    assert not lesser.roles.driven(lesser.timeline.drivers, lesser.clock.weeks)["patron_talks"].any()
    lacking = ("nuclear_talks_sought", "nuclear_talks_vienna")
    off = [f"timeline.spells.{name}=null" for name in lacking]
    told = events(lesser)
    assert not np.array_equal(told, shipped)
    assert np.array_equal(told, events(world("estimate=prior", *off, "parameters.before_election.value=0.0")))


def test_a_theatre_without_a_trade_has_no_feud_over_one(mine):
    def without(files: dict[str, Any]) -> None:
        for kind in ("traits", "stakes"):
            del files["roles"][kind]["trade"]
        del files["targets"]["morality"]["traits"]
        for militia in files["militias"].values():
            del militia["stakes"]["trade"]

    lesser = mine(without)
    assert not any("trade" in path for path in paths(lesser))
    told = events(lesser)
    assert len(told) > 100
    assert np.array_equal(told, events(world("estimate=prior", "targets.morality.traits.trade=0.0")))
