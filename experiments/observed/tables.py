"""The observed record as typed rows: a row type per table of data/observed, whose CODEBOOK.md explains it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar

from experiments.files.checkout import OBSERVED
from experiments.files.csv_rows import Row, read_rows

SOURCE_LINES = {"acled": 41, "knights": 44, "memri": 189}
TARGETS = ("us_base", "us_convoy", "turkish_base", "morality", "oil_gas", "us", "all", "domestic_politics")
MEASURES = ("count", "number", "ratio", "share", "percent_change", "rank", "rate", "deaths", "days", "months")
Target = Annotated[str, TARGETS]
Reading = Annotated[str, ("cut", "printed")]
Phase = Annotated[str, ("phase1", "phase2", "phase3")]
Alignment = Annotated[str, ("AAH", "KH", "unknown")]
Precision = Annotated[str, ("day", "window", "month", "year", "report", "derived", "placeholder")]


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """A row that names a report and the line of its text."""

    source: Annotated[str, tuple(SOURCE_LINES)]
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
    target: Target
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
    phase: Phase


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
    phase: Phase
    target: Target
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
    target: Target
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
    target: Annotated[str, TARGETS[:5]]
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
    target: Annotated[str, (*TARGETS, "outside")]
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
    specialism: Target
    crosses: bool
    first_claim: dt.date
    first_precision: Precision
    basis: str


def load(kind: type[Row], folder: Path = OBSERVED) -> tuple[Row, ...]:
    """Read the table of one row type, every cell parsed and every row checked."""
    return read_rows(folder / f"{kind.table}.csv", kind, _faults)  # type: ignore[attr-defined]


def _faults(row: Any) -> Iterator[str]:
    if isinstance(row, Sourced) and not 1 <= row.line <= SOURCE_LINES[row.source]:
        yield f"line {row.line} is not in {row.source}, which has lines 1 to {SOURCE_LINES[row.source]}"
    if isinstance(row, BrandParent) and abs(row.p_kh + row.p_aah + row.p_hhn - 1) > 1e-9:
        yield f"p_kh, p_aah and p_hhn add up to {row.p_kh + row.p_aah + row.p_hhn:g}; they must add up to 1"
