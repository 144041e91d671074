"""The theatre and the ensemble tell the same story, event for event: shipped scenarios and worlds at random."""

from __future__ import annotations

import importlib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from agents import Theatre
from experiments.setup import priors
from experiments.setup.coded import LEVEL_SETS
from experiments.setup.compose import CONF, composed, typed
from model.actors import Brand, Forces, Militia
from model.clock import Clock
from model.coding import CodedOccasion, CodedSpell, Coding, Edge, Tie, coded
from model.ensemble.runs import Runs, campaigns, counted
from model.ensemble.weekly import weekly_counts
from model.events import COLUMNS, Kind
from model.numbers import Sets, paths
from model.parameters import STRENGTHS, Parameters, switched
from model.roles import DRIVER_ROLES, OCCASION_ROLES, Player, Roles
from model.targets import MEANS, Target
from model.world import SHARES, World

SCENARIOS = sorted(path.stem for path in (CONF / "scenario").glob("*.yaml"))
PRIORS = {
    name: (quantity.value, priors.parse(quantity.prior, name))
    for name, quantity in typed(composed(["estimate=prior"])).parameters.items()
}


def events(log) -> np.ndarray:
    return np.column_stack([log[name] for name in COLUMNS]).astype(np.int64)


def told(world: World, replicate: int) -> tuple[np.ndarray, np.ndarray]:
    """One run as the theatre and as the ensemble log it."""
    theatre = Theatre(world, replicate)
    acted = events(theatre.play())
    theatre.release()
    return acted, events(campaigns(world, range(replicate, replicate + 1))[0])


def first_difference(acted: np.ndarray, computed: np.ndarray) -> str:
    for number, (one, other) in enumerate(zip(acted.tolist(), computed.tolist(), strict=False)):
        if one != other:
            return f"event {number}: theatre {dict(zip(COLUMNS, one, strict=True))}, ensemble {other}"
    return f"theatre logs {len(acted)} events, ensemble {len(computed)}" if len(acted) != len(computed) else ""


def same_story(world: World, replicate: int) -> int:
    """Assert equality; returns how many events there were."""
    acted, computed = told(world, replicate)
    difference = first_difference(acted, computed)
    assert not difference, difference
    return len(acted)


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("replicate", [0, 1])
def test_a_shipped_scenario_is_the_same_in_both_engines(world, scenario, replicate):
    assert same_story(world(f"scenario={scenario}"), replicate) > 100


def test_a_small_world_is_the_same_in_both_engines(small_world):
    kinds = set()
    for replicate in range(40):
        acted, computed = told(small_world, replicate)
        assert not first_difference(acted, computed)
        kinds |= set(acted[:, 2])
    assert kinds == set(Kind), "and every kind of event was among them"


# Worlds at random. Hypothesis draws the cast, the dates and which numbers are extreme; the bulk of the numbers
# comes from one drawn seed, because a hundred draws an example are slow and no easier to read.


def legal(name: str, share: float) -> float:
    """The number at a quantile of its prior; a fixed number within a factor of ten, shares and rates up to one."""
    value, prior = PRIORS[name]
    if prior.free:
        return float(prior.quantile(min(max(share, 1e-3), 1 - 1e-3)))
    return min(value * 10 ** (2 * share - 1), 1.0 if value <= 1.0 else 100.0)


@st.composite
def numbers(draw) -> Parameters:
    bulk = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    found = {name: legal(name, bulk.random()) for name in Parameters._fields}
    for name, share in draw(
        st.dictionaries(st.sampled_from(Parameters._fields), st.sampled_from((0.0, 1.0)), max_size=6)
    ).items():
        found[name] = legal(name, share)
    off = draw(st.sets(st.sampled_from(sorted(STRENGTHS)), max_size=len(STRENGTHS)))
    return switched(Parameters(**found), dict.fromkeys(off, False))


@st.composite
def casts(draw, kind: str, roles: list[str]) -> tuple[Player, ...]:
    """Players of some roles: several of one, one of several, and some of none."""
    names = [f"{kind} {number}" for number in range(draw(st.integers(0, 24)))]
    return tuple(Player(name, tuple(draw(st.sets(st.sampled_from(roles), max_size=3)))) for name in names)


