"""Tables of a result: attacks by period and target beside what was observed, and the verdict on each pattern."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.campaign import Campaign
from experiments.csv_rows import Row, Unbounded, read_rows
from experiments.heldout import Exposure
from experiments.patterns import Verdict
from experiments.periods import Period

BAND = (0.5, 0.05, 0.95)


@dataclass(frozen=True)
class PeriodCount:
    """Attacks on one target in one period: simulated median and 90 % band, and the observed count."""

    period: str
    start: date
    end: date
    target: str
    median: float | None  # empty: the campaign does not cover the period
    low: float | None
    high: float | None
    observed: float | None
    observed_low: float | None
    observed_high: float | None
    known: str  # how the observed count is known
    seen: str  # fitted, held out or not fitted


@dataclass(frozen=True)
class PatternRow:
    """The verdict on one pattern; `per_condition` is the support of each of its conditions."""

    id: str
    statement: str
    hardness: str
    counted: bool
    support: float | None  # empty: the campaign does not cover the pattern
    verdict: str
    median: Unbounded | None
    low: Unbounded | None
    high: Unbounded | None
    per_condition: tuple[str, ...]
    seen: str  # fitted, held out or not fitted


def period_counts(campaign: Campaign, periods: Iterable[Period], exposure: Exposure) -> list[PeriodCount]:
    """A row for every period and target of a campaign as its lens saw it."""
    seen = campaign.attacks()
    return [_period_count(seen, period, target, exposure) for period in periods for target in campaign.names.targets]


def counts(seen: Campaign, target: str, start: date, end: date) -> NDArray[np.int64]:
    """Events [replicate] on a target between two days, both included."""
    day = seen.columns["day"]
    mine = (day >= start.toordinal()) & (day <= end.toordinal())
    mine &= seen.columns["target"] == seen.names.targets.index(target)
    return np.bincount(seen.columns["replicate"][mine], minlength=seen.replicates)


def pattern_rows(verdicts: Iterable[Verdict], seen: Mapping[str, str]) -> list[PatternRow]:
    """A row for every verdict; `seen` says of each pattern how its support is to be read."""
    return [
        PatternRow(
            v.id, v.statement, v.hardness, v.counted, _number(v.support), v.verdict,
            _number(v.median), _number(v.low), _number(v.high), tuple(f"{share:g}" for share in v.per_condition),
            seen[v.id],
        )
        for v in verdicts
    ]  # fmt: skip


def write_table(path: Path, rows: Sequence[Any], kind: type) -> None:
    """Write rows of one dataclass as CSV: UTF-8, one header line, an empty cell for nothing."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow([field.name for field in fields(kind)])
        writer.writerows([[_cell(value) for value in astuple(row)] for row in rows])


def read_table(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    """Read what `write_table` wrote; raises ValueError with file and line."""
    return read_rows(path, kind, _no_faults)


def _no_faults(row: object) -> tuple[str, ...]:
    del row
    return ()


def _period_count(seen: Campaign, period: Period, target: str, exposure: Exposure) -> PeriodCount:
    simulated: tuple[float | None, float | None, float | None] = (None, None, None)
    if period.covered_by(seen.start, seen.end):
        found = counts(seen, target, period.start, period.end)
        median, low, high = np.quantile(found, BAND, method="inverted_cdf")
        simulated = (float(median), float(low), float(high))
    figure = period.observed.get(target)
    word = exposure.word(period.start, period.end)
    record = (figure.value, figure.low, figure.high, figure.how, word) if figure else (None, None, None, "", word)
    return PeriodCount(period.name, period.start, period.end, target, *simulated, *record)


def _number(value: float) -> Unbounded | None:
    return None if isnan(value) else Unbounded(value)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else value
