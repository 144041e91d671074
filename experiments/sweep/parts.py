"""Parts: rows of one chunk, or of a group of chunks, in a Parquet file that has its own checksum in its name.

`<key>.<first digits of its SHA-256>.parquet`: what determines the rows, and what the bytes are. A torn or flipped file
does not fit its name; two processes that play the same chunk write the same name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.files.regular import hash_of
from experiments.sweep.plan import DIGITS
from experiments.sweep.written import write_whole

SUM = 16  # digits of a checksum
NAME = re.compile(rf"([0-9a-f]{{{DIGITS}}})\.([0-9a-f]{{{SUM}}})\.parquet")
ROWS = 100_000  # in a row group


@dataclass(frozen=True)
class Part:
    """A file of rows: of which key, and with which checksum."""

    file: Path
    key: str
    sum: str

    @property
    def whole(self) -> bool:
        """Whether its bytes are those that were written; False also where it is gone or cannot be read."""
        try:
            return hash_of(self.file, self.file.stat().st_size)[:SUM] == self.sum
        except (OSError, ValueError):
            return False

    def read(self, columns: Sequence[str] | None = None) -> pa.Table:
        """Its rows; of some columns, or all."""
        return pq.read_table(self.file, columns=None if columns is None else list(columns))


def encoded(rows: pa.Table) -> bytes:
    """Rows as the bytes of a Parquet file, always the same for the same rows."""
    sink = pa.BufferOutputStream()
    pq.write_table(
        rows, sink, compression="zstd", version="2.6", data_page_version="1.0", row_group_size=ROWS,
        write_statistics=False, store_schema=False,
    )  # fmt: skip
    return bytes(sink.getvalue())


def write_part(folder: Path, key: str, rows: pa.Table) -> Part:
    """Write a part, and take away what else has its key: an older try, of which something failed."""
    content = encoded(rows)
    sum = sha256(content).hexdigest()[:SUM]
    part = Part(folder / f"{key}.{sum}.parquet", key, sum)
    write_whole(part.file, content)
    for other in parts_in(folder):
        if other.key == key and other.sum != sum:
            other.file.unlink(missing_ok=True)
    return part


def parts_in(folder: Path) -> list[Part]:
    """The parts in a folder, by name; not whether they are whole."""
    return [
        Part(folder / name, *found.groups()) for name in _names(folder) if (found := NAME.fullmatch(name)) is not None
    ]


def strangers_in(folder: Path) -> list[Path]:
    """Files in a folder that are no parts; hidden ones do not count."""
    return [folder / name for name in _names(folder) if not NAME.fullmatch(name) and not name.startswith(".")]


def by_key(parts: Iterable[Part]) -> Iterator[tuple[str, list[Part]]]:
    """The parts of each key."""
    found: dict[str, list[Part]] = {}
    for part in parts:
        found.setdefault(part.key, []).append(part)
    yield from found.items()


def _names(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in os.scandir(folder))
    except FileNotFoundError:
        return []
