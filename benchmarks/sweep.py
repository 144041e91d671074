"""The same sweep of 200 runs through Mesa's batch_run, through EMA Workbench and through the ensemble."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
import venv
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from agents import Theatre
from experiments.setup.compose import world
from experiments.simulate.runs import tallies

VALUES, REPLICATES = np.linspace(0.5, 4.0, 20), 10  # of the weight of retaliation risk
WORLD = world("scenario=baseline")


class Swept(Theatre):
    """The theatre as a sweep of it starts it."""

    def __init__(self, risk_weight: float, run: int) -> None:
        """Seat the baseline with another weight of risk."""
        super().__init__(_with(risk_weight), run)


def _with(risk_weight: float) -> Any:
    return replace(WORLD, parameters=WORLD.parameters._replace(risk_weight=float(risk_weight)))


def by_ensemble() -> float:
    """Seconds of ours, on one thread: weekly counts by militia, target and claimant."""
    start = perf_counter()
    tallies(WORLD, REPLICATES, np.copy, {"parameters.risk_weight": VALUES}, workers=1)
    return perf_counter() - start


def by_batch_run() -> float:
    """Seconds of Mesa's batch_run, on one process."""
    from mesa import batch_run

    start = perf_counter()
    batch_run(Swept, {"risk_weight": list(VALUES), "run": list(range(REPLICATES))}, display_progress=False)
    return perf_counter() - start


def by_workbench() -> tuple[float, str]:
    """Seconds of the newest EMA Workbench that installs, and its version; raises CalledProcessError when none does."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        inside = subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
        Path(inside, "project.pth").write_text(f"{sysconfig.get_path('purelib')}\n{Path.cwd()}\n")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "ema_workbench"], capture_output=True, check=True)
        code = "import benchmarks.sweep as sweep; sweep.workbench()"
        done = subprocess.run([python, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return found["seconds"], found["version"]


def workbench() -> None:
    """In the venv that has it: sweep, and print the seconds and the version."""
    import ema_workbench as ema

    def play(risk_weight: float, run: int) -> dict[str, int]:
        theatre = Swept(risk_weight, int(run))
        events = len(theatre.play())
        theatre.release()
        return {"events": events}

    model = ema.Model("theatre", function=play)
    model.uncertainties = [
        ema.CategoricalParameter("risk_weight", [float(value) for value in VALUES]),
        ema.IntegerParameter("run", 0, REPLICATES - 1),
    ]
    model.outcomes = [ema.ScalarOutcome("events")]
    start = perf_counter()
    ema.perform_experiments(model, scenarios=len(VALUES) * REPLICATES)
    print(json.dumps({"seconds": perf_counter() - start, "version": ema.__version__}))


if __name__ == "__main__":
    print(by_ensemble(), by_batch_run(), by_workbench(), file=sys.stderr)
