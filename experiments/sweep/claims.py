"""Who is at which chunk: a lock file that its owner keeps fresh, on one machine or over a network.

A claim saves work and decides nothing: two processes that play the same chunk write the same bytes. All claims of a
process are names of one file, made by `link`, which network disks do as a whole too.
"""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from experiments.results.unfinished import MACHINE
from experiments.sweep.processes import alive, started

FOLDER = "claims"
BEAT, STALE = 10.0, 120.0  # seconds: how often a claim is kept fresh, and after how long nobody believes it


class Claims:
    """The claims of one process in the folder of a sweep."""

    def __init__(self, root: Path) -> None:
        """Claims are files below `root`."""
        self.folder = root / FOLDER
        self._mine = self.folder / f".{MACHINE}-{os.getpid()}-{token_hex(4)}.tmp"
        self._held: set[str] = set()
        self._guard = threading.Lock()

    @contextmanager
    def kept_fresh(self) -> Iterator[None]:
        """Claims can be taken in here, and are touched every few seconds; at the end all are given back."""
        over = threading.Event()
        beat = threading.Thread(target=self._beat, args=(over,), daemon=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._mine.write_text(self._owner(), encoding="utf-8")
        beat.start()
        self._clear()
        try:
            yield
        finally:
            over.set()
            beat.join()
            for key in list(self._held):
                self.give(key)
            self._clear()  # what was still ending at the start is gone by now
            self._mine.unlink(missing_ok=True)
            with suppress(OSError):
                self.folder.rmdir()  # when it is empty

    def take(self, key: str) -> bool:
        """Claim a chunk; False where somebody living is at it."""
        file = self.folder / key
        with self._guard:
            if key in self._held:
                return False
            if not self._made(file):
                if not left_behind(file, self._now()):
                    return False
                file.unlink(missing_ok=True)  # two may find it so at once: then both play the chunk, to the same bytes
                if not self._made(file):
                    return False
            self._held.add(key)
        return True

    def give(self, key: str) -> None:
        """Give a chunk back, finished or not."""
        with self._guard:
            self._held.discard(key)
        with suppress(OSError):
            (self.folder / key).unlink()

    def _clear(self) -> None:
        """Take away what killed processes left: claims, and the files that they link to."""
        for file in list(self.folder.iterdir()):
            if file != self._mine and left_behind(file, self._now()):
                file.unlink(missing_ok=True)

    def _owner(self) -> str:
        return json.dumps({"machine": MACHINE, "process": os.getpid(), "started": started(os.getpid())})

    def _made(self, file: Path) -> bool:
        try:
            file.hardlink_to(self._mine)
        except FileExistsError:
            return False
        except OSError as fault:
            if fault.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
                raise
            return self._made_apart(file)
        return True

    def _made_apart(self, file: Path) -> bool:
        """The same on a disk that knows no links: whoever ends in between leaves a claim that only time frees."""
        try:
            handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        except FileExistsError:
            return False
        with os.fdopen(handle, "w") as written:
            written.write(self._owner())
        return True

    def _beat(self, over: threading.Event) -> None:
        while not over.wait(BEAT):
            with self._guard:
                held = [self.folder / key for key in self._held]
            for file in (self._mine, *held):
                with suppress(OSError):
                    os.utime(file)

    def _now(self) -> float:
        """The time by the clock of whoever keeps the folder, which may not be this machine's."""
        os.utime(self._mine)
        return self._mine.stat().st_mtime


def living(root: Path, now: float) -> int:
    """How many chunks there are that somebody who seems to live is at."""
    with suppress(OSError):
        files = [file for file in (root / FOLDER).iterdir() if not file.name.startswith(".")]
        return sum(not left_behind(file, now) for file in files)
    return 0


def left_behind(file: Path, now: float) -> bool:
    """Whether a claim's owner is gone: by its number on this machine, else by the time."""
    try:
        text, touched = file.read_text(encoding="utf-8"), file.stat().st_mtime
    except OSError:
        return True
    if now - touched > STALE:
        return True
    try:
        owner = json.loads(text)
        here, number = owner["machine"] == MACHINE, int(owner["process"])
    except (ValueError, LookupError, TypeError):  # it is being written
        return False
    return here and not (alive(number) and started(number) == owner["started"])
