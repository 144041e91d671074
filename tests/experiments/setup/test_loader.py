"""What is kept from one composition to the next changes none: a config is what plain Hydra makes of the same words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hydra._internal.config_loader_impl import ConfigLoaderImpl
from omegaconf import Container, DictConfig

from experiments.setup import compose, loader
from experiments.setup.compose import composed
from experiments.setup.trail import TRAIL

HEAD = "# @package _global_\nscenario_name: mine\n"
Files = Callable[[dict[str, str]], Path]


def told(node: Any, path: str = "") -> Iterator[tuple[Any, ...]]:
    """All that a config knows of itself: names, types, flags and values, in order."""
    content, about = node.__dict__["_content"] if isinstance(node, Container) else None, node._metadata
    value = node._value() if content is None or isinstance(content, str) else type(content)
    yield path, type(node), about.ref_type, about.object_type, about.optional, about.key, about.flags, value
    for name, inner in content.items() if isinstance(content, dict) else enumerate(content or ()):
        assert inner._parent is node
        yield from told(inner, f"{path}.{name}")


def plain(words: list[str], own: Path | None = None) -> DictConfig:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compose, "Loader", ConfigLoaderImpl)
        return composed(words, own)


SAID = (
    ["seed=5", "~timeline.spells.truce"],
    ["estimate=prior", "parameters.aim.value=0.3"],
    ["scenario=no_truce", "estimate=prior"],
    ["scenario=mine"],
)


def test_it_composes_what_plain_hydra_does_from_the_same_files(files: Files) -> None:
    own = files({"scenario/mine.yaml": f"{HEAD}brands: {{Raba Allah: null}}\nparameters: {{aim: {{value: 0.4}}}}\n"})
    for words in (*SAID, SAID[0]):  # made; then kept, with the words of others in between
        ours, trail = composed(words, own), list(TRAIL.files)
        assert list(told(ours)) == list(told(plain(words, own)))
        assert trail == TRAIL.files


def test_words_leave_nothing_behind() -> None:
    before = list(told(composed()))
    composed(["seed=77", "militias.KH=null", "~timeline.spells.truce", "targets.us_base.risk=0.5"])
    assert list(told(composed())) == before


def test_what_is_done_to_a_config_leaves_nothing_behind() -> None:
    before = list(told(composed()))
    config = composed()
    config.militias.KH.slots = 99
    config._set_flag("readonly", True)
    config.targets._set_flag("struct", False)
    assert list(told(composed())) == before


def test_an_edit_shows_though_neither_size_nor_time_of_the_file_does(files: Files) -> None:
    own = files({"scenario/mine.yaml": f"{HEAD}seed: 11\n"})
    file = own / "scenario" / "mine.yaml"
    was = file.stat()
    assert composed(["scenario=mine"], own).seed == 11
    file.write_text(f"{HEAD}seed: 12\n", encoding="utf-8")
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert composed(["scenario=mine"], own).seed == 12


def test_a_file_is_refused_though_it_was_good_before(files: Files) -> None:
    own = files({"scenario/mine.yaml": f"{HEAD}seed: 11\n"})
    composed(["scenario=mine"], own)
    files({"scenario/mine.yaml": f"{HEAD}seed: 0x11\n"})
    with pytest.raises(Exception, match="0x11"):
        composed(["scenario=mine"], own)


def test_another_schema_of_the_same_name_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "scenarios" not in list(composed())
    monkeypatch.setitem(compose._schemas(), "run.yaml", compose._schemas()["compare.yaml"])
    assert "scenarios" in list(composed())
    monkeypatch.undo()
    assert "scenarios" not in list(composed())


def test_not_more_is_kept_than_memory_bears() -> None:
    made, kept = [], loader.Kept[int](2)
    for key in (1, 2, 1, 3, 1, 2):
        kept.of(key, lambda key=key: made.append(key) or key)
    assert made == [1, 2, 3, 2]
    assert list(kept.values) == [1, 2]
