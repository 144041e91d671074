"""Whether two machines stored the same of one run: `compare.py FOLDER FOLDER` ends with 1 and says where not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from experiments.results.provenance import PROVENANCE
from experiments.results.read import stored

OF_A_MACHINE = (PROVENANCE, "figures")
"""What tells of the machine, and what is drawn by it."""


def differences(here: Path, there: Path) -> Iterator[str]:
    """Every file of two results that does not hold the same; CSV to the byte, Parquet as a table."""
    names = _files(here) | _files(there)
    assert "events.parquet" in names, names
    for name in sorted(names):
        one, other = here / name, there / name
        if not one.is_file() or not other.is_file():
            yield f"{name} is in one of them only"
        elif not _same(one, other):
            yield f"{name} differs"


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name not in OF_A_MACHINE}


def _same(one: Path, other: Path) -> bool:
    if one.suffix == ".parquet":
        return bool(pq.read_table(one).equals(pq.read_table(other)))
    return one.read_bytes() == other.read_bytes()


def _told(folder: Path) -> str:
    about = stored(folder).provenance
    versions = ", ".join(f"{name} {about['versions'][name]}" for name in ("mesa", "numpy", "numba"))
    events = pq.read_metadata(folder / "events.parquet").num_rows
    return f"{folder.name}: {events:,} events, Python {about['python']}, {versions}"


def main(here: Path, there: Path) -> int:
    """Say what the two are, and whether they are one; the exit code."""
    print(f"here  {_told(here)}\nthere {_told(there)}")
    found = list(differences(here, there))
    print("\n".join(found) or f"the same in all {len(_files(here))} files: events, patterns, scores and the rest")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:3])))
