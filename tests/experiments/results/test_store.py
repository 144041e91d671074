"""Results are written whole or not at all, never twice, and read only when they are as they were written."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiments.results.read import Result
from experiments.results.store import Store
from model.errors import ModelError

Call = Callable[..., Any]
RUN = ("run", "replicates=3", "figures=false", "estimate=prior")
FILES = ("events.parquet", "patterns.csv", "phases.csv", "provenance.json", "weekly.parquet", "years.csv")


def write(folder: Path) -> None:
    (folder / "a.csv").write_text("a\n", encoding="utf-8")


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_result_appears_under_its_name_with_nothing_beside_it(tmp_path: Path) -> None:
    assert Store(tmp_path / "deep" / "results").keep("one", write) == tmp_path / "deep" / "results" / "one"
    assert [path.name for path in (tmp_path / "deep" / "results").iterdir()] == ["one"]


def test_a_result_is_never_overwritten(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep("one", write)
    store.keep("one", lambda folder: (folder / "b.csv").write_text("b\n", encoding="utf-8") and None)
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["one", "a.csv"]


@pytest.mark.parametrize("stop", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt(), ValueError("ours")])
def test_whatever_stops_it_nothing_is_left(tmp_path: Path, stop: BaseException) -> None:
    def stopped(folder: Path) -> None:
        write(folder)
        raise stop

    with pytest.raises((ModelError, KeyboardInterrupt, ValueError)):
        Store(tmp_path).keep("one", stopped)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "where", ["experiments.results.parquet.pq.write_table", "os.fsync", "experiments.results.write.write_table"]
)
def test_a_full_disk_ends_in_one_line(where: str, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, full)
    ended = call(*RUN)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert "'results' cannot be written: No space left on device" in ended.err
    assert list((tmp_path / "results").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named_before_anything_is_played(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "results").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr("experiments.results.obtain.simulate", lambda *_: pytest.fail("played"))
    ended = call(*RUN)
    assert ended.code == 2
    assert "'results' cannot be written: File exists" in ended.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write(call: Call, tmp_path: Path) -> None:
    (tmp_path / "results").mkdir(mode=0o500)
    assert "Permission denied" in call(*RUN).err


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("spoil", ["truncated", "gone", "other"])
def test_a_spoilt_result_is_refused(name: str, spoil: str, result: Result) -> None:
    file = result.folder / name
    content = file.read_bytes()
    if spoil == "gone":
        file.unlink()
    else:
        file.write_bytes(content[: len(content) // 2] if spoil == "truncated" else b"nonsense")
    with pytest.raises(ModelError, match=f"{name} cannot be read"):
        assert result.campaigns()


def test_a_spoilt_result_ends_the_app_in_one_line(result: Result, call: Call) -> None:
    (result.folder / "events.parquet").write_bytes(b"PAR1")
    ended = call("plot", f"run={result.folder}")
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert "events.parquet cannot be read" in ended.err
    assert not (result.folder / "figures").exists()


def test_parquet_that_was_sealed_but_is_none(result: Result) -> None:
    from experiments.results.provenance import file_hash

    file = result.folder / "events.parquet"
    file.write_bytes(b"PAR1" * 9)
    about = json.loads((result.folder / "provenance.json").read_text(encoding="utf-8"))
    about["files"]["events.parquet"] = file_hash(file)
    (result.folder / "provenance.json").write_text(json.dumps(about), encoding="utf-8")
    with pytest.raises(ModelError, match=r"events.parquet cannot be read"):
        result.campaigns()


def test_a_result_that_is_not_there_is_asked_for_by_its_nearest_name(result: Result, call: Call) -> None:
    near = call("plot", f"run={result.folder.parent / 'baselin'}")
    assert (near.code, f"did you mean run={result.folder}?" in near.err) == (2, True)
