"""Files that are written whole or not at all: to a hidden name of this process's own, held by the disk, renamed."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from experiments.results.unfinished import MACHINE, PATIENCE
from experiments.sweep.processes import alive

HIDDEN = re.compile(r"\.([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.tmp")


def write_whole(file: Path, content: bytes) -> None:
    """Give a file its content at once, in the place of an older one; raises OSError and then leaves no trace."""
    file.parent.mkdir(parents=True, exist_ok=True)
    hidden = file.parent / f".{MACHINE}-{os.getpid()}-{token_hex(4)}.tmp"
    try:
        with hidden.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        hidden.replace(file)
    finally:
        hidden.unlink(missing_ok=True)
    _sync(file.parent)


def tidy(folder: Path) -> None:
    """Delete what killed processes left half-written in a folder."""
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            found = HIDDEN.fullmatch(entry.name)
            if found and _left_behind(entry, found):
                with suppress(OSError):
                    Path(entry.path).unlink()


def _left_behind(entry: os.DirEntry[str], name: re.Match[str]) -> bool:
    """Whether a half-written file's process is gone; of another machine's only time tells."""
    if name.group(1) == MACHINE:
        return not alive(int(name.group(2)))
    return time.time() - entry.stat().st_mtime > PATIENCE


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
