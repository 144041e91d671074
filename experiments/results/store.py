"""The store of results: each in a folder named by what determines it, written whole or not at all, never again."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from model.errors import ModelError

TAKEN = (errno.EEXIST, errno.ENOTEMPTY)


@dataclass(frozen=True)
class Store:
    """The folder that holds results."""

    root: Path

    def folder(self, name: str) -> Path:
        """Where the result of that name is, or would be."""
        return self.root / name

    def holds(self, name: str) -> bool:
        """Whether the result is there."""
        return self.folder(name).is_dir()

    def check(self) -> None:
        """Raise ModelError when nothing can be written here: said before hours of work, not after."""
        with writing(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.root) as probe:
                probe.write(b"\0" * 4096)

    def keep(self, name: str, write: Callable[[Path], None]) -> Path:
        """Have `write` fill a hidden folder, then give it its name; leaves nothing behind when it fails."""
        with writing(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            hidden = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=self.root))
            try:
                write(hidden)
                hidden.chmod(0o755)
                _settle(hidden)
                _rename(hidden, self.folder(name))
            finally:
                shutil.rmtree(hidden, ignore_errors=True)
            _sync(self.root)
        return self.folder(name)


def replace_folder(folder: Path, write: Callable[[Path], None]) -> tuple[Path, ...]:
    """Write a folder of what can be made again, such as figures, in the place of the old one; its files when written.

    Any number of processes may do so at once: each puts its own there whole, and the last one's stays.
    """
    with writing(folder.parent):
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            write(fresh)
            fresh.chmod(0o755)
            files = sorted(path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file())
            _put(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return tuple(folder / file for file in files)


def _put(fresh: Path, folder: Path) -> None:
    """Give a folder the name of another, which goes; between two looks another process may have done the same."""
    while True:
        try:
            fresh.rename(folder)
            return
        except OSError as fault:
            if fault.errno not in (*TAKEN, errno.ENOTDIR):
                raise
        _remove(folder)


def _remove(folder: Path) -> None:
    """Take a folder away at once, then what is in it, unless another process was quicker."""
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as old, suppress(FileNotFoundError):
        folder.rename(Path(old, "old"))


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Say of a fault in writing under `root` what can be done about it, as a ModelError."""
    try:
        yield
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise ModelError(
            f"'{root}' cannot be written: {reason}. Nothing half-written was kept. Make room or give the right to "
            "write there, or name another folder as results=..."
        ) from fault


def _rename(hidden: Path, final: Path) -> None:
    """Give a finished result its name; when the same result got there first, that one stays."""
    try:
        hidden.rename(final)
    except OSError as fault:
        if fault.errno not in TAKEN:
            raise


def _settle(folder: Path) -> None:
    """Have the disk hold every file before the folder gets its name."""
    for path in sorted(folder.rglob("*")):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
