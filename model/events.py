"""The one event log: every count is derived from it, simulated and observed alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Kind(IntEnum):
    """What happened."""

    ATTACK = 0
    FOILED = 1
    STRIKE = 2
    BIRTH = 3
    TRACED = 4
    RETIRED = 5
    CLOSURE = 6


NOBODY = -1
"""Index for 'does not apply': no militia, no target, no governorate, no method, no brand."""
OWN_NAME = -2
"""Brand index of an attack that a militia claims under its own name."""

COLUMNS: dict[str, type] = {
    "week": np.int32,  # weeks since the scenario's start, from 0
    "day": np.int32,  # proleptic Gregorian ordinal of the date
    "kind": np.int8,  # Kind
    "militia": np.int16,  # who attacked, who was struck, whose brand it is
    "target": np.int16,
    "brand": np.int16,  # who claimed it: a brand, OWN_NAME, or NOBODY when unclaimed
    "slot": np.int16,  # the operation slot it came from
    "lethal": np.int8,  # 1: US or Coalition personnel were killed
    "abroad": np.int8,  # 1: a US strike outside Iraq
    "governorate": np.int16,
    "method": np.int16,
}


@dataclass(frozen=True)
class EventLog:
    """Columns of equal length, one row an event, in the order in which the week plays."""

    columns: dict[str, NDArray[Any]]

    @classmethod
    def from_rows(cls, rows: list[tuple[int, ...]]) -> EventLog:
        """Log from rows whose fields follow COLUMNS."""
        table = np.array(rows, dtype=np.int64).reshape(-1, len(COLUMNS))
        return cls({name: table[:, i].astype(kind) for i, (name, kind) in enumerate(COLUMNS.items())})

    @classmethod
    def joined(cls, logs: Sequence[EventLog]) -> EventLog:
        """Several logs as one, in their order."""
        return cls({name: np.concatenate([log.columns[name] for log in logs]) for name in COLUMNS})

    def __len__(self) -> int:
        """How many events the log holds."""
        return len(self.columns["week"])

    def __getitem__(self, name: str) -> NDArray[Any]:
        """One column by name."""
        return self.columns[name]
