"""What the columns of a sweep's table hold: a row a column, for whoever opens it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from experiments.judge.patterns import load_patterns
from experiments.sweep.outputs import pattern_path
from experiments.sweep.plan import Plan

STATISTICS = {
    "mean": "mean over the replicates of the set",
    "sd": "standard deviation over the replicates",
    "q05": "5 % point of the replicates, a value that occurred (R's type 1)",
    "q50": "median of the replicates, a value that occurred",
    "q95": "95 % point of the replicates, a value that occurred",
    "happens": "share of replicates in which there is one",
    "support": "share of replicates that show it",
}
KNOWN = {
    "set": ("whole number", "Number of the set of values, from 0."),
    "replicate": ("whole number", "The run, from 0: sets share the dice of equal numbers."),
    "runs": ("whole number", "Replicates that are there; 0: it failed, or is still to be played."),
}
REST = re.compile(rf"(.*)\.({'|'.join(STATISTICS)})")


@dataclass(frozen=True)
class Column:
    """What a column holds."""

    column: str
    """Its name."""
    kind: str
    """input, output, or the number of a row."""
    unit: str
    """What its values are."""
    what: str
    """In words."""


def codebook(plan: Plan, columns: list[str]) -> Iterator[Column]:
    """A row for every column of a table."""
    inputs = {*plan.design.paths, *(key for cell in plan.design.cells for key in cell)}
    statements = {one.id: one.statement for one in load_patterns(pattern_path(plan.kept.pattern_folder))}
    for name in columns:
        if name in KNOWN:
            yield Column(name, "number", *KNOWN[name])
        elif name in inputs:
            yield Column(name, "input", *_input(plan, name))
        else:
            yield _output(plan, name, statements)


def _input(plan: Plan, key: str) -> tuple[str, str]:
    content = plan.about["config"]
    for name in key.split("."):
        content = content.get(name) if isinstance(content, Mapping) else None
    if isinstance(content, Mapping) and {"value", "prior"} <= set(content):
        return "number", f"{key}.value of the config (prior {content['prior']}): {content['source']}"
    return ("number" if key in plan.design.paths else "value"), f"{key} of the config."


def _output(plan: Plan, column: str, statements: Mapping[str, str]) -> Column:
    found = REST.fullmatch(column)
    name, statistic = found.groups() if found else (column, "")
    unit, what = _of_run(plan, name, statements)
    if not statistic:
        return Column(column, "output", unit, what)
    shared = statistic in ("happens", "support")
    return Column(column, "output", "share" if shared else unit, f"{what} {STATISTICS[statistic].capitalize()}.")


def _of_run(plan: Plan, name: str, statements: Mapping[str, str]) -> tuple[str, str]:
    """Unit and words of an output of one run."""
    family, _, rest = name.partition(".")
    if family == "first":
        return "day", f"First attack on {rest} that {plan.kept.lens} would have recorded; empty: none."
    if family == "events":
        return "events", f"Events of kind {rest}, seen or not."
    if family == "pattern":
        return "yes or no", f"Whether the run shows pattern {rest}: {statements.get(rest, 'unknown today')}"
    window = next(one for one in plan.kept.windows if rest == one.name or rest.startswith(f"{one.name}."))
    target = rest.removeprefix(window.name).removeprefix(".")
    days = f"from {window.start} to {window.end}, as {plan.kept.lens} would have recorded them."
    if family == "share":
        return "share", f"Share of {target} in the attacks {days} Empty: there were none."
    return "attacks", f"Attacks{f' on {target}' if target else ' on all targets'} {days}"
