"""Configs of one's own: the baseline to change, and folders of files."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest

from experiments.setup.compose import composed, typed
from experiments.setup.schema import Config

HEAD = "# @package _global_\nscenario_name: mine\n"


@cache
def _shipped() -> Config:
    return typed(composed(["estimate=prior"]))


@pytest.fixture
def config() -> Config:
    """The baseline at its start values, to change."""
    return deepcopy(_shipped())


@pytest.fixture
def files(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """`files({"scenario/mine.yaml": text})`: a config folder of one's own."""

    def written(texts: dict[str, str]) -> Path:
        for name, text in texts.items():
            file = tmp_path / "own" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path / "own"

    return written


@pytest.fixture
def mine(files: Callable[[dict[str, str]], Path]) -> Callable[..., Config]:
    """`mine(yaml, "seed=1")`: the typed config of a scenario of one's own."""

    def read(text: str, *words: str) -> Config:
        return typed(composed(["scenario=mine", "estimate=prior", *words], files({"scenario/mine.yaml": HEAD + text})))

    return read
