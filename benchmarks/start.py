"""Start-up: seconds of the command line with an empty and a full compile cache."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

HELP = ("--help",)
RUN = ("run", "replicates=1", "figures=false", "quiet=true")


def seconds(words: tuple[str, ...], results: Path, cache: Path) -> tuple[float, float]:
    """Seconds on the wall and of processor time of `targetshift` with some words."""
    command = [Path(sys.executable).with_name("targetshift"), *words]
    command += [f"results={results}"] if words != HELP else []
    start, spent = perf_counter(), _children()
    subprocess.run(command, env={**os.environ, "XDG_CACHE_HOME": str(cache)}, capture_output=True, check=True)
    return perf_counter() - start, _children() - spent


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def started() -> dict[str, tuple[float, float]]:
    """Seconds of `--help`, of a cold and of a warm first run, and of a warm run of 1,000 replicates with figures."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder, "cache")
        cold = seconds(RUN, Path(folder, "cold"), cache)
        warm = min(seconds(RUN, Path(folder, f"warm {n}"), cache) for n in range(2))
        thousand = ("run", "replicates=1000", "quiet=true")
        whole = min(seconds(thousand, Path(folder, f"whole {n}"), cache) for n in range(2))
        helped = min(seconds(HELP, Path(folder), cache) for _ in range(3))
    return {"--help": helped, "cold": cold, "warm": warm, "whole": whole}
