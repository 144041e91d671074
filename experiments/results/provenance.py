"""Where a result comes from: hashes of all that determines it, and the circumstances of its making."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from experiments.files.checkout import ROOT
from experiments.files.hashing import digest, file_hash, files_hash
from experiments.judge.heldout import named
from experiments.observed.chronicle import in_use
from experiments.results import commits
from experiments.results.seal import SEAL, seal
from experiments.results.store import written

PROVENANCE = "provenance.json"
FORMAT = 5
"""Of what a result's folder holds. A result of another number is not read: its columns may mean other things."""
NO_PATTERNS = "none"
"""Of pattern files: when those were committed that there are not."""
ARITHMETIC = ("numpy", "numba", "scipy")
"""Libraries whose version may move a last bit, and so an event or a figure: part of a result's name."""
DECIDES = ("model", "agents", "experiments")
"""Packages whose code decides what is in a table of results ..."""
SHOWS = ("apps", "command", "report", "figures", "__main__.py")
"""... and the rooms of experiments that only ask for it or show it."""
PACKAGES = ("targetshift", "mesa", "numba", "numpy", "pandas", "pyarrow", "scipy", "hydra-core", "omegaconf")


def hashes(settled: Mapping[str, Any], patterns: str) -> dict[str, str]:
    """SHA-256 by part: resolved config, code, pattern files, observed data, libraries that compute."""
    return {
        "config": digest(settled),
        "code": files_hash(sources()),
        "patterns": patterns,
        "observed": _observed(),
        "arithmetic": digest({name: _version(name) for name in ARITHMETIC}),
    }


def record_hashes() -> dict[str, str]:
    """SHA-256 of what determines the feasible tables of the record: code and observed data."""
    return {"code": files_hash(sources()), "observed": _observed()}


def _observed() -> str:
    """SHA-256 of the tables of the record in use."""
    folder = in_use().folder
    return files_hash(() if folder is None else tuple(sorted(folder.glob("*.csv"))))


def circumstances() -> dict[str, Any]:
    """When, on what and from which commit; none of it changes a result."""
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "versions": {name: _version(name) for name in PACKAGES},
        **commits.circumstances(),
        "command": [_utf8(word) for word in (Path(sys.argv[0]).name, *sys.argv[1:])],
    }


def pattern_line(patterns: str, patterns_fixed: str) -> str:
    """Which patterns judge, and since when they have stood: for every report."""
    return (
        f"Pattern files {patterns[:12]}, {patterns_fixed}." if patterns_fixed != NO_PATTERNS else "No patterns judge."
    )


def write_provenance(folder: Path, about: Mapping[str, Any]) -> None:
    """Write provenance.json: what was asked, the circumstances, a hash of each file in the folder, a seal on it all."""
    files = {path.name: {"bytes": path.stat().st_size, "sha256": file_hash(path)} for path in written(folder)}
    content = {"format": FORMAT, **about, "hash": digest(about["hashes"]), **circumstances(), "files": files}
    text = json.dumps({**content, SEAL: seal(content)}, indent=2, ensure_ascii=False)
    (folder / PROVENANCE).write_text(f"{text}\n", encoding="utf-8")


def fitted(about: Mapping[str, Any]) -> str:
    """To which phases the estimate of a result was fitted, in a sentence; from its provenance."""
    if not about["fitted"]:
        return f"Estimate '{about['estimate']}' is not fitted to any phase."
    fit = f"Estimate '{about['estimate']}' is fitted to {named(about['fitted'])}"
    return f"{fit}; {named(about['heldout'])} held out." if about["heldout"] else f"{fit}: no score is a prediction."


def sources() -> tuple[Path, ...]:
    """Every file of code that can decide what is in a table of results."""
    shows = [ROOT / "experiments" / room for room in SHOWS]
    found = (path for package in DECIDES for path in sorted((ROOT / package).rglob("*.py")))
    return tuple(path for path in found if not any(path.is_relative_to(room) for room in shows))


def _utf8(word: str) -> str:
    """A word of the command line, with bytes that are no text spelt out."""
    return word.encode("utf-8", "backslashreplace").decode()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
