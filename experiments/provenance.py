"""Where a result comes from: hashes of all that determines it, and the circumstances of its making."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OBSERVED = ROOT / "data" / "observed"
SOURCES = ("model", "agents", "experiments/patterns")
"""Packages whose code decides what is in a table of results."""
MODULES = ("border", "campaign", "csv_rows", "observed", "parquet", "periods", "priors", "schema", "simulate", "tables")
PACKAGES = ("targetshift", "mesa", "numba", "numpy", "pandas", "pyarrow", "scipy", "hydra-core", "omegaconf")


def hashes(settled: Mapping[str, Any], patterns: str) -> dict[str, str]:
    """SHA-256 by part: resolved config, code, pattern files, observed data."""
    return {
        "config": digest(settled),
        "code": _files_hash(tuple(_sources())),
        "patterns": patterns,
        "observed": _files_hash(tuple(sorted(OBSERVED.glob("*.csv")))),
    }


def record_hashes() -> dict[str, str]:
    """SHA-256 of what determines the feasible tables of the record: code and observed data."""
    modules = (ROOT / "experiments" / f"{module}.py" for module in ("csv_rows", "observed", "tables"))
    sources = (*sorted((ROOT / "experiments" / "record").glob("*.py")), *modules)
    return {"code": _files_hash(sources), "observed": _files_hash(tuple(sorted(OBSERVED.glob("*.csv"))))}


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of plain data; the order of keys counts, because the order of actors does."""
    return sha256(json.dumps(content, ensure_ascii=False, default=str).encode()).hexdigest()


def circumstances() -> dict[str, Any]:
    """When, on what and from which commit; none of it changes a result."""
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "versions": {name: _version(name) for name in PACKAGES},
        "commit": git("rev-parse", "HEAD"),
        "dirty": None if (state := git("status", "--porcelain")) is None else bool(state),
        "patterns_fixed": git("log", "-1", "--format=%cI", "--", "conf/patterns"),
        "command": [Path(sys.argv[0]).name, *sys.argv[1:]],
    }


def git(*words: str) -> str | None:
    """What git says of this checkout; None when it has nothing to say, or is not there."""
    command = ["git", "-C", str(ROOT), *words]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def file_hash(path: Path) -> str:
    """SHA-256 of one file."""
    return sha256(path.read_bytes()).hexdigest()


def _sources() -> Iterator[Path]:
    for package in SOURCES:
        yield from sorted((ROOT / package).rglob("*.py"))
    yield from (ROOT / "experiments" / f"{module}.py" for module in MODULES)


@cache
def _files_hash(files: tuple[Path, ...]) -> str:
    content = sha256()
    for file in files:
        content.update(f"{file.relative_to(ROOT).as_posix()}\0{file.stat().st_size}\0".encode())
        content.update(file.read_bytes())
    return content.hexdigest()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
