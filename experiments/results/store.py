"""The store of results: each in a folder named by what determines it, written whole or not at all, never again."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from experiments.results.unfinished import sweep, unfinished
from model.errors import ModelError

TAKEN = (errno.EEXIST, errno.ENOTEMPTY)
TOO_SMALL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Store:
    """The folder that holds results."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Store:
        """The store in a folder, without what killed processes left there."""
        sweep(root)
        return cls(root)

    def folder(self, name: str) -> Path:
        """Where the result of that name is, or would be."""
        return self.root / name

    def holds(self, name: str) -> bool:
        """Whether the result is there; raises ModelError when what has its name is no folder."""
        folder = self.folder(name)
        with writing(self.root):
            there = folder.is_dir()
        if not there and os.path.lexists(folder):
            raise ModelError(
                f"'{folder}' is in the way of the result of that name, and is no folder: move it, or name another "
                "folder as results=..."
            )
        return there

    def check(self, size: int = 0) -> None:
        """Raise ModelError when `size` bytes cannot be written here: said before hours of work, not after."""
        with writing(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            with unfinished(self.root) as folder, (folder / "room").open("wb") as probe:
                probe.write(b"\0" * 4096)
                probe.flush()
                try:
                    _reserve(probe.fileno(), size)
                except OSError as fault:
                    if fault.errno not in TOO_SMALL:
                        raise
                    raise self._too_small(size, fault) from None

    def keep(self, name: str, write: Callable[[Path], None]) -> Path:
        """Have `write` fill a hidden folder, then give it its name; leaves nothing behind when it fails."""
        with writing(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            with unfinished(self.root) as hidden:
                write(hidden)
                _settle(hidden)
                _rename(hidden, self.folder(name))
            _sync(self.root)
        return self.folder(name)

    def _too_small(self, size: int, fault: OSError) -> ModelError:
        free = shutil.disk_usage(self.root).free
        return ModelError(
            f"'{self.root}' has no room for what is asked for: about {size / 1e6:.1f} MB are needed, "
            f"{free / 1e6:.1f} MB are free ({fault.strerror}). Make room, ask for fewer "
            "replicates, or name another folder as results=..."
        )


def replace_folder(folder: Path, write: Callable[[Path], None]) -> tuple[Path, ...]:
    """Write a folder of what can be made again, such as figures, in the place of the old one; its files when written.

    Any number of processes may do so at once: each puts its own there whole, and the last one's stays.
    """
    with writing(folder.parent), unfinished(folder.parent) as fresh:
        write(fresh)
        files = [path.relative_to(fresh) for path in sorted(fresh.rglob("*")) if path.is_file()]
        _put(fresh, folder)
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
        with unfinished(folder.parent) as old, suppress(FileNotFoundError):
            folder.rename(old / folder.name)


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


def _reserve(handle: int, size: int) -> None:
    """Have the disk set bytes aside for an open file: quotas and limits count too, which the free space knows not."""
    free = shutil.disk_usage(handle).free
    if size > free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if size and hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(handle, 0, size)
        except OSError as fault:
            if fault.errno not in (errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS):
                raise


def _rename(hidden: Path, final: Path) -> None:
    """Give a finished result its name; when the same result got there first, that one stays."""
    try:
        hidden.rename(final)
    except OSError as fault:
        if fault.errno not in TAKEN:
            raise


def _settle(folder: Path) -> None:
    """Have the disk hold every file before the folder gets its name."""
    for path in written(folder):
        _sync(path)
    _sync(folder)


def written(folder: Path) -> list[Path]:
    """The files that were written into a folder; what a file browser or a network disk hid there is none of them."""
    return [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
