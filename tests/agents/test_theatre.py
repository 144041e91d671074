"""Theatre works as Mesa users expect, asks in any order, and can be forgotten."""

from __future__ import annotations

import ast
import gc
import pickle
import weakref
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from random import Random

import mesa
import numpy as np
import pytest

import agents
import agents.theatre
import model
from agents import FacadeBrand, Host, Militia, Neighbour, Patron, Retaliator, Theatre
from model.clock import Clock
from model.ensemble.runs import campaigns
from model.errors import ModelError
from model.events import COLUMNS, Kind
from model.week import WEEK


def table(log) -> np.ndarray:
    """An event log as rows."""
    return np.column_stack([log[name] for name in COLUMNS]).astype(np.int64)


def in_any_order(log) -> list[tuple[int, ...]]:
    return sorted(map(tuple, table(log).tolist()))


def shorter(world, weeks: int):
    """The first weeks of a world."""
    return replace(world, clock=Clock(world.clock.start, weeks), timeline=world.timeline.each(lambda row: row[:weeks]))


def test_a_notebook_needs_three_lines(world):
    theatre = Theatre(world())
    theatre.play()
    frame = theatre.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == ["week_start", *world().target_names]
    assert frame["week_start"].dtype.kind == "M"
    assert (str(frame["week_start"].iloc[0].date()), str(frame["week_start"].iloc[-1].date())) == (
        "2019-06-03",
        "2023-03-27",
    )
    assert len(frame) == world().clock.weeks


def test_a_theatre_is_a_mesa_model_with_everybody_seated(small_world):
    theatre = Theatre(small_world)
    assert isinstance(theatre, mesa.Model)
    seated = {kind: len(found) for kind, found in theatre.agents_by_type.items()}
    assert seated == {Retaliator: 1, Neighbour: 1, Host: 1, Patron: 1, Militia: 2}
    assert theatre.running
    assert not theatre.finished


@pytest.mark.parametrize("replicate", [-1, 2**32, 1.5, "1", True])
def test_a_run_without_dice_of_its_own_is_refused(small_world, replicate):
    with pytest.raises(ModelError, match=r"replicate .*a whole number from 0 to 4294967295"):
        Theatre(small_world, replicate)


def test_the_last_run_there_is_is_played_by_both_engines(small_world):
    acted = Theatre(small_world, 2**32 - 1).play()
    computed, runs = campaigns(small_world, range(2**32 - 1, 2**32))
    assert np.array_equal(table(acted), table(computed))
    assert set(runs.tolist()) == {2**32 - 1}
    assert not np.array_equal(table(acted), table(Theatre(small_world, 0).play()))


@pytest.mark.parametrize("replicates", [range(2**32, 2**32 + 1), range(-1, 3), range(0, 10, 2)])
def test_the_ensemble_refuses_such_runs_too(small_world, replicates):
    with pytest.raises(ModelError, match=r"replicate"):
        campaigns(small_world, replicates)


def test_what_is_no_world_is_refused():
    with pytest.raises(ModelError, match=r"Theatre takes a World.*not 'scenario=no_truce'"):
        Theatre("scenario=no_truce")


def test_a_step_is_a_week_and_the_last_one_stops_the_run(small_world):
    theatre = Theatre(small_world)
    for week in range(small_world.clock.weeks):
        assert (theatre.week, theatre.running) == (week, True)
        theatre.step()
    assert (theatre.running, theatre.finished) == (False, True)
    events = theatre.events()
    theatre.step()
    assert theatre.week == theatre.steps - 1 == small_world.clock.weeks
    assert np.array_equal(table(theatre.events()), table(events))
    assert len(theatre.datacollector.get_model_vars_dataframe()) == small_world.clock.weeks


def test_a_theatre_that_was_pickled_plays_on_as_it_would_have(small_world):
    theatre = Theatre(small_world, 3)
    for _ in range(5):
        theatre.step()
    again = pickle.loads(pickle.dumps(theatre))  # noqa: S301
    assert (again.week, again.replicate) == (5, 3)
    assert np.array_equal(table(again.play()), table(theatre.play()))
    assert again.datacollector.get_model_vars_dataframe().equals(theatre.datacollector.get_model_vars_dataframe())


