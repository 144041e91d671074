"""The observed record as typed rows: a row type per table of data/observed, whose CODEBOOK.md explains it.

Names of sources, targets and phases are those of the chronicle in use.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar

from experiments.files.csv_rows import Row, read_rows
from experiments.observed.chronicle import READINGS, in_use

OUTSIDE = "outside"
"""What a named attack was on, where that is no target."""
MEASURES = ("count", "number", "ratio", "share", "percent_change", "rank", "rate", "deaths", "days", "months")
Reading = Annotated[str, READINGS]
Alignment = Annotated[str, ("AAH", "KH", "unknown")]
Precision = Annotated[str, ("day", "window", "month", "year", "report", "derived", "placeholder")]


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """A row that names a report and the line of its text."""

    source: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Span(Sourced):
    """A sourced row about a period, both days included."""

    start: dt.date
    end: dt.date
    note: str


@dataclass(frozen=True, kw_only=True)
class Claim(Span):
    """How much of a target's attacks one claimant put its name to; no value where there are words only."""

    table: ClassVar[str] = "claims"
    id: str
    target: str
    claimant: str
    statistic: Annotated[str, MEASURES]
    unit: str
    value: float | None
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Count(Claim):
    """One printed or derived figure, with how it was read."""

    table: ClassVar[str] = "counts"
    hedge: str
    rule: Annotated[str, tuple(f"R{k}" for k in range(1, 11))]
    kind: Annotated[str, ("stated", "derived")]


@dataclass(frozen=True, kw_only=True)
class PhaseSpan(Span):
    """One phase of one reading of the phases."""

    table: ClassVar[str] = "phases"
    reading: Reading
    phase: str


@dataclass(frozen=True, kw_only=True)
class Window(Span):
    """A named window: what a source covers, or the truce."""

    table: ClassVar[str] = "windows"
    name: str


@dataclass(frozen=True, kw_only=True)
class PhaseCount:
    """Attacks on one target in one phase, within the bounds the statements allow."""

    table: ClassVar[str] = "phase_counts"
    reading: Reading
    phase: str
    target: str
    value: float
    low: float
    high: float
    basis: str
    identified: Annotated[str, ("yes", "partly", "no")]


@dataclass(frozen=True, kw_only=True)
class PeriodRate(Span):
    """Attacks on one target in a period; `within` names the longer period that holds a detail."""

    table: ClassVar[str] = "period_rates"
    id: str
    target: str
    count: float
    low: float
    high: float
    within: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class PartBound(Span):
    """How many attacks part of a year may hold: for drawing the record, where no count is printed for the part."""

    table: ClassVar[str] = "part_bounds"
    id: str
    target: str
    low: int
    high: int
    basis: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Dated(Sourced):
    """An event on a day, or on one day of a stretch."""

    id: str
    date: dt.date
    date_end: dt.date
    note: str


@dataclass(frozen=True, kw_only=True)
class Attack(Dated):
    """One listed attack, no finer than the governorate (two for a road between two)."""

    table: ClassVar[str] = "memri_attacks"
    brand: str
    claimed: bool
    alignment: Alignment
    governorate: tuple[str, ...]
    n_low: int
    n_high: int


@dataclass(frozen=True, kw_only=True)
class NamedAttack(Attack):
    """One incident a report singles out; `in_counts` says whether attack counts hold it."""

    table: ClassVar[str] = "named_attacks"
    target: str
    lethal_us_coalition: bool
    in_counts: bool
    precision: Precision


@dataclass(frozen=True, kw_only=True)
class Response(Dated):
    """One US strike, the incident it answered and the days between."""

    table: ClassVar[str] = "us_responses"
    precision: Precision
    trigger: str
    lag_days: int | None
    place: Annotated[str, ("iraq", "syria", "border")]
    administration: Annotated[str, ("trump", "biden")]


@dataclass(frozen=True, kw_only=True)
class Reconciliation:
    """One set of yearly base counts that rounds to every printed percentage."""

    table: ClassVar[str] = "reconciliation"
    id: str
    base_2020: int
    base_2021: int
    base_2022: int
    total: int
    exact_half: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class BrandParent(Sourced):
    """Who stands behind a facade brand: what is stated, and our prior over the three militias."""

    table: ClassVar[str] = "brand_parents"
    brand: str
    alignment: Alignment
    alignment_status: Annotated[str, ("stated", "disputed", "inferred", "none")]
    p_kh: float
    p_aah: float
    p_hhn: float
    specialism: str
    crosses: bool
    first_claim: dt.date
    first_precision: Precision
    basis: str


def load(kind: type[Row], folder: Path | None = None) -> tuple[Row, ...]:
    """The table of one row type, every cell parsed and every row checked; none where there is no observed record.

    Raises ValueError with file and line, OSError where there is no such table.
    """
    place = folder or in_use().folder
    return () if place is None else read_rows(place / f"{kind.table}.csv", kind, _faults)  # type: ignore[attr-defined]


def _faults(row: Any) -> Iterator[str]:
    known = in_use()
    yield from _unknown("source", row, [name for name, _ in known.notes.lines])
    yield from _unknown("target", row, _targets(row))
    yield from _unknown("specialism", row, known.targets)
    yield from _unknown("phase", row, known.names)
    lines = dict(known.notes.lines)
    if isinstance(row, Sourced) and not 1 <= row.line <= lines.get(row.source, row.line):
        yield f"line {row.line} is not in {row.source}, which has lines 1 to {lines[row.source]}"
    if isinstance(row, BrandParent) and abs(row.p_kh + row.p_aah + row.p_hhn - 1) > 1e-9:
        yield f"p_kh, p_aah and p_hhn add up to {row.p_kh + row.p_aah + row.p_hhn:g}; they must add up to 1"


def _targets(row: Any) -> Sequence[str]:
    """What a row of its kind may be about: bounds on parts are on one target each."""
    if isinstance(row, PartBound):
        return tuple(in_use().whole)
    return (*in_use().targets, OUTSIDE) if isinstance(row, NamedAttack) else in_use().targets


def _unknown(name: str, row: Any, legal: Sequence[str]) -> Iterator[str]:
    text = getattr(row, name, None)
    if text is not None and text not in legal:
        yield f"{name} '{text}' is unknown; use one of {', '.join(legal)}"
