"""What two machines stored of one run is compared file by file: a table that differs, or that one has not, is named."""

from __future__ import annotations

import shutil
from importlib import util
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from experiments.files.checkout import ROOT
from experiments.results.read import Result

_spec = util.spec_from_file_location("compare", ROOT / "tests" / "machines" / "compare.py")
assert _spec is not None
assert _spec.loader is not None
compare = util.module_from_spec(_spec)
_spec.loader.exec_module(compare)


def test_the_same_is_the_same_whatever_is_told_of_the_machine(
    result: Result, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path(shutil.copytree(result.folder, tmp_path / "there" / result.folder.name))
    (other / "figures").mkdir()
    events = pq.read_table(other / "events.parquet")
    pq.write_table(events, other / "events.parquet", compression="none")
    assert list(compare.differences(result.folder, other)) == []
    assert compare.main(result.folder, result.folder) == 0
    assert f"{events.num_rows:,} events" in capsys.readouterr().out


def test_what_differs_is_named(result: Result, tmp_path: Path) -> None:
    other = Path(shutil.copytree(result.folder, tmp_path / "there" / result.folder.name))
    events = pq.read_table(other / "events.parquet")
    pq.write_table(events.slice(1), other / "events.parquet")
    (other / "scores.csv").write_bytes((other / "scores.csv").read_bytes() + b"\n")
    (other / "years.csv").unlink()
    assert list(compare.differences(result.folder, other)) == [
        "events.parquet differs", "scores.csv differs", "years.csv is in one of them only",
    ]  # fmt: skip
