"""What is compiled is kept in a folder of one's own or not at all, and a file is loaded only as it was written."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import numba
import pytest

from model import compile_cache
from model.compile_cache import SealedCache, source_hash

ROOT_ONLY = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")


@pytest.fixture
def found(tmp_path, monkeypatch):
    """The cache that would be used, with a home and a temporary directory in `tmp_path`."""
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "tmp").mkdir(mode=0o1777)
    (tmp_path / "tmp").chmod(0o1777)
    monkeypatch.setattr(compile_cache.tempfile, "gettempdir", lambda: str(tmp_path / "tmp"))
    if sys.platform == "darwin":
        return lambda: (tmp_path / "home" / "Library" / "Caches", compile_cache.compile_cache.__wrapped__())
    return lambda: (tmp_path / "home" / ".cache", compile_cache.compile_cache.__wrapped__())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_cache_is_named_by_every_source_of_the_model(tmp_path, monkeypatch):
    monkeypatch.setattr(compile_cache, "__file__", str(tmp_path / "compile_cache.py"))
    (tmp_path / "rules").mkdir()
    names = set()
    for text in ("a = 1", "a = 2", "a = 1 "):
        (tmp_path / "rules" / "choice.py").write_text(text)
        names.add(source_hash.__wrapped__())
    assert len(names) == 3


@pytest.mark.parametrize("umask", [0o002, 0o022, 0o077])
def test_the_cache_lies_in_the_users_own_folder_and_is_private(umask, found):
    before = os.umask(umask)
    try:
        base, folder = found()
    finally:
        os.umask(before)
    assert folder == base / "targetshift" / source_hash()
    assert mode(folder) == mode(folder.parent) == 0o700


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a rule of Linux desktops")
@pytest.mark.parametrize("given", ["", "relative", "./x"])
def test_a_cache_home_that_is_no_full_path_is_ignored(given, found, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    base, folder = found()
    assert folder == base / "targetshift" / source_hash()


@pytest.mark.parametrize("home", ["", "/", "relative", "/proc/nowhere", None])
def test_without_a_home_there_is_a_private_folder_in_the_temporary_directory(home, found, tmp_path, monkeypatch):
    if home is None:
        monkeypatch.delenv("HOME")
        monkeypatch.setattr(compile_cache.Path, "home", missing)
    else:
        monkeypatch.setenv("HOME", home)
    folder = found()[1]
    assert folder == tmp_path / "tmp" / f"targetshift-{os.geteuid()}" / source_hash()
    assert mode(folder) == mode(folder.parent) == 0o700


def missing():
    raise RuntimeError("Could not determine home directory.")


def test_without_any_folder_there_is_no_cache_and_no_error(found, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", "")
    (tmp_path / "a file").write_text("")
    for place in (str(tmp_path / "a file"), str(tmp_path / "a file" / "below")):
        monkeypatch.setattr(compile_cache.tempfile, "gettempdir", lambda place=place: place)
        assert found()[1] is None
    monkeypatch.setattr(compile_cache.tempfile, "gettempdir", nowhere)
    assert found()[1] is None


def nowhere():
    raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")


def planted(place: Path, how: str, tmp_path: Path) -> None:
    """What somebody else may have put where the cache is looked for."""
    if how == "theirs":
        place.mkdir(parents=True)
        os.chown(place, 65534, 65534)
    elif how == "a link of theirs":
        (tmp_path / "mine").mkdir()
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(tmp_path / "mine")
        os.chown(place, 65534, 65534, follow_symlinks=False)
    elif how == "a link to theirs":
        (tmp_path / "theirs").mkdir()
        os.chown(tmp_path / "theirs", 65534, 65534)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(tmp_path / "theirs")
    elif how == "a file":
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("")
    else:
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o777)


@ROOT_ONLY
@pytest.mark.parametrize("how", ["theirs", "a link of theirs", "a link to theirs", "a file"])
@pytest.mark.parametrize("inner", [False, True])
def test_what_others_put_there_is_not_used(how, inner, found, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", "")
    base = tmp_path / "tmp" / "targetshift-0"
    planted(base / source_hash() if inner else base, how, tmp_path)
    assert found()[1] is None


def test_a_folder_that_others_may_write_is_not_used(found, tmp_path):
    base = found()[0]
    planted(base / "targetshift" / source_hash(), "everybody's", tmp_path)
    assert found()[1].is_relative_to(tmp_path / "tmp")


def test_an_outer_folder_that_others_may_write_is_closed_to_them(found):
    base = found()[0]
    (base / "targetshift" / source_hash()).rmdir()
    (base / "targetshift").chmod(0o775)
    assert found()[1] == base / "targetshift" / source_hash()
    assert mode(base / "targetshift") == 0o755


def test_a_place_where_anybody_could_put_another_folder_is_not_used(found, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", "")
    (tmp_path / "tmp").chmod(0o777)
    assert found()[1] is None


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A function that counts how often it was compiled: `kept()` compiles it, or takes it from the cache."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))

    def plus(x: float) -> float:
        return x + 1.0

    def compiled() -> int:
        compiler = numba.njit(plus)
        compiler._cache = SealedCache(plus)
        compiler.compile("f8(f8)")
        assert compiler(2.0) == 3.0
        return sum(compiler.stats.cache_misses.values())

    return compiled


def files(tmp_path: Path) -> list[Path]:
    return sorted(path for path in tmp_path.rglob("*") if path.suffix in (".nbi", ".nbc"))


def test_what_was_compiled_is_loaded(kept, tmp_path):
    assert (kept(), kept()) == (1, 0)
    assert [path.suffix for path in files(tmp_path)] == [".nbc", ".nbi"]


SPOILT = {
    "cut": lambda content: content[:-1],
    "empty": lambda _: b"",
    "a bit": lambda content: bytes([content[0] ^ 1]) + content[1:],
    "a bit of code": lambda content: content[:300] + bytes([content[300] ^ 4]) + content[301:],
    "a digest": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "longer": lambda content: content + b"\0",
    "a call": lambda _: b"cos\nsystem\n(S'false'\ntR.",
}


@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("suffix", [".nbi", ".nbc"])
def test_a_damaged_file_is_compiled_anew_and_replaced(how, suffix, kept, tmp_path):
    kept()
    file = next(path for path in files(tmp_path) if path.suffix == suffix)
    file.write_bytes(SPOILT[how](file.read_bytes().ljust(400, b"\0")))
    assert kept() == 1
    assert kept() == 0


def test_a_fifo_or_folder_in_the_place_of_a_file_only_costs_time(kept, tmp_path):
    kept()
    for file, make in zip(files(tmp_path), (os.mkfifo, os.mkdir), strict=True):
        file.unlink()
        make(file)
    assert kept() == 1


def test_a_file_of_another_function_is_not_loaded(kept, tmp_path):
    kept()
    file = next(path for path in files(tmp_path) if path.suffix == ".nbc")
    other = file.with_name(file.name.replace("plus", "minus"))
    file.rename(other)
    assert compile_cache._intact(other) is False
    other.rename(file)
    assert compile_cache._intact(file)


def test_a_full_disk_only_costs_time(kept, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert (kept(), kept()) == (1, 1)
