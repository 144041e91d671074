"""A sweep's table and its codebook as files, for other programs."""

from __future__ import annotations

import csv
from dataclasses import astuple, fields
from io import StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from experiments.sweep.codebook import Column, codebook
from experiments.sweep.plan import Plan
from experiments.sweep.store import State
from experiments.sweep.table import by_run, by_set, runs_of
from experiments.sweep.written import write_whole
from model.errors import ModelError, unknown

PER, FORMATS = {"set": by_set, "run": by_run}, ("parquet", "csv")


def exported(root: Path, plan: Plan, found: State, per: str, format: str, folder: Path) -> tuple[Path, Path, int]:
    """The files of the table and of its codebook, and the number of its rows; raises ModelError."""
    if per not in PER:
        raise unknown("row", per, PER, "the key 'per'")
    if format not in FORMATS:
        raise unknown("format", format, FORMATS, "the key 'format'")
    runs = runs_of(root, plan, found)
    if not len(runs):
        raise ModelError(f"nothing of '{root}' is played yet: targetshift resume {root}")
    table = PER[per](plan, runs)
    file, book = folder / f"{per}s.{format}", folder / f"{per}s_codebook.csv"
    write_whole(file, _encoded(table, format))
    write_whole(book, _book(plan, table.column_names).encode())
    return file, book, len(table)


def _encoded(table: pa.Table, format: str) -> bytes:
    sink = pa.BufferOutputStream()
    if format == "csv":
        pc.write_csv(table, sink, pc.WriteOptions(quoting_style="needed"))
    else:
        pq.write_table(table, sink, compression="zstd", version="2.6")
    return bytes(sink.getvalue())


def _book(plan: Plan, columns: list[str]) -> str:
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([one.name for one in fields(Column)])
    rows.writerows(astuple(one) for one in codebook(plan, columns))
    return text.getvalue()
