"""What the terminal says of a sweep: before it starts, how it stands, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.sweep.cost import Cost
from experiments.sweep.effects import Effect, Extreme, effects, extremes
from experiments.sweep.plan import Plan
from experiments.sweep.store import State
from experiments.sweep.table import runs_of

SHOWN = 3
"""Inputs that are shown for an output, and failures for a sweep."""
WEAK = 0.1
"""A rank correlation below this is not worth a line."""


def size_line(plan: Plan) -> str:
    """How many sets, replicates, runs and worlds."""
    cells, sets = len(plan.cells.base), len(plan.design)
    shapes = " + ".join(f"{len(one.sets):,} sets x {len(one.replicates):,} replicates" for one in plan.stages)
    parts = [_many(cells, "world"), _many(len(plan.design.paths), "number")]
    rest = f"{', '.join(parts)}; {_many(len(plan.chunks), 'chunk')}."
    return f"{plan.runs:,} runs ({shapes}) of {_many(sets, 'set')}: {rest}"


def cost_line(cost: Cost) -> str:
    """How long and how much disk, as a trial has it."""
    return (
        f"To be played: {cost.runs:,} runs, about {duration(cost.seconds)} with {cost.threads} at work "
        f"({1e3 * cost.seconds_each:.2f} ms a run in a trial), at most {megabytes(cost.size)} on disk."
    )


def balance_line(plan: Plan) -> str:
    """What a Sobol sequence wants of its length; empty where nothing is amiss."""
    asked = plan.about["asked"]
    samples = asked["samples"]
    if asked["design"] != "sobol" or samples & (samples - 1) == 0:
        return ""
    return f"samples={samples} is no power of two: Sobol points are balanced at {1 << samples.bit_length()}."


def status_text(root: Path, plan: Plan, found: State, busy: int, failed: Sequence[Mapping[str, Any]]) -> str:
    """How a sweep stands, what is wrong in its folder, and what to do next."""
    left = found.left(plan)
    runs = plan.runs - sum(chunk.runs for chunk in left) - sum(one["runs"] for one in failed)
    lines = [
        size_line(plan),
        f"Played: {runs:,} of {plan.runs:,} runs, {_many(len(plan.chunks) - len(left), 'chunk')}.",
    ]
    lines += [f"At work now: {busy} chunks."] if busy else []
    lines += [_named("Damaged, to be played again by resume", found.damaged)] if found.damaged else []
    lines += [_named("Of another version or plan, not read (gc removes them)", found.stale)] if found.stale else []
    lines += [_named("No parts of a sweep, not read", found.strangers)] if found.strangers else []
    lines += list(_failures(failed))
    nothing_left = not left and not found.damaged and not failed
    lines += [f"Next: targetshift {'export' if nothing_left else 'resume'} {root}"]
    return "\n".join(lines)


def effect_table(effects: Sequence[Effect], extremes: Sequence[Extreme]) -> str:
    """The inputs that go most with each output, and the sets at its ends."""
    outputs = list(dict.fromkeys(one.output for one in effects))
    wide = max(map(len, outputs), default=0)
    head = [f"{'Output':<{wide}}  goes most with (Spearman's rank correlation over the sets' means)"] if outputs else []
    lines = [f"{output:<{wide}}  {_strongest([one for one in effects if one.output == output])}" for output in outputs]
    ends = [f"{one.which.capitalize()} {one.output}: set {one.set}, {one.mean:.1f} on average." for one in extremes]
    return "\n".join([*head, *lines, *ends])


def outcome(root: Path, plan: Plan, found: State) -> str:
    """What came of a sweep: which inputs move which outputs, and the sets at the ends."""
    runs = runs_of(root, plan, found, plan.kept.windows[:1])
    outputs = [name for name in runs.outputs if name.startswith("attacks.")]
    told = (list(effects(plan, runs, outputs)), list(extremes(plan, runs, outputs[0]))) if outputs else ([], [])
    return "\n".join(
        filter(None, (effect_table(*told), f"{len(runs):,} runs in {root}\nAs one table: targetshift export {root}"))
    )


def duration(seconds: float) -> str:
    """A time as people say it."""
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{max(1, round(seconds))} s"


def megabytes(size: int) -> str:
    """Bytes as people say them."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(size / 1e6, 0.1):.1f} MB"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _strongest(effects: Sequence[Effect]) -> str:
    best = sorted(effects, key=lambda one: -abs(one.rank))[:SHOWN]
    told = ", ".join(f"{one.input} {one.rank:+.2f}" for one in best if abs(one.rank) >= WEAK)
    return told or f"nothing above {WEAK:g}"


def _failures(failed: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if failed:
        yield f"Failed: {_many(len(failed), 'set')}, the first of them:"
    for one in failed[:SHOWN]:
        yield f"  set {one['set']} ({one['stage']}): {one['message']}"
        yield f"    {one['command']}"


def _named(what: str, files: Sequence[Path]) -> str:
    more = f" and {len(files) - SHOWN} more" if len(files) > SHOWN else ""
    return f"{what}: {', '.join(f'{file.parent.name}/{file.name}' for file in files[:SHOWN])}{more}."
