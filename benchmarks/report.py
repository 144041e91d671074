"""The sections of the results."""

from __future__ import annotations

import subprocess

from agents import Theatre
from benchmarks import judging, start, sweep, sweeping
from benchmarks import memory as peaks
from benchmarks import sets as own
from benchmarks.clock import ratio, side_by_side
from benchmarks.floor import Floor, needed
from benchmarks.growth import TIMES, worlds
from experiments.setup.compose import world
from experiments.simulate.runs import weekly
from model.ensemble.runs import Runs, campaigns
from model.ensemble.weekly import weekly_counts
from model.world import World

BASELINE = world("scenario=baseline")
RUNS = 500


def _theatre() -> None:
    theatre = Theatre(BASELINE)
    theatre.play()
    theatre.release()


def _counts(one: World, runs: int = RUNS) -> None:
    weekly_counts(Runs.of(one, range(runs)))


def engines() -> str:
    """(a) and (b): the ensemble, the theatre and the floor, on one processor."""
    need = needed()
    floor = Floor(need)
    _counts(BASELINE, 1)
    campaigns(BASELINE, range(1))
    times = side_by_side(
        {
            "theatre": _theatre,
            "floor": lambda: floor.play(RUNS),
            "counts": lambda: _counts(BASELINE),
            "events": lambda: campaigns(BASELINE, range(RUNS)),
        },
        repeats=15,
    )
    runs = {"theatre": 1, "floor": RUNS, "counts": RUNS, "events": RUNS}
    best = {name: 1e3 * min(found) / runs[name] for name, found in times.items()}
    lines = [
        f"| {name} | {best[name]:.3f} | {1e3 / best[name]:.0f} | "
        f"{ratio(times['theatre'], times[name]) * runs[name]:.0f} | "
        f"{ratio(times[name], times['floor']) / runs[name] * RUNS:.2f} |"
        for name in times
    ]
    return "\n".join(
        [
            "## Runs a second on one processor, baseline",
            "| | ms a run | runs/s | times the theatre's speed | times the floor's time |",
            "|---|---|---|---|---|",
            *lines,
            "",
            f"The floor throws the {need['draw']:.0f} dice of a run, eight or more at a time, and takes its "
            f"{need['exp']:.0f} exponentials, {need['log']:.0f} logarithms and {need['idle']:.0f} exponentials of "
            "nothing. `counts` writes down weekly counts only, `events` the whole event log.",
            "",
        ]
    )


def sweeps() -> str:
    """(c): a sweep of 200 runs through Mesa, EMA Workbench and ours."""
    sweep.by_ensemble()
    ours = min(sweep.by_ensemble() for _ in range(5))
    mesa = sweep.by_batch_run()
    lines = [
        f"| ensemble, `tallies` | {ours:.3f} | 1 |",
        f"| Mesa `batch_run` of the theatre | {mesa:.1f} | {mesa / ours:.0f} |",
    ]
    try:
        ema, newest = sweep.by_workbench()
        lines.append(f"| EMA Workbench {newest} of the theatre | {ema:.1f} | {ema / ours:.0f} |")
    except (OSError, subprocess.CalledProcessError) as fault:
        lines.append(f"| EMA Workbench | skipped: {fault} | |")
    return "\n".join(
        [
            "## The same 200 runs as a sweep (20 values of one weight, 10 replicates), one process, wall time",
            "| through | seconds | times ours |",
            "|---|---|---|",
            *lines,
            "",
        ]
    )


def sets() -> str:
    """(h): runs that each have numbers of their own, and summaries of their counts."""
    shares, rebuilt = own.summaries(), own.rebuilt()
    lines = [f"| {kind} | {' | '.join(f'{times:.2f}' for times in found)} |" for kind, found in own.cost().items()]
    return "\n".join(
        [
            f"## Sets: one run in each of {own.SETS} of all {own.numbers()} free numbers, baseline, one thread",
            f"Times the processor time of {own.SETS} replicates of one set.",
            "",
            f"| the sets are | as totals | a run, with {own.MORE} in each | as weekly counts | as events | events |",
            "|---|---|---|---|---|---|",
            *lines,
            "",
            f"With a world made anew for every scattered set, events take {rebuilt:.2f} times the replicates' time. "
            f"Totals by target, which NumPy adds up in {shares['NumPy']:.1%} of the time of the runs, take "
            f"{shares['compiled']:.1%} compiled.",
            "",
        ]
    )


