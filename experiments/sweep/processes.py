"""Which processes of this machine live, and since when: a number is given again."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def alive(number: int) -> bool:
    """Whether a process of that number lives here; one of another user does, one that waits to be reaped does not."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return _stat(number)[:1] != ["Z"]


def started(number: int) -> str:
    """When a process was started, in the machine's own terms; empty where it does not say."""
    return (_stat(number)[19:20] or [""])[0]


def _stat(number: int) -> list[str]:
    """What the machine says of a process, from its state on; nothing where it does not say."""
    with suppress(OSError):
        return (Path("/proc") / str(number) / "stat").read_text().rpartition(")")[2].split()
    return []
