"""SHA-256 of plain data and of files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from experiments.files.checkout import ROOT


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of plain data; the order of keys counts, because the order of actors does."""
    return sha256(json.dumps(content, ensure_ascii=False, default=str).encode()).hexdigest()


def file_hash(path: Path) -> str:
    """SHA-256 of one file."""
    return sha256(path.read_bytes()).hexdigest()


@cache
def files_hash(files: tuple[Path, ...]) -> str:
    """SHA-256 over the names (within the checkout, if they lie there), the sizes and the bytes of files."""
    content = sha256()
    for file in files:
        name = file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
        content.update(f"{name}\0{file.stat().st_size}\0".encode())
        content.update(file.read_bytes())
    return content.hexdigest()
