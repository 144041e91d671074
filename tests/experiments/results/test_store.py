"""Results are written whole or not at all, never twice, and read only when they are as they were written."""

from __future__ import annotations

import errno
import os
import resource
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from experiments.results import look_log, provenance
from experiments.results.read import Result
from experiments.results.request import request
from experiments.results.store import Store, replace_folder
from experiments.results.write import size
from experiments.setup import compose
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


@pytest.mark.parametrize("rights", [0o500, 0o000, 0o100])
def test_a_folder_without_the_right_to_write_is_named_before_anything_is_played(rights: int, tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results").chmod(rights)
    with pytest.raises(ModelError, match="results' cannot be written: Permission denied"):
        as_nobody(lambda: Store.at(tmp_path / "results").check(), tmp_path)


def as_nobody(what: Callable[[], Any], root: Path, group: int | None = None) -> Any:
    """Do something as another user, where we are root; else as ourselves."""
    if os.geteuid() != 0:
        return what()
    for folder in (root, *root.parents):
        if folder != Path("/tmp") and folder.is_dir() and folder.stat().st_uid == 0 and folder.parent != folder:
            folder.chmod(folder.stat().st_mode | 0o011)
    os.setgroups([] if group is None else [group])
    os.setegid(65534)
    os.seteuid(65534)
    try:
        return what()
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups([0])


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    """Sets the umask, for the test alone."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mask", [0o002, 0o022, 0o027, 0o077])
def test_a_stored_result_has_the_rights_that_the_umask_gives(
    mask: int, umask: Callable[[int], int], call: Call, tmp_path: Path
) -> None:
    umask(mask)
    root = tmp_path / "results"
    assert call("run", "replicates=1", "estimate=prior", "figures=false").code == 0
    look_log.add(root, [look_log.Look("now", "run", "one", "e", "phase3", "x", None)])
    replace_folder(next(root.glob("baseline-*")) / "figures", write)
    folders = [path for path in (root, *root.rglob("*")) if path.is_dir()]
    files = [path for path in root.rglob("*") if path.is_file()]
    assert {rights(folder) for folder in folders} == {0o777 & ~mask}
    assert {rights(file) for file in files} == {0o666 & ~mask}
    assert len(folders) == 3
    assert len(files) > 10


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")
@pytest.mark.parametrize(("mask", "may"), [(0o002, True), (0o007, True), (0o022, False), (0o077, False)])
def test_a_second_user_of_a_group_folder_may_write_where_the_first_ones_umask_lets_him(
    mask: int, may: bool, umask: Callable[[int], int], tmp_path: Path
) -> None:
    group, root = 4321, tmp_path / "shared" / "results"
    (tmp_path / "shared").mkdir()
    os.chown(tmp_path / "shared", 0, group)
    (tmp_path / "shared").chmod(0o2775)
    umask(mask)
    Store(root).keep("one", write)
    look = look_log.Look("now", "run", "one", "e", "phase3", "x", None)
    look_log.add(root, [look])

    def second() -> int:
        Store.at(root).check(10_000)
        look_log.check(root)
        Store.at(root).keep("two", write)
        return len(look_log.add(root, [look]).looks)

    if may:
        assert as_nobody(second, tmp_path, group) == 2
    else:
        with pytest.raises(ModelError, match="results' cannot be written: Permission denied"):
            as_nobody(second, tmp_path, group)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")
def test_a_ledger_that_only_its_owner_may_write_is_named_before_anything_is_played(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    (tmp_path / look_log.FILE).touch(0o644)
    with pytest.raises(ModelError, match=r"ledger.jsonl' cannot be written: Permission denied"):
        as_nobody(lambda: look_log.check(tmp_path), tmp_path)


@pytest.mark.parametrize("kind", ["fifo", "folder", "huge"])
def test_a_ledger_that_is_none_is_named_at_once(kind: str, tmp_path: Path) -> None:
    ledger = tmp_path / look_log.FILE
    if kind == "fifo":
        os.mkfifo(ledger)
    elif kind == "folder":
        ledger.mkdir()
    else:
        with ledger.open("wb") as file:
            file.truncate(10**12)
    with pytest.raises(ModelError, match=r"ledger.jsonl' cannot be written"):
        look_log.check(tmp_path)


def test_held_out_scores_are_played_only_where_a_look_can_be_written_down(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "results" / look_log.FILE).mkdir(parents=True)
    monkeypatch.setattr("experiments.results.obtain.simulate", lambda *_: pytest.fail("played"))
    for app in ("run", "compare"):
        ended = call(app, "replicates=3", "estimate=first_without_phase3")
        assert (ended.code, ended.err.count("\n"), "ledger.jsonl' cannot be written" in ended.err) == (2, 1, True)


def test_what_bears_the_name_of_a_result_and_is_none_is_named_before_anything_is_played(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experiments.results.obtain.simulate", lambda *_: pytest.fail("played"))
    monkeypatch.setattr("experiments.results.request.Request.name", "baseline-0")
    (tmp_path / "results").mkdir()
    for make in (Path.touch, lambda path: path.symlink_to("nowhere")):
        make(tmp_path / "results" / "baseline-0")
        ended = call(*RUN)
        assert (ended.code, "'results/baseline-0' is in the way" in ended.err) == (2, True)
        (tmp_path / "results" / "baseline-0").unlink()


def test_a_disk_that_is_too_small_is_named_before_anything_is_played(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experiments.results.obtain.simulate", lambda *_: pytest.fail("played"))
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=6_000_000))
    for app, need in (("run", 6.2), ("compare", 12.4)):
        ended = call(app, "replicates=200", "figures=false", "estimate=prior")
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
        assert f"about {need:.1f} MB are needed, 6.0 MB are free" in ended.err
    assert list((tmp_path / "results").iterdir()) == []


def test_a_limit_that_the_free_space_does_not_show_is_found(tmp_path: Path) -> None:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limit[1]))
    try:
        with pytest.raises(ModelError, match=r"about 0.2 MB are needed, .* are free \(File too large\)"):
            Store(tmp_path).check(200_000)
        Store(tmp_path).check(50_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert list(tmp_path.iterdir()) == []


def test_the_room_asked_for_is_more_than_a_result_takes(result: Result) -> None:
    about = result.provenance
    weeks = request(compose.composed(["estimate=prior"])).world.clock.weeks
    taken = sum(file.stat().st_size for file in result.folder.iterdir())
    assert taken < size(about["replicates"] * weeks)
    per_week = sum((result.folder / name).stat().st_size for name in ("events.parquet", "weekly.parquet"))
    assert per_week < 0.75 * (size(about["replicates"] * weeks) - size(0))


def test_what_a_file_browser_hides_in_a_folder_is_not_part_of_a_result(tmp_path: Path, call: Call) -> None:
    real = provenance.write_provenance

    def beside(folder: Path, about: Any) -> None:
        (folder / ".DS_Store").touch()
        real(folder, about)
        (folder / ".DS_Store").unlink()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("experiments.results.write.write_provenance", beside)
        assert call(*RUN).code == 0
    (next((tmp_path / "results").glob("baseline-*")) / ".DS_Store").touch()
    assert "Read, not played again" in call(*RUN).out


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


def test_a_result_that_is_not_there_is_asked_for_by_its_nearest_name(result: Result, call: Call) -> None:
    near = call("plot", f"run={result.folder.parent / 'baselin'}")
    assert (near.code, f"did you mean run={result.folder}?" in near.err) == (2, True)
