"""Sets of numbers by path: played as the worlds that have them, refused when no world could."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.setup import world as setup
from experiments.setup.compose import composed, typed
from experiments.simulate import campaigns, simulate, tallies, weekly
from model.detection import Sight
from model.ensemble.runs import BLOCK
from model.errors import ModelError
from model.events import COLUMNS
from model.lens import Lens
from model.numbers import Sets, changed, numbers, paths


@pytest.fixture(scope="module")
def config():
    return typed(composed(["estimate=prior"]))


@pytest.fixture(scope="module")
def without_rivalry():
    return typed(composed(["estimate=prior", "mechanisms.rivalry=false"]))


def drawn(config, number: int) -> Sets:
    """Sets of all free numbers, each at random within the middle of its prior."""
    dice = np.random.default_rng(8)
    return Sets.of(
        {path: prior.quantiles(dice.uniform(0.1, 0.9, number)) for path, prior in setup.free(config).items()}
    )


@pytest.fixture(scope="module")
def free(config) -> Sets:
    return drawn(config, 7)


def table(log) -> np.ndarray:
    return np.column_stack([log[name] for name in COLUMNS]).astype(np.int64)


def test_parameters_targets_and_militias_have_free_numbers(free):
    assert {path.split(".")[0] for path in free.paths} == {"parameters", "targets", "militias"}
    assert len(free.paths) > 60


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("own_dice", [False, True])
def test_sets_of_all_free_numbers_play_as_their_worlds(world, free, workers, own_dice):
    log, runs = simulate(world(), 3, workers=workers, sets=free, own_dice=own_dice)
    counts = tallies(world(), 3, np.copy, free, workers, own_dice=own_dice)
    statistics = weekly(world(), 3, workers, sets=free, own_dice=own_dice)
    assert len(counts) == len(statistics.total) == len(free)
    for number in range(len(free)):
        one, until = free.world(world(), number), 3 * (number + 1) if own_dice else 3
        alone, played = simulate(one, until)
        assert np.array_equal(table(log)[runs // 3 == number], table(alone)[played >= until - 3])
        assert np.array_equal(counts[number], tallies(one, until, np.copy)[0, until - 3 :])
        assert np.array_equal(statistics.total[number], counts[number].sum(0))
        assert np.array_equal(statistics.squares[number], (counts[number].astype(np.int64) ** 2).sum(0))


def test_threads_keep_their_numbers_apart(world, config):
    sets = drawn(config, 5 * BLOCK + 1)
    alone = tallies(world(), 1, np.copy, sets, workers=1)
    assert np.array_equal(tallies(world(), 1, np.copy, sets, workers=3), alone)
    assert np.array_equal(weekly(world(), 1, 3, sets=sets).total, alone[:, 0])


def test_more_sets_than_a_block_has_runs_change_nothing(small_world):
    appeals = np.linspace(-3.0, 0.0, 2 * BLOCK + 9)
    counts = tallies(small_world, 1, np.copy, {"targets.us_base.appeal": appeals}, workers=2)
    for number in (0, BLOCK - 1, BLOCK, len(appeals) - 1):
        alone = changed(small_world, {"targets.us_base.appeal": float(appeals[number])})
        assert np.array_equal(counts[number], tallies(alone, 1, np.copy)[0])
    by_hand = Sets(("targets.us_base.appeal",), appeals[:, None])
    assert np.array_equal(tallies(small_world, 1, np.copy, by_hand), counts)


def test_the_theatre_plays_sets_as_the_ensemble_does(small_world):
    sets = {"parameters.risk_weight": [0.0, 3.0], "militias.KH.compliance": [0.1, 0.9]}
    for own_dice in (False, True):
        found = [
            simulate(small_world, 2, engine, 1, sets=sets, own_dice=own_dice) for engine in ("theatre", "ensemble")
        ]
        assert np.array_equal(table(found[0][0]), table(found[1][0]))
        assert np.array_equal(found[0][1], found[1][1])


def test_a_lens_sees_a_set_as_it_sees_its_world(small_world):
    sets = Sets.of({"targets.us_base.appeal": [-2.0, 0.0], "targets.us_base.harm": [0.0, 1.0]})
    lenses = {"half": Lens("half", (Sight("us_base", small_world.clock.start, None, 0.5),), claimed_only=False)}
    log, runs = simulate(small_world, 4, sets=sets)
    both = campaigns(small_world, lenses, log, runs, 8, dice=runs % 4)["half"].columns["seen"]
    for number in range(2):
        alone = campaigns(small_world, lenses, *simulate(sets.world(small_world, number), 4), 4)["half"]
        assert np.array_equal(both[runs // 4 == number], alone.columns["seen"])
        assert 0 < alone.columns["seen"].sum() < len(alone.columns["seen"])


def test_a_number_is_changed_at_its_path_and_nothing_else_is(world):
    before = numbers(world())
    for place, path in enumerate(paths(world())):
        found = numbers(changed(world(), {path: 0.123}))
        assert found[place] == 0.123, path
        assert np.array_equal(np.delete(found, place), np.delete(before, place)), path


REFUSED = {
    "a misspelt parameter": ({"parameters.fued": [1.0]}, r"'parameters.fued' does not exist.*mean 'parameters.feud'\?"),
    "a misspelt target": ({"targets.us_bse.appeal": [1.0]}, r"mean 'targets.us_base.appeal'\?"),
    "what is no number": ({"targets.us_base.means": [1.0]}, r"'targets.us_base.means' does not exist; did you mean"),
    "not a number": (
        {"parameters.feud": [1.0, np.nan]},
        r"'parameters.feud' is nan in set 1 .*its range allows 0 to 100",
    ),
    "an infinite number": ({"parameters.feud": [np.inf]}, r"'parameters.feud' is inf in set 0 "),
    "a share above one": ({"targets.us_base.harm": [0.5, 1.5]}, r"'targets.us_base.harm' is 1.5 in set 1 .*0 to 1"),
    "a share below zero": ({"militias.KH.compliance": [-0.5]}, r"'militias.KH.compliance' is -0.5 in set 0 "),
    "no attribution": ({"parameters.own_attribution": [0.0]}, r"'parameters.own_attribution' is 0.0 .*1e-06 to 1"),
    "one value too few": (
        {"parameters.feud": [1.0, 2.0], "parameters.aim": [1.0]},
        r"'parameters.aim' has 1 values but 'parameters.feud' has 2",
    ),
    "words": ({"parameters.feud": ["strong"]}, r"'parameters.feud' has the values \['strong'\]: give numbers only"),
    "a number for all": ({"parameters.feud": 1.0}, r"'parameters.feud' has the values 1.0: give a list"),
    "a list of lists": ({"parameters.feud": [[1.0]]}, r"'parameters.feud' .*give a list"),
    "no values": ({"parameters.feud": []}, "sets of numbers are empty"),
    "no paths": ({}, "sets of numbers are empty"),
}


@pytest.mark.parametrize(("sets", "told"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("engine", ["ensemble", "theatre"])
def test_sets_that_no_world_could_have_are_refused(small_world, sets, told, engine):
    with pytest.raises(ModelError, match=told):
        simulate(small_world, 2, engine, sets=sets)
    with pytest.raises(ModelError, match=told):
        tallies(small_world, 2, np.copy, sets)
    with pytest.raises(ModelError, match=told):
        weekly(small_world, 2, sets=sets)


def test_sets_that_do_not_fit_their_paths_are_refused():
    with pytest.raises(ModelError, match=r"shape \(2, 3\).*2 paths"):
        Sets(("parameters.feud", "parameters.aim"), np.zeros((2, 3)))
    with pytest.raises(ModelError, match=r"'parameters.feud' is given twice"):
        Sets(("parameters.feud", "parameters.feud"), np.zeros((2, 2)))


def test_no_replicates_are_refused(small_world):
    with pytest.raises(ModelError, match=r"0 replicates.*1 or more"):
        tallies(small_world, 0, np.copy)


def test_sets_within_their_priors_are_taken_as_they_are(config, free):
    assert setup.sets_of(config, free) is free
    assert setup.sets_of(config, {"targets.us_base.risk": [7.0]}).values == 7.0, "it has no prior"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"parameters.feud": [1.0, -1.0]}, r"'parameters.feud' is -1.0 in set 1 .*prior 'halfnormal' allows 0 to inf"),
        ({"targets.us_base.harm": [1.5]}, r"'targets.us_base.harm' is 1.5 .*prior 'beta' allows 0 to 1"),
        ({"targets.us_base.appeal": [np.nan]}, r"is nan in set 0 .*prior 'normal' allows any finite number"),
        ({"parameters.outbid": [0.0, 1.0]}, r"is 1.0 in set 1 .*mechanism 'rivalry', which is off, allows 0 to 0"),
    ],
)
def test_sets_outside_their_priors_are_refused(without_rivalry, values, told):
    with pytest.raises(ModelError, match=told):
        setup.sets_of(without_rivalry, values)
