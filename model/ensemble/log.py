"""What is written down of a run: every event, or only counts, or both."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.compiled import step
from model.ensemble.stage import Ints
from model.events import COLUMNS, NOBODY, OWN_NAME

FIELDS = len(COLUMNS)
_NOBODY, _OWN_NAME = int(NOBODY), int(OWN_NAME)


class Claimant(IntEnum):
    """Who claimed an attack: the last axis of a tensor of counts."""

    NOBODY = 0
    OWN_NAME = 1
    BRAND = 2


class Log(NamedTuple):
    """Where runs are written down; an array without room is left alone."""

    rows: NDArray[np.int32]  # [COLUMNS, events]
    counts: NDArray[np.uint16]  # [runs, weeks, militias, targets, Claimant], attacks that took place
    place: Ints  # [2]: events logged so far, and the run in hand


@step()
def log_event(
    log: Any, week: int, day: int, kind: int, militia: int, target: int, brand: int, slot: int, lethal: int,
    abroad: int, governorate: int, method: int,
) -> None:  # fmt: skip
    """Log an event, if events are logged; arguments are COLUMNS."""
    rows, n = log.rows, log.place[0]
    if rows.shape[1] == 0:
        return
    rows[0, n], rows[1, n], rows[2, n], rows[3, n], rows[4, n], rows[5, n] = week, day, kind, militia, target, brand
    rows[6, n], rows[7, n], rows[8, n], rows[9, n], rows[10, n] = slot, lethal, abroad, governorate, method
    log.place[0] = n + 1


@step()
def log_other(log: Any, week: int, day: int, kind: int, militia: int, brand: int, abroad: int) -> None:
    """Log what is no operation: a strike, a closure, a brand's birth, tracing or retirement."""
    log_event(log, week, day, kind, militia, _NOBODY, brand, _NOBODY, 0, abroad, _NOBODY, _NOBODY)


@step()
def count(log: Any, week: int, militia: int, target: int, brand: int) -> None:
    """Count an attack, if attacks are counted."""
    if log.counts.shape[0] > 0:
        claimant = Claimant.BRAND if brand >= 0 else (Claimant.OWN_NAME if brand == _OWN_NAME else Claimant.NOBODY)
        log.counts[log.place[1], week, militia, target, claimant] += 1
