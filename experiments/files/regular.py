"""Files that are what they should be: a pipe would wait for ever, a device never end, a huge file fill the memory."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

CHUNK = 1 << 20  # bytes


def read_json(path: Path, most: int) -> Any:
    """What a JSON file of at most `most` bytes holds; raises OSError or ValueError, with what is wrong."""
    with _regular(path) as (file, size):
        if size > most:
            raise ValueError(f"it has {size} bytes, and at most {most} are read")
        text = file.read(most).decode("utf-8")
    try:
        return json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def hash_of(path: Path, size: int) -> str:
    """SHA-256 of a file that should have `size` bytes; raises ValueError, without reading it, when it has not."""
    with _regular(path) as (file, found):
        if found != size:
            raise ValueError(f"it has {found} bytes and was written with {size}: truncated or changed")
        content = sha256()
        while chunk := file.read(CHUNK):
            content.update(chunk)
        return content.hexdigest()


@contextmanager
def _regular(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would wait for its writer
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise ValueError("it is no regular file")
        yield file, about.st_size


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise ValueError(f"it says '{twice[:60]}' twice")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")
