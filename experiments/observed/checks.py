"""Whether the tables of the chronicle in use can be read, have the rows that its notes name, and fit its phases."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

from experiments.observed import periods, tables
from experiments.observed.chronicle import in_use, per_chronicle
from experiments.observed.record.parts import counts, parts
from experiments.observed.record.splits import bounds
from experiments.setup.trail import TRAIL
from model.errors import ModelError, unknown

READ = (
    tables.Count, tables.Window, tables.PhaseSpan, tables.PhaseCount, tables.PeriodRate, tables.PartBound,
    tables.NamedAttack, tables.Response, tables.BrandParent,
)  # fmt: skip
"""The tables that judging reads."""
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
LONGEST = 80
WORDS = re.compile(rf"\w.{{0,{LONGEST - 1}}}")
ONE_DAY = timedelta(days=1)


@per_chronicle
def check_record() -> None:
    """Raise ModelError unless the observed record, if there is one, is whole."""
    if not in_use().recorded:
        return
    _check_names()
    _check_tables()
    for key, name, known in _named():
        if name not in known:
            raise unknown("row", name, known, _place(key))
    _check_phases()
    _check_counts()
    _check_years()
    for target in in_use().whole:
        for part in parts(target):
            bounds(part)


def _check_names() -> None:
    """Names that stand in the notes alone."""
    notes, whole = in_use().notes, in_use().whole
    if notes.source not in dict(notes.lines):
        raise unknown("source", notes.source, dict(notes.lines), f"{_place('source')}, or add it to record.lines")
    members = [("groups", name) for _, group in notes.groups for name in group]
    for key, name in (*members, *(("circular", name) for name in notes.circular)):
        if name not in whole:
            raise unknown("target", name, whole, _place(key))
    for month, text in notes.moments:
        _check_words("moments", text)
        if not MONTH.fullmatch(month):
            raise ModelError(
                f"record.moments has '{month}': write a month as in \"2020-02\", in quotes. Change it "
                f"{TRAIL.place('record.moments')}."
            )
    if notes.cut_at:
        _check_words("cut_at", notes.cut_at)


def _check_words(key: str, text: str) -> None:
    if not WORDS.fullmatch(text) or not text.isprintable():
        raise ModelError(
            f"record.{key} says {text!r}: tables and figures write it, so it needs one line of 1 to {LONGEST} letters "
            f"that begins with a letter or digit. Change it in {_place(key)}."
        )


def _check_tables() -> None:
    for kind in READ:
        try:
            tables.load(kind)
        except (OSError, ValueError, csv.Error) as fault:
            raise ModelError(
                f"the observed tables cannot be read ({fault}): mend them by data/observed/CODEBOOK.md, give another "
                "record.folder, or say record=none."
            ) from fault


def _named() -> Iterator[tuple[str, str, Collection[str]]]:
    """Every row that the notes name: by which key, its id, and the ids that there are."""
    notes, counts = in_use().notes, _ids(tables.load(tables.Count))
    yield "source", notes.source, [row.name for row in tables.load(tables.Window)]
    yield "total", notes.total, counts
    yield from (("whole", name, counts) for name in in_use().whole.values())
    yield from (("record_months", name, counts) for _, name in notes.record_months)
    yield from (("first", name, counts) for name, _ in notes.first)
    yield from (("pause", name, counts) for name in ([notes.pause] if notes.pause else []))
    yield from (("quieter", name, _ids(tables.load(tables.PartBound))) for name in notes.quieter)
    yield from (("dated_facts", name, _ids(tables.load(tables.Response))) for name in notes.dated_facts)


def _ids(rows: Iterable[Any]) -> list[str]:
    return [row.id for row in rows]


def _check_counts() -> None:
    """The rows that sum up all attacks must be counts of what they are said to sum up."""
    rows = counts()
    for target, name in {**in_use().whole, "all": in_use().notes.total}.items():
        if (rows[name].target, rows[name].statistic, rows[name].claimant) != (target, "count", "all"):
            key = "total" if target == "all" else f"whole.{target}"
            raise ModelError(
                f"record.{key} is '{name}', which is the {rows[name].statistic} of {rows[name].target} by "
                f"{rows[name].claimant} in counts.csv: give a count of {target} by all. Change it in {_place(key)}."
            )


def _check_years() -> None:
    for name, year in in_use().notes.first:
        row = counts()[name]
        own = parts(row.target) if row.target in in_use().whole else ()
        years = [part.start.year for part in own if part.inside(row.start, row.end)]
        if year not in years:
            raise ModelError(
                f"record.first has {year} for '{name}', which ranks {', '.join(map(str, years)) or 'no years'}. Change "
                f"it in {_place('first')}."
            )


def _check_phases() -> None:
    """The phases must divide the record's days, and be those that phase_counts.csv counts."""
    known, window = in_use(), periods.record()
    spans = known.spans()
    gaps = [other.start for one, other in pairwise(spans) if one.end + ONE_DAY != other.start]
    if gaps or (spans[0].start, spans[-1].end) != (window.start, window.end):
        raise ModelError(
            f"the phases run from {spans[0].start} to {spans[-1].end}{' with a gap' if gaps else ''}, and the record "
            f"covers {window.start} to {window.end}: each of its days belongs to one phase. Change phases, or say "
            "record=none."
        )
    counted = {(row.reading, row.phase): (row.start, row.end) for row in tables.load(tables.PhaseSpan)}
    for one in known.phases:
        if counted.get((one.reading, one.phase)) != (one.start, one.end):
            days = "does not know it" if (one.reading, one.phase) not in counted else (
                "has it from {} to {}".format(*counted[one.reading, one.phase])
            )  # fmt: skip
            raise ModelError(
                f"phase '{one.phase}' ({one.reading}) is from {one.start} to {one.end}, and phases.csv of the record, "
                f"whose phase_counts.csv counts by it, {days}: change both, or say record=none."
            )


def _place(key: str) -> str:
    return f"record.{key}, {TRAIL.place(f'record.{key}').removeprefix('in ')}"
