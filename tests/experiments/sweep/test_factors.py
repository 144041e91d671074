"""What `vary` may say, and what a design makes of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.setup.compose import composed, typed
from experiments.setup.world import world_of
from experiments.sweep import sampling
from experiments.sweep.design import Design, design_of
from experiments.sweep.factors import factors
from model.errors import ModelError
from model.numbers import paths

NUMBERS = frozenset({"parameters.feud", "parameters.risk_weight", "targets.us_base.risk"})


@pytest.fixture(scope="module")
def config() -> Any:
    return typed(composed(["estimate=prior"]))


def design(config: Any, vary: Any, **asked: Any) -> Design:
    words = {"design": "sobol", "samples": 8, "design_seed": 1, "file": None, **asked}
    return design_of(SimpleNamespace(**{**vars(config), **words, "vary": vary}), NUMBERS)  # type: ignore[arg-type]


def test_a_number_has_one_name_nested_or_dotted_with_value_or_without(config: Any) -> None:
    for vary in ({"parameters": {"feud": {"value": [1, 2]}}}, {"parameters.feud": [1, 2]}):
        (level,), spreads = factors(vary, config, NUMBERS)
        assert (level.key, level.values, spreads) == ("parameters.feud", (1, 2), [])


def test_a_range_a_log_range_and_a_prior_give_their_quantiles(config: Any) -> None:
    vary = {"parameters.feud": "1..3", "targets.us_base.risk": "0.01..1 log", "parameters.risk_weight": "prior"}
    _, spreads = factors(vary, config, NUMBERS)
    found = [one.at(np.array([0.0, 0.5, 1.0])) for one in spreads]
    assert found[0].tolist() == [1.0, 2.0, 3.0]
    assert found[1] == pytest.approx([0.01, 0.1, 1.0])
    scale = 5.0  # halfnormal(5): its median, and no further than four deviations
    assert found[2][1] == pytest.approx(0.67449 * scale, rel=1e-4)
    assert 0.0 < found[2][0] < 0.01
    assert 4.0 * scale < found[2][2] < 4.2 * scale


def test_free_is_every_number_that_has_a_prior_but_those_named_otherwise(config: Any) -> None:
    levels, spreads = factors({"free": "prior", "parameters.feud": [1]}, config, frozenset(paths(world_of(config))))
    assert [one.key for one in levels] == ["parameters.feud"]
    assert len(spreads) > 60
    assert "parameters.feud" not in {one.key for one in spreads}


@pytest.mark.parametrize(
    ("vary", "said"),
    [
        ({"parameters.feud": "4..0.5"}, "the first end below the second"),
        ({"parameters.feud": "0..4 log"}, "both ends above 0"),
        ({"parameters.feud": "1..x"}, "no range: write two numbers"),
        ({"parameters.feud": []}, "empty list"),
        ({"parameters.feud": [1, 1]}, "has 1 twice"),
        ({"parameters.feud": [[1]]}, "it must be a list of values"),
        ({"parameters.feud": [1], "parameters.feud.value": [2]}, "varied twice"),
        ({"mechanisms.rivalry": "0..1"}, "only numbers of parameters, targets and militias"),
        ({"targets.us_base.risk": "prior"}, "has none to sample"),
        ({"free": "all"}, "vary.free is 'all'"),
        ("prior", "give it by key"),
    ],
)
def test_what_is_no_form_is_refused_in_words(vary: Any, said: str, config: Any) -> None:
    with pytest.raises(ModelError, match=said):
        factors(vary, config, NUMBERS)


def test_lists_are_crossed_with_samples_and_worlds_are_outermost(config: Any) -> None:
    vary = {"parameters.risk_weight": "0..1", "parameters.feud": [1, 2], "scenario": ["a", "b"], "seed": [7]}
    found = design(config, vary)
    assert [dict(cell) for cell in found.cells] == [{"scenario": "a", "seed": 7}, {"scenario": "b", "seed": 7}]
    assert found.cell.tolist() == [0] * 16 + [1] * 16
    assert found.paths == ("parameters.feud", "parameters.risk_weight")
    assert found.values[:, 0].tolist() == ([1.0] * 8 + [2.0] * 8) * 2
    assert np.array_equal(found.values[:8, 1], found.values[8:16, 1])


def test_a_grid_is_every_combination(config: Any) -> None:
    found = design(config, {"parameters.feud": [1, 2], "targets.us_base.risk": [0.1, 0.2, 0.3]}, design="grid")
    assert sorted(map(tuple, found.values.tolist())) == [(a, b) for a in (1.0, 2.0) for b in (0.1, 0.2, 0.3)]


@pytest.mark.parametrize(
    ("vary", "asked", "said"),
    [
        ({"parameters.feud": "0..1"}, {"design": "grid"}, "samples nothing"),
        ({"parameters.feud": "0..1"}, {"samples": 0}, "samples is 0"),
        ({"parameters.feud": "0..1"}, {"samples": 10**8}, "at most 10000000"),
        ({"parameters.feud": "0..1"}, {"design_seed": -1}, "design_seed is -1"),
        ({"parameters.feud": ["high"]}, {"design": "grid"}, "takes numbers only"),
        ({"parameters.feud": [1]}, {"design": "sobl"}, "did you mean 'sobol'"),
        ({"parameters.feud": [1]}, {"file": "x.csv"}, "say design=file"),
        ({}, {}, "nothing is varied"),
    ],
)
def test_a_design_that_cannot_be_is_refused(vary: Any, asked: Any, said: str, config: Any) -> None:
    with pytest.raises(ModelError, match=said):
        design(config, vary, **asked)


@pytest.mark.parametrize("name", ["latin", "sobol"])
def test_points_lie_in_the_cube_one_in_every_stratum_and_the_same_for_a_seed(name: str) -> None:
    found = sampling.points(name, 16, 3, 5)
    assert np.array_equal(found, sampling.points(name, 16, 3, 5))
    assert not np.array_equal(found, sampling.points(name, 16, 3, 6))
    assert all(sorted(np.floor(16 * column).astype(int)) == list(range(16)) for column in found.T)


@pytest.mark.parametrize("name", sampling.CONTINUED)
def test_a_longer_sequence_begins_with_the_shorter(name: str) -> None:
    assert np.array_equal(sampling.points(name, 37, 4, 2)[:11], sampling.points(name, 11, 4, 2))


def test_morris_without_its_package_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "SALib.sample", None)
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(ModelError, match="needs the package SALib"):
        sampling.points("morris", 4, 3, 1)


def test_morris_moves_one_number_at_a_time() -> None:
    pytest.importorskip("SALib")
    found = sampling.points("morris", 5, 3, 1)
    assert found.shape == (20, 3)
    for trajectory in found.reshape(5, 4, 3):
        assert (np.count_nonzero(np.diff(trajectory, axis=0), axis=1) == 1).all()
