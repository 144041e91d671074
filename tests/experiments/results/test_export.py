"""Events and weeks as CSV: the same rows as in Parquet, read by pandas as what they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.results.export import exported
from experiments.results.read import Result
from model.errors import ModelError

Call = Callable[..., Any]


@pytest.mark.parametrize(("name", "day"), [("events", "date"), ("weekly", "week_start")])
def test_the_csv_holds_what_the_parquet_holds(name: str, day: str, result: Result) -> None:
    read = pd.read_csv(exported(result) / f"{name}.csv", parse_dates=[day])
    stored = pd.read_parquet(result.folder / f"{name}.parquet")
    assert read[day].dtype.kind == stored[day].dtype.kind == "M"
    assert list(read.columns) == list(stored.columns)
    assert (read[day] == stored[day]).all()
    for column in stored.columns.drop(day):
        here, there = (frame[column].astype(object).where(frame[column].notna(), None) for frame in (read, stored))
        assert here.tolist() == there.tolist(), column


def test_it_is_written_on_request_and_once(call: Call, tmp_path: Path) -> None:
    run = ("run", "replicates=3", "figures=false", "estimate=prior")
    assert "CSV in" not in call(*run).out
    said = call(*run, "format=csv").out
    folder = next((tmp_path / "results").iterdir()) / "csv"
    assert f"Events and weeks as CSV in results/{folder.parent.name}/csv" in said
    before = (folder / "events.csv").stat().st_mtime_ns
    call(*run, "format=csv")
    assert (folder / "events.csv").stat().st_mtime_ns == before


def test_a_spoilt_result_is_not_exported(result: Result) -> None:
    (result.folder / "weekly.parquet").write_bytes(b"PAR1")
    with pytest.raises(ModelError, match=r"weekly.parquet cannot be read"):
        exported(result)
    assert not (result.folder / "csv").exists()


def test_another_format_is_refused(refused: Call) -> None:
    assert "csv" in refused("run", "format=cvs").err
