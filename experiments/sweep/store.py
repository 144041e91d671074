"""The folder of a sweep: which chunks are there, and what in it is damaged, left over or of somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from experiments.files.hashing import digest
from experiments.sweep.failures import failed_chunks
from experiments.sweep.parts import Part, by_key, parts_in, strangers_in
from experiments.sweep.plan import DIGITS, Chunk, Plan
from model.errors import ModelError

PARTS, PACKS = "parts", "packs"
READERS = 4


class GoneError(ModelError):
    """A file was packed by another process while this one was about to read it."""


@dataclass(frozen=True)
class State:
    """What was found in the folder of a sweep."""

    done: Mapping[str, Part]  # the file that has a chunk's rows, by the chunk's key
    failed: frozenset[str]  # keys of chunks of which something failed
    damaged: tuple[Path, ...]  # bytes that do not fit the name, or two files for one chunk
    spare: tuple[Path, ...]  # parts that were packed
    stale: tuple[Path, ...]  # parts of another plan or version
    strangers: tuple[Path, ...]  # files that are no parts

    def left(self, plan: Plan) -> list[Chunk]:
        """The chunks that are still to be played."""
        return [chunk for chunk in plan.chunks if chunk.key not in self.done]

    def again(self, plan: Plan) -> list[Chunk]:
        """The chunks that are to be played, and those of which something failed."""
        return [chunk for chunk in plan.chunks if chunk.key not in self.done or chunk.key in self.failed]


def pack_key(chunks: tuple[Chunk, ...]) -> str:
    """The key of the file that has the rows of a group of chunks."""
    return digest({"chunks": [chunk.key for chunk in chunks]})[:DIGITS]


def state(root: Path, plan: Plan) -> State:
    """What is in the folder of a sweep; every file is held against its checksum."""
    whole, damaged = _sorted_out([*parts_in(root / PARTS), *parts_in(root / PACKS)])
    keys = {chunk.key for chunk in plan.chunks}
    packs = {pack_key(chunks): chunks for chunks in plan.groups.values()}
    done = {key: part for key, part in whole.items() if key in keys}
    spare: list[Path] = []
    for key, chunks in packs.items():
        if key in whole:
            spare += [done[chunk.key].file for chunk in chunks if chunk.key in done]
            done |= {chunk.key: whole[key] for chunk in chunks}
    stale = tuple(part.file for key, part in whole.items() if key not in keys and key not in packs)
    strangers = (*strangers_in(root / PARTS), *strangers_in(root / PACKS))
    failed = frozenset(failed_chunks(root) & keys)
    return State(done, failed, tuple(damaged), tuple(spare), stale, strangers)


def rows(root: Path, plan: Plan, found: State, columns: Sequence[str]) -> Iterator[pa.Table]:
    """Some columns of the rows that are there, file by file, in the plan's order; GoneError for a file that went."""
    seen: set[Path] = set()
    for chunk in plan.chunks:
        part = found.done.get(chunk.key)
        if part is not None and part.file not in seen:
            seen.add(part.file)
            try:
                yield part.read(columns)
            except (OSError, pa.ArrowException):
                raise GoneError(
                    f"{part.file} went while '{root}' was read: another process packs it. Ask again."
                ) from None


def _sorted_out(parts: list[Part]) -> tuple[dict[str, Part], list[Path]]:
    """The one whole file of each key, and files that are none."""
    with ThreadPoolExecutor(READERS) as pool:
        sound = dict(zip(parts, pool.map(lambda part: part.whole, parts), strict=True))
    whole: dict[str, Part] = {}
    for key, several in by_key(part for part in parts if sound[part]):
        if len(several) == 1:
            whole[key] = several[0]
    return whole, [part.file for part in parts if whole.get(part.key) != part and part.file.exists()]
