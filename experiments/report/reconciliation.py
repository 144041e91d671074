"""The reconciliation for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.observed.chronicle import in_use
from experiments.observed.record.reconciliation import Exclusion, PartRange, Reconciliation
from experiments.observed.record.statements import total


def reconciliation_text(found: Reconciliation) -> str:
    """How many tables, what each part can be, and what each statement excludes."""
    return "\n".join([*_sizes(found), "", *_ranges(found), "", *_exclusions(found)])


def _sizes(found: Reconciliation) -> Iterator[str]:
    low, high = total()
    yield f"Whole-number tables that satisfy {in_use().notes.source.upper()}'s statements"
    for target, rows in found.found.items():
        yield f"  {target:<14}{len(rows):>14,}"
    yield f"  {'combined':<14}{found.combined:>14,}"
    yield f"  {'that fit ' + in_use().notes.total:<14}{found.fitting:>14,}  all targets together {low} to {high}"


def _ranges(found: Reconciliation) -> Iterator[str]:
    yield "Attacks: least, median and most over those tables; and the interval that is read or carried over alone"
    yield f"  {'':<14}{'':<19}{'least':>7}{'median':>8}{'most':>6}{'alone':>10}"
    for row in found.ranges:
        period = f"{row.start:%b %Y}-{row.end:%b %Y}"
        yield f"  {row.target:<14}{period:<19}{row.least:>7}{row.median:>8}{row.most:>6}{_alone(row):>10}"


def _alone(row: PartRange) -> str:
    return "-" if row.read_low is None else f"{row.read_low:g}-{row.read_high:g}"


def _exclusions(found: Reconciliation) -> Iterator[str]:
    yield "Without one statement there would be so many times as many tables"
    for row in sorted(found.exclusions, key=_keeps):
        yield f"  {row.id:<26}{row.target:<14}{row.without / found.fitting:>10,.2f}{row.without:>16,}"


def _keeps(row: Exclusion) -> tuple[int, str]:
    return -row.without, row.id
