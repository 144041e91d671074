"""Worlds for a notebook: from one's own folder, in the words of the command line, in anybody's Hydra app."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import hydra
import pytest
from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.version import VersionBase

from experiments.setup.compose import composed, world
from model.errors import ModelError

MINE = "# @package _global_\nscenario_name: mine\nseed: 77\n"


def test_a_scenario_in_a_folder_of_ones_own(own: Callable[[str], str]) -> None:
    folder = own(MINE)
    assert world("scenario=mine", config_dir=folder).seed == 77
    assert world("scenario=mine", config_dir=Path(folder)).seed == 77


def test_a_folder_whose_name_has_blanks_and_commas(own: Callable[[str], str]) -> None:
    strange = Path(own(MINE)).rename(Path(own(MINE)).parent / "mine, and yours")
    assert world("scenario=mine", config_dir=strange).seed == 77


@pytest.mark.parametrize(
    ("overrides", "line"),
    [
        (("scenario=no_trucce",), r"scenario has no option 'no_trucce'; did you mean 'no_truce'\?"),
        (("mechanisms.rivalri=false",), r"'mechanisms.rivalri' is no key; did you mean 'mechanisms.rivalry'\?"),
        (("seed=soon",), r"'seed' is 'soon': it must be a whole number"),
        (("clock.start=2019-06-04",), r"2019-06-04 is no Monday"),
    ],
)
def test_it_complains_as_the_command_line_does(overrides: tuple[str, ...], line: str) -> None:
    with pytest.raises(ModelError, match=line):
        world(*overrides)


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(ModelError, match="config_dir 'nowhere' is no folder"):
        world("scenario=mine", config_dir="nowhere")


def test_somebody_elses_hydra_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "theirs.yaml").write_text("x: 1\n", encoding="utf-8")
    ConfigStore.instance().store(group="schema", name="run", node={"theirs": True})
    try:
        with initialize_config_dir(str(tmp_path), version_base=None):
            before = GlobalHydra.instance(), VersionBase.instance().getbase()
            assert world("estimate=prior").seed
            assert (GlobalHydra.instance(), VersionBase.instance().getbase()) == before
            assert compose("theirs").x == 1
        assert ConfigStore.instance().load("schema/run.yaml").node == {"theirs": True}
    finally:
        del ConfigStore.instance().repo["schema"]


def test_somebody_elses_hydra_stays_as_it_was_when_ours_complains(tmp_path: Path) -> None:
    (tmp_path / "theirs.yaml").write_text("x: 1\n", encoding="utf-8")
    with initialize_config_dir(str(tmp_path), version_base=None):
        with pytest.raises(ModelError):
            world("scenario=no_trucce")
        assert hydra.compose("theirs").x == 1


def test_composing_twice_gives_the_same() -> None:
    assert composed(["seed=5"]) == composed(["seed=5"])
