"""The ledger of a store: every look at scores on a held-out phase, one line of JSON each, added and never rewritten."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from experiments.results.store import writing

FILE = "ledger.jsonl"
MOST = 100_000_000  # bytes


@dataclass(frozen=True)
class Look:
    """Somebody was shown how an estimate does on a phase that it never saw."""

    when: str
    """Date and time, UTC."""
    app: str
    """run, compare or plot."""
    result: str
    """The result's folder."""
    estimate: str
    """The estimate whose scores were shown."""
    phase: str
    """The phase that it never saw."""
    patterns: str
    """SHA-256 of the pattern files."""
    commit: str | None
    """The commit of the code, if git knows it."""


@dataclass(frozen=True)
class Entries:
    """What a ledger holds: its looks, and the numbers of lines that cannot be read (each may have been a look)."""

    looks: tuple[Look, ...]
    unreadable: tuple[int, ...]

    def at(self, phase: str) -> list[Look]:
        """The looks at one phase, whatever the estimate."""
        return [look for look in self.looks if look.phase == phase]


def add(root: Path, looks: Sequence[Look]) -> Entries:
    """Add looks to the ledger in `root`, and return all that it then holds.

    One writer at a time, and all lines in one piece or none; raises ModelError when they cannot be written.
    """
    with _opened(root) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _append(handle, "".join(f"{json.dumps(asdict(look), ensure_ascii=False)}\n" for look in looks).encode())
        return entries(root)


def check(root: Path) -> None:
    """Raise ModelError when no look could be added: said before hours of work whose scores nobody might then see."""
    if (root / FILE).exists():
        with _opened(root):
            pass


@contextmanager
def _opened(root: Path) -> Iterator[int]:
    """The ledger in `root`, to be added to; its lock ends with it."""
    with writing(root / FILE):
        root.mkdir(parents=True, exist_ok=True)
        handle = os.open(root / FILE, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NONBLOCK, 0o666)  # less the umask
        try:
            if not stat.S_ISREG((about := os.fstat(handle)).st_mode) or about.st_size > MOST:
                raise OSError(errno.EINVAL, f"it is no file of at most {MOST / 1e6:.0f} MB")
            yield handle
        finally:
            os.close(handle)


def entries(root: Path) -> Entries:
    """What the ledger in `root` holds; nothing where there is none."""
    file = root / FILE
    lines = file.read_bytes().splitlines() if file.exists() else []
    read = [(number, _look(line)) for number, line in enumerate(lines, start=1) if line.strip()]
    return Entries(
        tuple(look for _, look in read if look is not None), tuple(number for number, look in read if look is None)
    )


def _append(handle: int, text: bytes) -> None:
    """Write at the end, on a line of its own even when a crash cut the last one short."""
    size = os.fstat(handle).st_size
    cut = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
    try:
        _write_all(handle, b"\n" + text if cut else text)
        os.fsync(handle)
    except BaseException:
        os.ftruncate(handle, size)  # takes back only what this call has written
        raise


def _write_all(handle: int, text: bytes) -> None:
    while text:
        text = text[os.write(handle, text) :]


def _look(line: bytes) -> Look | None:
    """The look of a line; None when it is none."""
    try:
        raw = json.loads(line)
        values = {field.name: raw[field.name] for field in fields(Look)}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    known = all(isinstance(value, str) or (name == "commit" and value is None) for name, value in values.items())
    return Look(**values) if known else None
