"""Folders as people write them."""

from __future__ import annotations

import os
from pathlib import Path

from model.errors import ModelError

LONGEST_PART, LONGEST_PATH = 255, 4000  # bytes: what file systems and system calls take


def folder_of(text: str, key: str) -> str:
    """The folder that a text means, '~' resolved; raises ModelError for one that no file system can have."""
    try:
        path = Path(text).expanduser() if text.startswith("~") else Path(text)
    except RuntimeError:
        raise ModelError(f"{key} is '{text}', but there is no such home folder: write the path out.") from None
    parts = [len(os.fsencode(part)) for part in path.parts]
    if max(parts, default=0) > LONGEST_PART or sum(parts) > LONGEST_PATH:
        raise ModelError(f"{key} is {len(text)} characters long: no folder can have such a name. Give a shorter one.")
    return str(path) if text else text
