"""Until nothing is left: chunks are claimed, played and written by threads, beside any other process on the folder."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from experiments.results.store import writing
from experiments.sweep.claims import FOLDER as CLAIMS
from experiments.sweep.claims import Claims
from experiments.sweep.failures import FOLDER as FAILURES
from experiments.sweep.failures import write_failures
from experiments.sweep.packs import pack
from experiments.sweep.parts import write_part
from experiments.sweep.plan import Chunk, Plan
from experiments.sweep.play import played
from experiments.sweep.store import PACKS, PARTS, State, pack_key, state
from experiments.sweep.written import tidy

PATIENCE = 0.5  # seconds between two looks at what others are at
Told = Callable[[int, int], None]
"""Told of runs just played, and of sets that just failed."""


class StoppedError(Exception):
    """The work is to end where it is."""


@dataclass
class Work:
    """What one process does on the folder of a sweep, with so many threads."""

    root: Path
    plan: Plan
    threads: int
    stop_at_failure: bool
    told: Told
    claims: Claims = field(init=False)
    over: threading.Event = field(default_factory=threading.Event)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Chunks are claimed in the folder."""
        self.claims = Claims(self.root)

    def do(self) -> State:
        """Play what is left, waiting for what others are at, and pack; raises ModelError for what cannot be written.

        Chunks of which something failed before are tried again, once.
        """
        with writing(self.root):
            for folder in (self.root, *(self.root / name for name in (PARTS, PACKS, CLAIMS, FAILURES))):
                tidy(folder)
            with self.claims.kept_fresh():
                found = state(self.root, self.plan)
                for file in found.damaged:
                    file.unlink(missing_ok=True)
                again = found.failed
                todo = found.again(self.plan)
                while todo and not self.over.is_set():
                    elsewhere = self._in_threads(todo, again)
                    again = frozenset()
                    if elsewhere:
                        time.sleep(PATIENCE)
                    todo = [chunk for chunk in elsewhere if not self._is_there(chunk)]
                return pack(self.root, self.plan, self.claims)

    def _in_threads(self, todo: Sequence[Chunk], again: frozenset[str]) -> list[Chunk]:
        """Play chunks; those that somebody else is at are given back."""
        waiting, elsewhere = iter(todo), list[Chunk]()
        threads = min(self.threads, len(todo)) if self.plan.engine == "ensemble" else 1  # Mesa takes processes
        with ThreadPoolExecutor(threads) as pool:
            try:
                busy = [pool.submit(self._until_none_is_left, waiting, elsewhere, again) for _ in range(threads)]
                for one in wait(busy, return_when=FIRST_EXCEPTION).done:
                    one.result()
            except StoppedError:
                pass
            except BaseException:
                self.over.set()
                raise
        return elsewhere

    def _until_none_is_left(self, waiting: Iterator[Chunk], elsewhere: list[Chunk], again: frozenset[str]) -> None:
        while not self.over.is_set():
            with self.guard:
                chunk = next(waiting, None)
            if chunk is None:
                return
            if not self.claims.take(chunk.key):
                elsewhere.append(chunk)
                continue
            try:
                if chunk.key in again or not self._is_there(chunk):
                    self._play(chunk)
            finally:
                self.claims.give(chunk.key)

    def _play(self, chunk: Chunk) -> None:
        plan, workers = self.plan, 1 if self.plan.engine == "ensemble" else self.threads
        rows, failures = played(chunk, plan.design, plan.cells, plan.kept, plan.engine, workers, self._breathe)
        if failures:  # before the rows: a chunk that seems whole must never hide what failed of it
            write_failures(self.root, plan, chunk, failures)
            self.told(0, len(failures))
        write_part(self.root / PARTS, chunk.key, rows)
        if not failures:
            write_failures(self.root, plan, chunk, ())
        elif self.stop_at_failure:
            self.over.set()

    def _breathe(self, runs: int) -> None:
        self.told(runs, 0)
        if self.over.is_set():
            raise StoppedError

    def _is_there(self, chunk: Chunk) -> bool:
        """Whether another process has written a chunk since this one looked."""
        names = _names(self.root / PARTS)
        packed = pack_key(self.plan.groups[chunk.group])
        return any(one.startswith(chunk.key) for one in names) or any(
            one.startswith(packed) for one in _names(self.root / PACKS)
        )


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(folder)]
    except FileNotFoundError:
        return []