def stored() -> str:
    """(j): a sweep with its store, beside the engine alone; status and export; a store of a million rows."""
    numbers, worlds = sweeping.overhead()
    lines = []
    for sets in (1000, sweeping.SETS):
        found = sweeping.whole(sets)
        lines.append(
            f"| {sets * sweeping.REPLICATES:,} | {found['seconds']:.1f} | {found['peak']:.0f} | {found['size']:.1f} | "
            f"{found['files']:.0f} | {found['status']:.1f} | {found['export']:.1f} |"
        )
    rows = [f"| {what} | {figure:.1f} |" for what, figure in sweeping.store().items()]
    return "\n".join(
        [
            "## Sweeps: `targetshift sweep vary.free=prior design=sobol`, 10 replicates a set, all 89 free numbers",
            f"With lens, day-exact counts and store a sweep takes {numbers:.2f} times the processor time of the events "
            f"alone (goal: 1.10); where each set has dice, and so a world, of its own, {worlds:.2f} times.",
            "",
            "| runs | seconds, all told | peak MiB | MiB stored | files | `status`, s | `export`, s |",
            "|---|---|---|---|---|---|---|",
            *lines,
            "",
            "A store of a million made-up rows, without an engine, in seconds unless it says otherwise:",
            "",
            "| | |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def judged() -> str:
    """(i): lenses and patterns, and a whole warm `run`, beside playing."""
    return "\n".join(
        [
            "## Judging",
            f"Lenses and all pattern statistics of a run take {judging.patterns():.2f} times the processor time of "
            "playing it (goal: 0.5).",
            f"`targetshift run replicates={judging.WHOLE}` with tables, scores and figures, warm, takes "
            f"{judging.whole():.0f} times the processor time of playing its runs (goal: 25, not reached).",
            "",
        ]
    )


def threads() -> str:
    """(d): one thread against two."""
    weekly(BASELINE, 2)
    works = {str(n): lambda n=n: weekly(BASELINE, 640, workers=n) for n in (1, 2)}
    wall, spent = side_by_side(works, repeats=60, wall=True), side_by_side(works, repeats=15)
    return (
        "## Threads\n"
        "640 runs as weekly statistics, on the wall: two threads are "
        f"{min(wall['1']) / min(wall['2']):.2f} times as fast as one (best of 60 rounds each). Two take "
        f"{ratio(spent['2'], spent['1']):.2f} times the processor time of one for the same runs, what they lose "
        "to each other: on a machine that is busy otherwise only this second figure means anything.\n"
    )


def memory() -> str:
    """(e): peak memory and time of many runs."""
    lines = []
    for runs in (10**4, 10**5, 10**6):
        seconds, peak = peaks.counts(runs)
        lines.append(f"| weekly statistics | {runs:,} | {seconds:.1f} | {peak:.0f} |")
    for runs in (10**3, 10**4):
        seconds, peak = peaks.events(runs)
        lines.append(f"| event logs | {runs:,} | {seconds:.1f} | {peak:.0f} |")
    return "\n".join(
        [
            "## Memory: baseline runs on all processors, each line a process of its own",
            "| | runs | seconds | peak MiB |",
            "|---|---|---|---|",
            *lines,
            "",
        ]
    )


def growth() -> str:
    """(f): time a run with more of everything."""
    lines = []
    for what, by_times in worlds().items():
        for one in by_times.values():
            _counts(one, 1)
        works = {str(times): lambda one=one: _counts(one, 32) for times, one in by_times.items()}
        found = side_by_side(works, repeats=7)
        cells = " | ".join(f"{ratio(found[str(times)], found['1']):.2f}" for times in TIMES)
        lines.append(f"| {what} | {cells} |")
    return "\n".join(
        [
            "## Growth: time a run against the baseline's, with more of one thing",
            "| | " + " | ".join(f"x{times}" for times in TIMES) + " |",
            "|---|" + "---|" * len(TIMES),
            *lines,
            "",
        ]
    )


def start_up() -> str:
    """(g): from an empty cache to a warm one."""
    asked = {
        "--help": "`targetshift --help`",
        "cold": "`targetshift run replicates=1 figures=false`, empty compile cache",
        "warm": "the same, warm",
        "whole": "`targetshift run replicates=1000` with patterns, scores and figures, warm",
    }
    found = start.started()
    lines = [f"| {what} | {found[name][0]:.2f} | {found[name][1]:.2f} |" for name, what in asked.items()]
    return "\n".join(["## Start-up", "| | seconds on the wall | of processor time |", "|---|---|---|", *lines, ""])
