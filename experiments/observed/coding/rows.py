"""A coding as typed rows: one spell, occasion or anchor a row, in the columns of docs/coding.md, section 8."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml

from experiments.files.checkout import CODINGS, CONF
from experiments.files.csv_rows import read_rows
from experiments.files.yaml_text import LOADER, checked_text
from experiments.observed.coding.edge import QUALITIES, Edge, misplaced
from experiments.setup.coded import LEVEL_SETS

KINDS = ("spell", "occasion", "anchor")
THEATRE = "iraq"
"""Whose facts the codings are."""
LEVELS_OF = {"printed": (1,), "between": (2, 3), "inferred": (2, 3)}
"""How many levels a class of level may hold (section 5)."""
CODERS = ("coder_a", "coder_b")
ANEW = {"coder_a": "recoded_a", "coder_b": "recoded_b"}
"""What each coder coded anew, of the drivers whose definition was mended (section 8)."""
SETTLED = "settled"
Quality = Annotated[str, ("", *QUALITIES)]


@dataclass(frozen=True, kw_only=True)
class Coded:
    """One dated fact as a coder read it; edges and levels are sets, every member equally likely."""

    row: str
    kind: Annotated[str, KINDS]
    driver: str
    start_earliest: dt.date | None
    start_latest: dt.date | None
    start_quality: Quality
    end_earliest: dt.date | None
    end_latest: dt.date | None
    end_quality: Quality
    level_set: Annotated[str, ("", *LEVEL_SETS)]
    level_quality: Annotated[str, ("", *LEVELS_OF)]
    role: Annotated[str, ("exogenous", "mixed")]
    split: str
    depends_on: str
    source_lines: str
    note: str

    @property
    def starts(self) -> Edge:
        """When it begins; for an occasion or an anchor, its day."""
        return Edge(self.start_earliest, self.start_latest, self.start_quality)

    @property
    def ends(self) -> Edge:
        """When it ends; only a spell does."""
        return Edge(self.end_earliest, self.end_latest, self.end_quality)

    @property
    def levels(self) -> tuple[float, ...]:
        """What the level may be, in ascending order; empty but for a spell."""
        return LEVEL_SETS.get(self.level_set, ())


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One cell in which the two final codings differ, what was settled, and by which clause of the rule."""

    row: str
    column: str
    coder_a: str
    coder_b: str
    settled: str
    reason: str


@cache
def names() -> dict[str, tuple[str, ...]]:
    """What a row of each kind may be named for: the drivers, occasions and anchors of the theatre's config."""
    roles, timeline = (_shipped(group) for group in ("roles", "timeline"))
    found = (roles["drivers"], roles["occasions"], timeline["anchors"])
    return {kind: tuple(rows) for kind, rows in zip(KINDS, found, strict=True)}


def _shipped(group: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(checked_text(CONF / group / f"{THEATRE}.yaml"), Loader=LOADER)  # noqa: S506 - a safe one
    return content


def coding(name: str, folder: Path = CODINGS) -> tuple[Coded, ...]:
    """Read one coding, each row held to what its classes allow; ValueError names the file and line."""
    return read_rows(folder / f"{name}.csv", Coded, faults)


def final(coder: str, folder: Path = CODINGS) -> tuple[Coded, ...]:
    """A coder's rows, with those coded anew in the place of all that the coder first had of the same drivers."""
    anew = coding(ANEW[coder], folder)
    mended = {row.driver for row in anew}
    return (*(row for row in coding(coder, folder) if row.driver not in mended), *anew)


def differences(folder: Path = CODINGS) -> tuple[Difference, ...]:
    """Read how the differences were settled; ValueError names the line of one without a reason."""
    return read_rows(folder / "differences.csv", Difference, lambda row: () if row.reason else ("a reason is missing",))


def faults(row: Coded) -> Iterator[str]:
    """What in a row the rule does not allow."""
    if row.driver not in names()[row.kind]:
        yield f"{row.kind} '{row.driver}' is unknown; use one of {', '.join(names()[row.kind])}"
    if (row.role == "mixed") != bool(row.split):
        yield "only a mixed row says how it is split, and every mixed row does"
    yield from _of_spell(row) if row.kind == "spell" else _of_day(row)


def _of_spell(row: Coded) -> Iterator[str]:
    yield from misplaced("start", row.starts, ("before",))
    yield from misplaced("end", row.ends, ("none", "next"))
    if len(row.levels) not in LEVELS_OF.get(row.level_quality, ()):
        yield f"levels {row.level_set or 'none'} do not fit the class '{row.level_quality}' (docs/coding.md, section 5)"


def _of_day(row: Coded) -> Iterator[str]:
    yield from misplaced("day", row.starts, ())
    if row.ends != Edge(None, None, "") or row.level_set or row.level_quality:
        yield f"an {row.kind} has a day, but neither an end nor a level"
