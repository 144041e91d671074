"""2022 with and without a cut at its pause.

That attacks on US targets cease in September 2022 is an outcome. Where it begins a stretch of its own, whoever knows of
the pause is paid twice: for the quiet stretch, and for the busy one that it leaves.
"""

from __future__ import annotations

import numpy as np

from experiments.judge.scores.score import CUT, WHOLE
from experiments.observed import tables as data
from experiments.observed.blocks import Block, Observed
from experiments.observed.chronicle import in_use

READINGS = (CUT, WHOLE)


def read(record: Observed, pause: str) -> Observed:
    """The record with 2022 cut at its pause, as it comes, or whole: the pause joined to what comes before it."""
    starts = [block.start for block in record.stretches]
    first = next((row.start for row in data.load(data.Count) if row.id == in_use().notes.pause), None)
    if pause == CUT or first not in starts[1:]:
        return record
    at = starts.index(first)
    before, after = record.stretches[at - 1 : at + 1]
    joined = Block(before.start, after.end, before.phase)
    firsts = [n for n in range(len(starts)) if n != at]
    stretches = (*record.stretches[: at - 1], joined, *record.stretches[at + 1 :])
    return Observed(record.targets, stretches, np.add.reduceat(record.counts, firsts, axis=2))
