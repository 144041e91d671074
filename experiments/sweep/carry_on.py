"""A sweep on the command line: a bar while it plays, and how to go on when it is ended."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.simulate.progress import progress
from experiments.sweep.failures import read_failures
from experiments.sweep.plan import Plan
from experiments.sweep.store import State
from experiments.sweep.work import Work
from model.errors import ModelError


def carried_on(root: Path, plan: Plan, found: State, threads: int, quiet: bool, on_error: str) -> State:
    """Play what is left of a plan; what is then there. What ends it on the way says how to go on."""
    for file in found.damaged:
        print(f"Damaged, played again: {file.parent.name}/{file.name}", file=sys.stderr)
    runs = sum(chunk.runs for chunk in found.again(plan))
    guard, failed = threading.Lock(), [0]
    with progress(f"{root.name}, {threads} at work", runs, quiet) as bar:

        def told(played: int, failures: int) -> None:
            with guard:
                failed[0] += failures
                bar(played, f"{failed[0]} failed" if failed[0] else "")

        try:
            return Work(root, plan, threads, on_error == "stop", told).do()
        except BaseException:
            print(f"\nTo go on: targetshift resume {root}", file=sys.stderr)
            raise


def failed_sets(root: Path, plan: Plan, found: State) -> list[Mapping[str, Any]]:
    """What failed of a sweep, set by set."""
    return list(read_failures(root, [chunk.key for chunk in plan.chunks if chunk.key in found.failed]))


def refuse_failed(root: Path, plan: Plan, found: State) -> None:
    """Raise ModelError when sets failed: how many, the first of them, and the command that repeats it."""
    failed = failed_sets(root, plan, found)
    if failed:
        first, left = failed[0], sum(chunk.runs for chunk in found.left(plan))
        many = f"{len(failed)} of {len(plan.design)} sets failed" if len(failed) > 1 else f"set {first['set']} failed"
        rest = f"{left} runs are still to be played" if left else "all others are whole"
        raise ModelError(
            f"{many}, {rest}; set {first['set']} ({first['stage']}): {first['message']} Alone: {first['command']} -- "
            f"all of them: targetshift status {root}"
        )
