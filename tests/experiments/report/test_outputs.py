"""The codebook is that of the row types, and says something of every column, key and file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.files.checkout import ROOT
from experiments.report.outputs import (
    CODINGS,
    COMPARISON,
    PROVENANCE,
    RECONCILIATION,
    RUN,
    SECTIONS,
    codebook,
    documented,
)
from experiments.results.comparison import compared
from experiments.results.parquet import EVENTS, WEEKS
from experiments.results.read import Result
from experiments.results.request import request
from experiments.setup import compose

KINDS = [kind for files in SECTIONS.values() for _, kind in files.values() if isinstance(kind, type)]


def test_the_codebook_is_as_the_row_types_say() -> None:
    assert (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8") == codebook(), "run `make docs`"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_column_is_documented(kind: Any) -> None:
    said = documented(kind)
    assert {one.name for one in fields(kind) if not said.get(one.name)} == set()


def test_every_file_of_a_run_and_every_key_is_in_the_codebook(result: Result) -> None:
    assert set(result.provenance["files"]) == set(RUN)
    assert set(result.provenance) <= set(PROVENANCE)


def test_every_file_of_a_comparison_is_in_the_codebook(tmp_path: Path) -> None:
    small = ["replicates=2", "estimate=prior", f"results={tmp_path}"]
    asked = [request(compose.composed([*small, f"scenario={name}"])) for name in ("baseline", "no_truce")]
    about = compared(asked)[0].provenance
    assert set(about["files"]) == set(COMPARISON)
    assert set(about) <= set(PROVENANCE)


def test_every_file_of_codings_is_in_the_codebook(call: Callable[..., Any], tmp_path: Path) -> None:
    assert (
        call("codings", "codings=2", "replicates=2", "figures=false", "estimate=prior", "clock.end=2019-12-29").code
        == 0
    )
    folder = next((tmp_path / "results").glob("codings-baseline-*"))
    assert {path.name for path in folder.iterdir()} - {"provenance.json"} == set(CODINGS)
    assert set(json.loads((folder / "provenance.json").read_text())) <= set(PROVENANCE)


def test_every_file_of_a_reconciliation_is_in_the_codebook(call: Callable[..., Any], tmp_path: Path) -> None:
    call("reconcile")
    found = {path.name for path in next((tmp_path / "results").glob("reconcile-*")).iterdir()}
    assert found - {"provenance.json"} == set(RECONCILIATION)


def test_every_column_of_the_parquet_files_is_in_the_codebook(result: Result) -> None:
    events, weekly = (pd.read_parquet(result.folder / f"{name}.parquet") for name in ("events", "weekly"))
    assert {name for name in events if not name.startswith("seen_")} == set(EVENTS) - {"seen_"}
    assert set(weekly) == set(WEEKS)
