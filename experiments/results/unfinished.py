"""Folders that are being filled: hidden, locked for as long as their writer lives, and swept once it is gone.

The lock is the kernel's (flock): it ends with the process, however that went. It is known on one machine only, so a
folder that another machine began, over a network, counts as left behind when nothing in it was touched for a day.
"""

from __future__ import annotations

import fcntl
import os
import platform
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

MACHINE = sha256(platform.node().encode()).hexdigest()[:8]
NAME = re.compile(r"\.[0-9a-f]{8}-[0-9a-f]{16}\.unfinished")
PATIENCE = 24 * 3600  # seconds


@contextmanager
def unfinished(parent: Path) -> Iterator[Path]:
    """A new hidden folder in `parent`, for what is then given its name; deleted if it still has its own at the end.

    Its rights are those that the user's umask and the folder around it give.
    """
    folder, lock = _locked(parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def sweep(parent: Path) -> None:
    """Delete what killed processes left unfinished in a folder and in the folders inside it; what lives stays."""
    with suppress(OSError):
        for folder in [entry.path for entry in os.scandir(parent) if entry.is_dir(follow_symlinks=False)]:
            _sweep_in(folder)
    _sweep_in(parent)


def _sweep_in(folder: str | Path) -> None:
    with suppress(OSError):
        for path in [Path(entry.path) for entry in os.scandir(folder) if NAME.fullmatch(entry.name)]:
            _sweep_one(path)


def _locked(parent: Path) -> tuple[Path, int]:
    """A new folder with its lock; begun again when it was swept before it could be locked."""
    while True:
        folder = parent / f".{MACHINE}-{token_hex(8)}.unfinished"
        folder.mkdir()
        try:
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            continue
        with suppress(OSError):  # some network disks know no lock: then only time tells
            fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.exists():
            return folder, lock
        os.close(lock)


def _sweep_one(folder: Path) -> None:
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if _left_behind(folder, handle):
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(handle)


def _left_behind(folder: Path, handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        known = folder.name.startswith(f".{MACHINE}-")
    except BlockingIOError:
        return False
    except OSError:
        known = False
    return known or time.time() - _touched(folder) > PATIENCE


def _touched(folder: Path) -> float:
    return max(path.lstat().st_mtime for path in (folder, *folder.rglob("*")))
