"""CSV tables as dataclasses: the types say how a cell is read, and every fault names its file and line."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from math import isfinite
from pathlib import Path
from typing import Annotated, Any, NewType, TypeVar, get_args, get_origin, get_type_hints

Row = TypeVar("Row")
Unbounded = NewType("Unbounded", float)
"""A number that may be infinite, such as a ratio to nothing."""
Faults = Callable[[Any], Iterable[str]]
ORDERED = (("low", "high"), ("n_low", "n_high"), ("start", "end"), ("date", "date_end"))


def read_rows(path: Path, kind: type[Row], faults: Faults) -> tuple[Row, ...]:
    """Read a table whose columns are the fields of `kind`; `Annotated[str, names]` is a closed vocabulary."""
    hints = get_type_hints(kind, include_extras=True)
    columns = {field.name: hints[field.name] for field in fields(kind)}  # type: ignore[arg-type]
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if sorted(reader.fieldnames or ()) != sorted(columns):
            raise ValueError(f"{path}:1: header {reader.fieldnames}; the table needs {', '.join(columns)}")
        return tuple(_row(kind, cells, columns, faults, f"{path}:{reader.line_num}") for cells in reader)


def read_table(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    """Read what `write_table` wrote; raises ValueError with file and line."""
    return read_rows(path, kind, lambda _: ())


def write_table(path: Path, rows: Sequence[Any], kind: type) -> None:
    """Write rows of one dataclass as CSV: UTF-8, one header line, an empty cell for nothing."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer, names = csv.writer(handle, lineterminator="\n"), [field.name for field in fields(kind)]
        writer.writerow(names)
        writer.writerows([[_cell(getattr(row, name)) for name in names] for row in rows])


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(f"{one:g}" if isinstance(one, float) else one for one in value)
    return "" if value is None else value


def _row(kind: type[Row], cells: dict[str, str], columns: dict[str, Any], faults: Faults, place: str) -> Row:
    if None in cells or None in cells.values():
        raise ValueError(f"{place}: the row has more or fewer cells than the header; it needs {len(columns)}")
    try:
        row = kind(**{name: _parse(name, cells[name], hint) for name, hint in columns.items()})
    except ValueError as fault:
        raise ValueError(f"{place}: {fault}") from None
    for complaint in (*_disorder(row), *faults(row)):
        raise ValueError(f"{place}: {complaint}")
    return row


def _parse(name: str, text: str, hint: Any) -> Any:
    if get_origin(hint) is Annotated:
        return _known(name, text, get_args(hint)[1])
    if type(None) in get_args(hint):
        return _parse(name, text, get_args(hint)[0]) if text else None
    parse, form = PARSERS[hint]
    try:
        return parse(text)
    except (ValueError, KeyError):
        raise ValueError(f"{name} '{text}' is not {form}") from None


def _known(name: str, text: str, legal: Iterable[str]) -> str:
    if text not in legal:
        raise ValueError(f"{name} '{text}' is unknown; use one of {', '.join(legal)}")
    return text


def _finite(text: str) -> float:
    if not isfinite(number := float(text)):
        raise ValueError
    return number


def _disorder(row: Any) -> Iterator[str]:
    for first, last in ORDERED:
        low, high = getattr(row, first, None), getattr(row, last, None)
        in_words = isinstance(low, str)
        if low is not None and high is not None and not in_words and low > high:
            yield f"{first} {low} is above {last} {high}"


PARSERS: dict[Any, tuple[Callable[[str], Any], str]] = {
    str: (str, "text"),
    int: (int, "a whole number"),
    float: (_finite, "a finite number"),
    Unbounded: (float, "a number"),
    bool: ({"yes": True, "no": False}.__getitem__, "yes or no"),
    dt.date: (dt.date.fromisoformat, "a date such as 2020-10-10"),
    tuple[str, ...]: (lambda text: tuple(text.split(";")), "names joined by ';'"),
    tuple[float, ...]: (lambda text: tuple(map(_finite, text.split(";"))) if text else (), "numbers joined by ';'"),
}