def played_by_mesa(world, processes=1, **given):
    rows = mesa.batch_run(Theatre, {"world": world, **given}, number_processes=processes, display_progress=False,
                          data_collection_period=1, iterations=3)  # fmt: skip
    return [sum(row[name] for row in rows if row["iteration"] == k for name in world.target_names) for k in range(3)]


def attacks(world, replicate):
    return int((Theatre(world, replicate).play()["kind"] == Kind.ATTACK).sum())


@pytest.mark.parametrize("processes", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_iterations_of_mesas_batch_run_are_replicates(small_world, processes):
    found = played_by_mesa(small_world, processes)
    assert found == [attacks(small_world, replicate) for replicate in range(3)]
    assert len(set(found)) > 1


def test_iterations_that_would_repeat_a_replicate_are_refused(small_world):
    with pytest.raises(ModelError, match="replicate 4 is given and batch_run repeats it"):
        played_by_mesa(small_world, replicate=4)


def test_newer_mesa_numbers_runs_in_its_own_word(small_world):
    assert Theatre(small_world, rng=7).replicate == 7
    with pytest.raises(ModelError, match="the same dice"):
        Theatre(small_world, 4, rng=7)


def test_militias_and_brands_have_names(small_world):
    theatre = Theatre(small_world)
    theatre.play()
    assert [militia.name for militia in theatre.militias] == list(small_world.militia_names)
    assert {brand.name for brand in theatre.agents_by_type[FacadeBrand]} <= {brand.name for brand in small_world.brands}


def test_play_plays_the_weeks_that_are_left(small_world):
    whole, half = Theatre(small_world).play(), Theatre(small_world)
    half.step()
    half.step()
    assert np.array_equal(table(half.play()), table(whole))


def test_the_frame_counts_what_the_event_log_counts(small_world):
    policed = replace(small_world, parameters=small_world.parameters._replace(interdiction=2.0))
    theatre = Theatre(policed)
    log = theatre.play()
    assert (log["kind"] == Kind.FOILED).any()
    frame = theatre.datacollector.get_model_vars_dataframe()
    attacks = log["kind"] == Kind.ATTACK
    assert attacks.sum() > 20
    for index, name in enumerate(small_world.target_names):
        mine = log["week"][attacks & (log["target"] == index)]
        assert list(frame[name]) == list(np.bincount(mine, minlength=small_world.clock.weeks))


def test_every_plan_is_carried_out_or_foiled_in_its_week(world):
    theatre, policed = Theatre(world()), 0
    while not theatre.finished:
        before = len(theatre.events())
        theatre.step()
        kinds = theatre.events()["kind"][before:]
        planned = sum(len(militia.plans) for militia in theatre.militias)
        foiled = int((kinds == Kind.FOILED).sum())
        attacks = sum(map(sum, theatre.record.attacks))
        assert (kinds == Kind.ATTACK).sum() == attacks
        assert planned == attacks + foiled
        policed += foiled
    assert policed > 0


def test_brands_in_use_are_agents_and_leave_when_they_retire(small_world):
    retired = 0
    for replicate in range(5):
        theatre = Theatre(small_world, replicate)
        while not theatre.finished:
            theatre.step()
            log = theatre.events()
            kinds = log["kind"]
            born = dict(zip(log["brand"][kinds == Kind.BIRTH], log["week"][kinds == Kind.BIRTH], strict=True))
            in_use = list(theatre.agents_by_type.get(FacadeBrand, ()))
            assert len(in_use) == (kinds == Kind.BIRTH).sum() - (kinds == Kind.RETIRED).sum()
            assert set(in_use) == {brand for militia in theatre.militias for brand in militia.brands}
            assert all(brand.age == theatre.week - 1 - born[brand.index] for brand in in_use)
        retired += (kinds == Kind.RETIRED).sum()
    assert retired > 0


@pytest.mark.parametrize("shuffle", range(6))
def test_the_order_of_the_cast_changes_nothing(small_world, world, monkeypatch, shuffle):
    """Within a phase the log may list things in another order; what happens is the same."""
    cast = list(agents.theatre.CAST)
    thin = replace(small_world, parameters=small_world.parameters._replace(veil=-1.0))  # traced as soon as born
    runs = [(thin, replicate) for replicate in range(8)] + [(small_world, 3), (shorter(world(), 100), 3)]
    played = [in_any_order(Theatre(*run).play()) for run in runs]
    shuffled = cast[::-1] if shuffle == 0 else Random(shuffle).sample(cast, len(cast))
    monkeypatch.setattr(agents.theatre, "CAST", tuple(shuffled))
    assert [in_any_order(Theatre(*run).play()) for run in runs] == played


def test_the_cast_is_everybody_who_has_a_verb():
    verbs = {phase.verb for phase in WEEK}
    acting = {kind for kind in vars(agents).values() if isinstance(kind, type) and issubclass(kind, mesa.Agent)}
    assert set(agents.theatre.CAST) == acting
    assert all(any(hasattr(kind, verb) for verb in verbs) for kind in acting)
    assert all(any(hasattr(kind, verb) for kind in acting) for verb in verbs)


def test_the_order_of_militias_changes_nothing_when_nobody_dies(small_world):
    """Deaths of one week are answered in the order in which they are reported, so there it may matter."""
    harmless = replace(small_world, targets=tuple(replace(one, harm=0.0) for one in small_world.targets))
    stories = set()
    for order in permutations(range(2)):
        theatre = Theatre(harmless)
        asked = theatre.agents_by_type[Militia]
        number = {militia: place for place, militia in zip(order, theatre.militias, strict=True)}
        asked.sort(number.__getitem__, ascending=True, inplace=True)
        assert [militia.index for militia in asked] == sorted(range(2), key=order.__getitem__)
        stories.add(tuple(in_any_order(theatre.play())))
    assert len(stories) == 1


def test_five_hundred_runs_leave_nothing_behind(small_world):
    short = shorter(small_world, 4)
    alive, counts = [], []
    for replicate in range(500):
        theatre = Theatre(short, replicate)
        theatre.play()
        theatre.release()
        alive.append(weakref.ref(theatre))
        del theatre
        if replicate in (99, 499):
            gc.collect()
            counts.append(len(gc.get_objects()))
    assert sum(run() is not None for run in alive) == 0
    assert counts[1] - counts[0] < 500 + 100, "a weak reference a run is this test's own"


FORBIDDEN_MODULES = {"random", "secrets", "uuid", "time"}
FORBIDDEN_NAMES = {"random", "rng", "default_rng", "shuffle", "shuffle_do", "RandomState", "Generator", "randint"}


def generators_in(source: str) -> set[str]:
    """Names by which a source could draw from another generator than the dice."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & FORBIDDEN_MODULES
        elif isinstance(node, ast.ImportFrom):
            found |= ({node.module} & FORBIDDEN_MODULES) | ({alias.name for alias in node.names} & FORBIDDEN_NAMES)
        elif isinstance(node, ast.Attribute):
            found |= {node.attr} & FORBIDDEN_NAMES
        elif isinstance(node, ast.Name):
            found |= {node.id} & (FORBIDDEN_NAMES - {"rng"})  # a number, in Mesa's words; nobody can make one
    return found


SOURCES = [path for one in (model, agents) for path in sorted(Path(one.__file__).parent.rglob("*.py"))]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "/".join(path.parts[-3:]))
def test_no_generator_is_used_but_the_dice(path):
    assert generators_in(path.read_text()) == set()


@pytest.mark.parametrize(
    "planted", ["import random", "from numpy import random", "x = np.random.rand()", "self.agents.shuffle_do('plan')"]
)
def test_a_planted_generator_is_found(planted):
    assert generators_in(planted)