@st.composite
def times(draw, roles: Roles):
    """A clock and dated facts, most of them in doubt."""
    monday = date(2019, 6, 3) + timedelta(7 * draw(st.integers(0, 100)))
    clock = Clock(monday, draw(st.integers(20, 60)))
    days = st.integers(-30, 7 * clock.weeks + 30).map(lambda number: monday + timedelta(number))
    spells, marks = [], []
    for name in roles.names.drivers:
        cuts = sorted(draw(st.sets(days, max_size=4)))
        cuts += [None] if len(cuts) % 2 else []
        for start, end in zip(cuts[::2], cuts[1::2], strict=True):
            spells.append(draw(coded_spell(name, f"{name} {start}", start, end)))
    known = roles.names.occasions
    for name, day in draw(st.lists(st.tuples(st.sampled_from(known), days), max_size=8)) if known else ():
        latest = day + timedelta(draw(st.sampled_from((0, 0, 2, 30))))
        marks.append(CodedOccasion(name, Edge(f"{name} {len(marks)}", "day", day, latest)))
    return clock, coded(clock, Coding(tuple(spells), tuple(marks)), roles.names)


@st.composite
def coded_spell(draw, driver: str, row: str, start: date, end: date | None) -> CodedSpell:
    """A spell within these days whose edges and level may be in doubt; an end never comes before its start."""
    last = start + timedelta(40) if end is None else end - timedelta(1)
    room = st.integers(0, min(40, (last - start).days))
    first = Edge(row, "start", start, start + timedelta(draw(room)))
    final = None if end is None else Edge(row, "end", last - timedelta(draw(room)), last, Tie(first, 0))
    return CodedSpell(row, driver, first, final, draw(st.sampled_from(list(LEVEL_SETS.values())[::-1])))


def mix(draw, names: list[str]) -> tuple[tuple[str, float], ...]:
    """Shares that sum to one over some of the names."""
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    weights = draw(st.lists(st.integers(1, 9), min_size=len(chosen), max_size=len(chosen)))
    return tuple((name, weight / sum(weights)) for name, weight in zip(chosen, weights, strict=True))


def _change(day: date, days: int) -> dict[str, Any]:
    """Methods that change on a day between two."""
    return {"later_methods": (("mortars", 0.5), ("drone", 0.5)), "change": (day, day + timedelta(days))}


@st.composite
def targets(draw, number: int, drivers: tuple[str, ...]) -> Target:
    traits = np.random.default_rng(draw(st.integers(0, 2**32 - 1))).random(len(SHARES))
    ends = {name: draw(st.sampled_from((0.0, 1.0))) for name in draw(st.sets(st.sampled_from(SHARES), max_size=6))}
    return Target(
        name=f"target {number}",
        appeal=draw(st.floats(-6.0, 1.0)),
        means=draw(st.sampled_from(MEANS)),
        presence=tuple(draw(st.lists(st.sampled_from(drivers), max_size=2, unique=True))) if drivers else (),
        governorates=mix(draw, ["Baghdad", "Erbil", "Ninewa", "Kirkuk"]),
        methods=mix(draw, ["rockets", "drone", "IED"]),
        **draw(st.just({}) | st.builds(_change, st.dates(date(2019, 6, 1), date(2021, 6, 1)), st.integers(0, 400))),
        **(dict(zip(SHARES, traits.tolist(), strict=True)) | ends),
    )


@st.composite
def worlds(draw) -> World:
    roles = Roles(draw(casts("driver", sorted(DRIVER_ROLES))), draw(casts("occasion", sorted(OCCASION_ROLES))))
    clock, time = draw(times(roles))
    share = st.floats(0.0, 1.0)
    classes = tuple(draw(targets(number, roles.names.drivers)) for number in range(draw(st.integers(1, 6))))
    militias = tuple(
        Militia(
            f"militia {n}",
            draw(st.integers(1, 8)),
            draw(share),
            draw(st.floats(-2, 2)),
            *(draw(share) for _ in range(3)),
        )
        for n in range(draw(st.integers(1, 4)))
    )
    names, classes_named = [one.name for one in militias], [one.name for one in classes]
    brands = tuple(
        Brand(f"brand {n}", "unknown", draw(st.sampled_from(classes_named)), mix(draw, names))
        for n in range(draw(st.integers(0, 20)))
    )
    forces = Forces(
        "one", "two", "three", "four", draw(st.integers(0, 8)), draw(st.integers(0, 20)), draw(st.integers(0, 20))
    )
    seed = draw(st.integers(0, 2**32 - 1))
    return World(clock, time, classes, militias, brands, forces, draw(numbers()), seed, roles)


RANDOM_WORLDS = given(worlds(), st.integers(0, 10_000))
SLACK = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True}


