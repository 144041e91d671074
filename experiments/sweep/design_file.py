"""A design that somebody else made: CSV or Parquet, a column a key and a row a set, such as draws of a posterior."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from model.errors import ModelError

Found = tuple[tuple[Mapping[str, Any], ...], NDArray[np.int64], tuple[str, ...], NDArray[np.float64]]
MARK = b"\xef\xbb\xbf"
WORDS = {"true": True, "false": False, "null": None}
WHOLE = re.compile(r"[-+]?\d+")
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
HEAD = 4096  # bytes in which a header ends


def read_design(file: str, numbers: frozenset[str]) -> Found:
    """The cells, the cell of each set, the paths of numbers, and their values [sets, paths]; raises ModelError."""
    table = _read(Path(file))
    if not table.num_rows:
        raise ModelError(f"{file} has a header and no row: give a row a set.")
    keys = [_key(name, numbers) for name in table.column_names]
    _refuse_twice(file, keys)
    of_numbers = [place for place, key in enumerate(keys) if key in numbers]
    of_worlds = [place for place, key in enumerate(keys) if key not in numbers]
    columns = [_numbers(table.column(place), table.column_names[place], file) for place in of_numbers]
    values = np.column_stack(columns) if columns else np.empty((table.num_rows, 0))
    texts = {keys[place]: table.column(place).to_pylist() for place in of_worlds}
    for key, column in texts.items():
        _refuse_gaps(file, key, column)
    cells, cell = _cells(texts, table.num_rows)
    _refuse_duplicates(file, cell, values)
    return cells, cell, tuple(keys[place] for place in of_numbers), values


def _key(name: str, numbers: frozenset[str]) -> str:
    short = name.strip().removesuffix(".value")
    return short if short in numbers else name.strip()


def _read(file: Path) -> pa.Table:
    try:
        if file.suffix.lower() in (".parquet", ".pq"):
            return pq.read_table(file)
        _check_text(file)
        options = pc.ConvertOptions(strings_can_be_null=False, column_types=dict.fromkeys(_header(file), pa.string()))
        return pc.read_csv(file, convert_options=options)
    except FileNotFoundError:
        raise ModelError(f"file '{file}' is not there: give the CSV or Parquet file that holds the design.") from None
    except (pa.ArrowException, UnicodeDecodeError, csv.Error) as fault:
        reason = str(fault).partition("\n")[0]
        raise ModelError(f"{file} cannot be read as a table ({reason}): it must be CSV in UTF-8, or Parquet.") from None
    except OSError as fault:
        raise ModelError(f"{file} cannot be read: {fault.strerror or fault}.") from None


def _check_text(file: Path) -> None:
    with file.open("rb") as handle:
        head = handle.read(HEAD)
    if head.startswith(MARK):
        raise ModelError(
            f"{file} begins with a byte-order mark, which would be taken for part of the first column's name: save it "
            "as UTF-8 without one (Excel: 'CSV', not 'CSV UTF-8')."
        )
    first = head.partition(b"\n")[0]
    if b";" in first and b"," not in first:
        raise ModelError(
            f"{file} separates its columns by ';': they must be separated by ',', with '.' in numbers. Export it again "
            "with English settings."
        )
    if not first.strip():
        raise ModelError(f"{file} has no header: its first line must name the keys that its columns hold.")


def _header(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as handle:
        return next(csv.reader(handle))


def _refuse_twice(file: str, keys: list[str]) -> None:
    twice = [key for key, times in Counter(keys).items() if times > 1]
    if twice:
        raise ModelError(f"{file} has the column '{twice[0]}' twice (with '.value' it is the same): leave one out.")
    if "" in keys:
        raise ModelError(f"{file} has a column without a name (column {keys.index('') + 1}): name its key, or drop it.")


def _numbers(column: pa.ChunkedArray, name: str, file: str) -> NDArray[np.float64]:
    """A column of numbers; raises ModelError with the first row that holds none."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        texts = column.to_pylist()
        for row, text in enumerate(texts, start=1):
            if text is None or not NUMBER.fullmatch(text.strip()):
                raise _no_number(file, row, name, text)
        return np.array([float(text) for text in texts])
    if not (pa.types.is_floating(column.type) or pa.types.is_integer(column.type)):
        raise ModelError(f"{file}: column '{name}' holds {column.type}: it must hold numbers.")
    found = np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.float64)
    bad = np.flatnonzero(~np.isfinite(found))
    if bad.size:
        raise _no_number(file, int(bad[0]) + 1, name, found[bad[0]])
    return found


def _no_number(file: str, row: int, name: str, value: Any) -> ModelError:
    shown = "empty" if value in ("", None) else f"'{value}'"
    return ModelError(f"{file}, row {row}: {name} is {shown}: it must be a finite number, as in 0.5.")


def _refuse_gaps(file: str, key: str, column: list[Any]) -> None:
    for row, value in enumerate(column, start=1):
        if value is None or value != value or (isinstance(value, str) and not value.strip()):
            raise ModelError(
                f"{file}, row {row}: {key} is empty: give it a value (null takes a row of the config out)."
            )


def _cells(columns: Mapping[str, list[Any]], rows: int) -> tuple[tuple[Mapping[str, Any], ...], NDArray[np.int64]]:
    """The distinct combinations of what is no number, in the order of their first row, and which each row has."""
    known: dict[tuple[Any, ...], int] = {}
    texts = zip(*columns.values(), strict=True) if columns else ((),) * rows
    cell = np.array([known.setdefault(text, len(known)) for text in texts], dtype=np.int64)
    return tuple(dict(zip(columns, map(_plain, row), strict=True)) for row in known), cell


def _plain(value: Any) -> Any:
    """A cell as YAML would read it: whole numbers and days as a config has them."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text) if NUMBER.fullmatch(text) else text


def _refuse_duplicates(file: str, cell: NDArray[np.int64], values: NDArray[np.float64]) -> None:
    rows = np.ascontiguousarray(np.column_stack([cell.astype(np.float64), values]))
    whole = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).reshape(-1)
    _, first, back = np.unique(whole, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[back] != np.arange(len(rows)))
    if again.size:
        row = int(again[0])
        raise ModelError(
            f"{file}, row {row + 1}: it is the same set as row {int(first[back][row]) + 1}, which would be played and "
            "counted twice. Leave one out; `replicates` plays a set more often."
        )
