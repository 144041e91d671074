"""Events and weeks of a stored result as CSV, beside it: for R as it comes, and for spreadsheets."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from experiments.results.read import Result
from experiments.results.store import replace_folder

FOLDER = "csv"
TABLES = ("events", "weekly")


def exported(result: Result) -> Path:
    """The folder with events.csv and weekly.csv, written if it is not there: they can always be written again."""
    folder = result.folder / FOLDER
    if not folder.is_dir() and result.provenance:  # its seals are checked before anything is copied
        replace_folder(folder, lambda fresh: _write(result.folder, fresh))
    return folder


def _write(stored: Path, folder: Path) -> None:
    """Batch by batch: millions of weeks are never held at once."""
    for name in TABLES:
        source = pq.ParquetFile(stored / f"{name}.parquet")
        schema = pa.schema([_in_words(column) for column in source.schema_arrow])
        with pyarrow.csv.CSVWriter(folder / f"{name}.csv", schema) as writer:
            for batch in source.iter_batches():
                writer.write_table(pa.table([_plain(column) for column in batch.columns], schema=schema))


def _in_words(column: pa.Field) -> pa.Field:
    """Days without an hour, names without a dictionary, yes and no as R and pandas read them."""
    if pa.types.is_timestamp(column.type):
        return pa.field(column.name, pa.date32())
    if pa.types.is_boolean(column.type):
        return pa.field(column.name, pa.string())
    return pa.field(column.name, column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _plain(column: pa.Array) -> pa.Array:
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, "TRUE", "FALSE")
    return column.cast(_in_words(pa.field("", column.type)).type)
