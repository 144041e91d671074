"""Which run a theatre is, also where Mesa's batch_run makes one after the other from the same arguments."""

from __future__ import annotations

import sys
from types import FrameType

from model.errors import ModelError

RUNNER, COUNTER = "mesa.batchrunner", "iteration"
"""Mesa's batch_run tells a model nothing of its iteration: it is read where Mesa counts it, and a test watches."""


def number_of_run(replicate: int | None, rng: int | None) -> int:
    """The number of the run: as given, or by the word that Mesa has for it (`rng`), or batch_run's iteration, or 0.

    Raises ModelError when batch_run would play the same dice several times.
    """
    iteration = _iteration()
    if replicate is None:
        return iteration if rng is None else rng
    if rng is not None or iteration:
        raise ModelError(
            f"replicate {replicate} is given and batch_run repeats it: the same dice would be counted several times. "
            "Leave out 'replicate', or leave out 'iterations' and 'rng' and give replicate=range(n)."
        )
    return replicate


def _iteration() -> int:
    """The iteration of the batch_run that is at work, if one is; 0 otherwise."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_globals.get("__name__") == RUNNER and COUNTER in frame.f_locals:
            return int(frame.f_locals[COUNTER])
        frame = frame.f_back
    return 0
