"""Peak memory and time of many runs reduced to weekly statistics, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

CODE = """
import json, resource, time
from pathlib import Path
from experiments.setup.compose import world
from experiments.simulate.runs import simulate, weekly
baseline = world("scenario=baseline")
weekly(baseline, 2)
start = time.perf_counter()
{work}
seconds = time.perf_counter() - start
peak, status = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, Path("/proc/self/status")
if status.exists():  # ru_maxrss starts at what the parent had
    peak = int(status.read_text().partition("VmHWM:")[2].split()[0])
print(json.dumps([seconds, peak / 1024]))
"""


def counts(runs: int) -> tuple[float, float]:
    """Seconds and peak MiB of weekly statistics of so many runs, on all processors."""
    return _peak(f"weekly(baseline, {runs})")


def events(runs: int) -> tuple[float, float]:
    """Seconds and peak MiB of the event logs of so many runs, on all processors."""
    return _peak(f"simulate(baseline, {runs})")


def _peak(work: str) -> tuple[float, float]:
    code = CODE.format(work=work)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, peak = json.loads(done.stdout)
    return seconds, peak
