"""Times taken side by side: what is compared takes turns, so that a busy machine slows all of it alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter, process_time

Work = Callable[[], object]


def side_by_side(works: Mapping[str, Work], repeats: int = 9, *, wall: bool = False) -> dict[str, list[float]]:
    """Seconds of processor time (or on the wall) of each work, in every one of `repeats` rounds."""
    now = perf_counter if wall else process_time
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            start = now()
            work()
            times[name].append(now() - start)
    return times


def ratio(slow: list[float], fast: list[float]) -> float:
    """How many times faster: the median over rounds."""
    return median(one / other for one, other in zip(slow, fast, strict=True))
