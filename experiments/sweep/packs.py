"""Packs: the parts of a group of chunks as one file, so that a sweep ends as few files and never one a run."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from experiments.sweep.claims import Claims
from experiments.sweep.parts import Part, write_part
from experiments.sweep.plan import Plan
from experiments.sweep.store import PACKS, PARTS, State, pack_key, state


def pack(root: Path, plan: Plan, claims: Claims) -> State:
    """Pack every group that is whole and of which nothing failed, and clear away what was packed; what is then there.

    A pack is written before its parts go, so that a kill in between costs no row.
    """
    found = state(root, plan)
    for group, chunks in plan.groups.items():
        parts = [found.done.get(chunk.key) for chunk in chunks]
        failed = any(chunk.key in found.failed for chunk in chunks)
        if len(chunks) > 1 and not failed and all(map(_is_part, parts)) and claims.take(f"pack-{group}"):
            try:
                _write(root, pack_key(chunks), [part for part in parts if part is not None])
            finally:
                claims.give(f"pack-{group}")
    found = state(root, plan)
    for file in found.spare:
        file.unlink(missing_ok=True)
    return found


def _is_part(part: Part | None) -> bool:
    return part is not None and part.file.parent.name == PARTS


def _write(root: Path, key: str, parts: list[Part]) -> None:
    """Write a pack; where another process has packed and cleared away meanwhile, there is nothing to do."""
    try:
        rows = pa.concat_tables([part.read() for part in parts]).combine_chunks()
    except FileNotFoundError:
        return
    write_part(root / PACKS, key, rows)
