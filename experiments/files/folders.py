"""What a reader of a folder means by its files: none that editors, systems and crashes leave hidden in it."""

from __future__ import annotations

from pathlib import Path


def visible(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder that match a pattern and are not hidden, by name."""
    return sorted(path for path in folder.glob(pattern) if not path.name.startswith("."))


def is_file(path: Path) -> bool:
    """Whether a file is there; a name that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
