"""Where compiled rules are kept: in a folder that only its owner can write, each file with a digest behind it.

What is loaded from here runs as our own code, so a folder that others can write is not used, and a file that is not
as it was written is compiled anew.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numba
from numba.core.caching import FunctionCache, IndexDataCacheFile
from numba.core.typeinfer import register_dispatcher

DIGEST = hashlib.sha256().digest_size
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


@cache
def source_hash() -> str:
    """SHA-256 (first 16 hex digits) of every Python source under model/."""
    digest = hashlib.sha256()
    for path in sorted(path for path in Path(__file__).parent.rglob("*.py") if not path.name.startswith(".")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def user_cache() -> Path | None:
    """The user's own cache folder for this project; None where there is no home."""
    try:
        home = Path.home()
    except RuntimeError:  # neither HOME nor an entry for this user
        return None
    if home == home.parent:  # HOME is / or empty
        return None
    if sys.platform == "darwin":
        base = home / "Library" / "Caches"
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home))
    else:
        given = Path(os.environ.get("XDG_CACHE_HOME", ""))
        base = given if given.is_absolute() else home / ".cache"
    return base / "targetshift" if base.is_absolute() else None


def temporary_cache() -> Path | None:
    """A folder of the user's own in the temporary directory; None where there is none."""
    with suppress(OSError):
        return Path(tempfile.gettempdir()) / f"targetshift-{_user()}"
    return None


@cache
def compile_cache() -> Path | None:
    """Where compiled rules are kept, or None when there is no folder of one's own: that only costs time."""
    for place in (user_cache, temporary_cache):
        base = place()
        folder = base and base / source_hash()
        with suppress(OSError):
            if base and folder and _own(base, mend=True) and _own(folder) and _writable(folder):
                return folder
    return None


def _own(folder: Path, mend: bool = False) -> bool:
    """Whether nobody else can write in a folder, which is made if need be; `mend` takes the right from others first.

    Mending is for the outer folder alone: whatever others left in it is not theirs to have believed.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    around = folder.parent.stat().st_mode
    if around & stat.S_IWOTH and not around & stat.S_ISVTX:  # anybody could put another folder in its place
        return False
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    info = folder.stat()
    if not stat.S_ISDIR(info.st_mode) or {info.st_uid, folder.lstat().st_uid} != {_user()}:
        return False
    if mend and info.st_mode & OTHERS_WRITE:
        folder.chmod(stat.S_IMODE(info.st_mode) & ~OTHERS_WRITE)
    return not folder.stat().st_mode & OTHERS_WRITE


def _user() -> int:
    return os.geteuid() if hasattr(os, "geteuid") else 0  # Windows gives every file the owner 0


def _writable(folder: Path) -> bool:
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"\0" * 4096)
    return True


def keep(compiler: Any, signature: tuple[str, ...]) -> None:
    """Have what a compiler makes kept, and compile for the given types now and for no others later.

    It is what numba does for `cache=True`, in the same order, but sealed. Without types it compiles when first called.
    """
    folder = compile_cache()
    if folder is not None:
        numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]  # a setting that numba defines at run time
        compiler._cache = SealedCache(compiler.py_func)
    with register_dispatcher(compiler):
        for one in signature:
            compiler.compile(one)
    if signature:
        compiler.disable_compile()


class SealedCache(FunctionCache):
    """Numba's cache of a function; what cannot be stored only costs time."""

    def __init__(self, function: Any) -> None:
        super().__init__(function)
        plain = self._cache_file
        self._cache_file = SealedFile(self._cache_path, self._impl.filename_base, plain._source_stamp)

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep what was compiled, where the disk has room."""
        with suppress(OSError):
            super().save_overload(signature, compiled)


class SealedFile(IndexDataCacheFile):
    """Numba's files for a function; a damaged one counts as missing, and is written anew."""

    def _load_index(self) -> Any:
        return super()._load_index() if _intact(Path(self._index_path)) else {}

    def _load_data(self, name: str) -> Any:
        if not _intact(Path(self._data_path(name))):
            raise FileNotFoundError(name)  # as if it had been removed: numba compiles then
        return super()._load_data(name)

    @contextmanager
    def _open_for_write(self, filepath: str) -> Iterator[BinaryIO]:
        content = BytesIO()
        yield content
        with super()._open_for_write(filepath) as file:
            file.write(content.getvalue() + _seal(Path(filepath), content.getvalue()))


def _intact(path: Path) -> bool:
    """Whether a file is as it was written, and where: its digest stands behind it, where a reader of pickles stops."""
    try:
        content = path.read_bytes() if path.is_file() else b""
    except OSError:
        return False
    return _seal(path, content[:-DIGEST]) == content[-DIGEST:]


def _seal(path: Path, content: bytes) -> bytes:
    return hashlib.sha256(f"{path.parent.name}/{path.name}\0".encode() + content).digest()