def test_a_world_at_random_is_the_same_in_both_engines():
    kinds = set()

    @settings(max_examples=60, phases=[Phase.generate], **SLACK)  # the slow test below shrinks what it finds
    @RANDOM_WORLDS
    def same(world, replicate):
        acted, computed = told(world, replicate)
        assert not first_difference(acted, computed), first_difference(acted, computed)
        kinds.update(acted[:, 2].tolist())

    same()
    rare = {Kind.TRACED, Kind.RETIRED}  # the small world above has every kind
    assert kinds >= set(Kind) - rare, "and every common kind of event was among them"


def value(path: str, share: float) -> float:
    """A legal value of a number, up to the ends of its range."""
    group, *_, name = path.split(".")
    if group == "parameters":
        return legal(name, share)
    low, high = {"appeal": (-6.0, 1.0), "claim_propensity": (-2.0, 2.0)}.get(name, (0.0, 1.0))
    return low + (high - low) * share


@st.composite
def worlds_with_sets(draw) -> tuple[World, Sets]:
    """A world, and sets of some or all of the numbers that its rules, targets and militias are told."""
    world = draw(worlds())
    bulk = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    some = [path for path in paths(world) if bulk.random() < draw(st.sampled_from((0.05, 0.5, 1.0)))]
    chosen = [some[place] for place in bulk.permutation(len(some))] or ["parameters.aim"]
    shares = bulk.random((draw(st.integers(1, 5)), len(chosen)))
    shares = np.where(bulk.random(shares.shape) < 0.1, shares.round(), shares)
    return world, Sets(tuple(chosen), np.array([list(map(value, chosen, row)) for row in shares]))


def count(world: World, replicates: range, sets: Sets | None = None, own_dice: bool = False) -> np.ndarray:
    runs = Runs.of(world, replicates, sets, own_dice)
    return np.concatenate(list(counted(runs, lambda counts, _: counts.copy(), threads=2, block=3)))


@settings(max_examples=40, phases=[Phase.generate], **SLACK)
@given(worlds_with_sets(), st.integers(0, 10_000), st.booleans(), st.integers(1, 3))
def test_sets_are_played_as_the_worlds_that_have_their_numbers(asked, first, own_dice, threads):
    world, sets = asked
    replicates = range(first, first + 2)
    log, runs = campaigns(world, replicates, threads, sets=sets, own_dice=own_dice)
    counts = count(world, replicates, sets, own_dice)
    weekly = weekly_counts(Runs.of(world, replicates, sets, own_dice), threads)
    for number in range(len(sets)):
        one, after = sets.world(world, number), 2 * number if own_dice else 0
        own = range(first + after, first + after + 2)
        alone, alone_runs = campaigns(one, own)
        mine = (runs - first) // 2 == number
        assert np.array_equal(events(log)[mine], events(alone))
        assert np.array_equal(runs[mine] - first - 2 * number, alone_runs - first - after)
        assert np.array_equal(counts[2 * number : 2 * number + 2], count(one, own))
        assert np.array_equal(weekly.total[number], count(one, own).sum(0, dtype=np.int64))


@pytest.mark.slow
@settings(max_examples=200, **(SLACK | {"derandomize": False}))
@RANDOM_WORLDS
def test_two_hundred_worlds_at_random_are_the_same_in_both_engines(world, replicate):
    same_story(world, replicate)


def rules_that_agents_call() -> list[str]:
    """Every rule, by module and name."""
    import pkgutil

    import model.rules

    found = []
    for module in pkgutil.iter_modules(model.rules.__path__):
        path = f"model.rules.{module.name}"
        for name, function in vars(importlib.import_module(path)).items():
            if callable(function) and function.__module__ == path:
                found.append(f"{module.name}.{name}")
    return found


@pytest.mark.parametrize("name", rules_that_agents_call())
def test_a_rule_changed_in_one_engine_only_is_noticed(world, monkeypatch, name):
    """The compiled ensemble keeps the rule as it was; the agents get it a little larger."""
    module, function = name.split(".")
    home = importlib.import_module(f"model.rules.{module}")
    original = getattr(home, function)
    changed = (
        (lambda *given: (original(*given) + 1) % 3)
        if function == "blamed"
        else (lambda *given: 1.3 * original(*given) + 0.2)
    )
    monkeypatch.setattr(home, function, changed)
    strong = {"own_attribution": 0.7, "trace_rate": 1.0, "shame": 1.0}  # else their rules hardly ever decide anything
    lively = replace(world(), parameters=world().parameters._replace(**strong))
    assert any(first_difference(*told(lively, replicate)) for replicate in range(8)), name
