"""Records that a model would leave if it were true: its own campaigns, seen as unsharply as the real one was seen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.judge.shifts.levels import Numbers

MOST = 500
"""Records that are made, at the most: as many as a run has replicates unless it is told otherwise."""
SEED = 20230527
AT_ONCE = 50
"""Records whose tables are in memory at the same time."""


def records(draws: Numbers, tables: Numbers) -> Iterator[Numbers]:
    """Records of draws [replicates, cells], a few at a time: [records, tables, cells].

    Were table s of the real record the truth, each table t would miss it by the factor t / s in every cell. So a
    campaign x leaves the tables x t / s (half an attack added to all three, then rounded), with an s of its own:
    where the record is sharp it is seen as it is. The order of the replicates decides nothing.
    """
    own = _chosen(draws)
    truth = np.random.default_rng(SEED).integers(len(tables), size=len(own))
    seen = tables + 0.5
    for first in range(0, len(own), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        ratio = seen[None] / seen[truth[part], None]
        yield np.rint((own[part, None] + 0.5) * ratio - 0.5)


def _chosen(draws: Numbers) -> Numbers:
    """At most MOST replicates, an even choice of them when sorted by their counts."""
    ordered = draws[np.lexsort(draws.T[::-1])]
    return ordered[np.unique(np.linspace(0, len(draws) - 1, min(len(draws), MOST)).round().astype(np.int64))]
