"""The codebook of all that a result holds: docs/outputs.md, made from the row types, which say what a column is."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, get_args, get_type_hints

from experiments.judge.codings import CodingShare, CodingSupport
from experiments.judge.differences import Difference, Support
from experiments.judge.monthly import MonthlyCount
from experiments.judge.patterns import Reference, Verdict
from experiments.judge.periods import PeriodCount
from experiments.judge.rises import Rise
from experiments.judge.scores.score import ScenarioScore, Score
from experiments.judge.shifts import Agreement, ChangePoint, ShiftRow, ToldApart
from experiments.observed.record.reconciliation import Exclusion, FeasibleCount, PartRange
from experiments.results.look_log import Look
from experiments.results.parquet import EVENTS, WEEKS

Columns = type | Mapping[str, str]
"""A row type that documents its fields, or columns with what they hold."""

RUN: dict[str, tuple[str, Columns]] = {
    "events.parquet": ("Every event of every run.", EVENTS),
    "weekly.parquet": ("Attacks of every run, week, target and militia.", WEEKS),
    "phases.csv": ("Attacks by phase beside the observed.", PeriodCount),
    "years.csv": ("Attacks by calendar year beside the observed.", PeriodCount),
    "rises.csv": ("Attacks against the year before, and how much of the ratio is the lens.", Rise),
    "patterns.csv": ("The verdict on each pattern.", Verdict),
    "references.csv": ("How many patterns Poisson worlds without any mechanism reproduce.", Reference),
    "shifts.csv": ("Changes from phase to phase.", ShiftRow),
    "agreement.csv": ("The phase-shift test, in each reading of the phases; no row without a record.", Agreement),
    "change_points.csv": ("Where the monthly mix changes.", ChangePoint),
    "scores.csv": ("Scores, and skill against each naive forecast; no row without an observed record.", Score),
}
COMPARISON: dict[str, tuple[str, Columns]] = {
    "differences.csv": ("Attacks by period and target, scenario less the first, replicate by replicate.", Difference),
    "totals.csv": ("The same of all targets together.", Difference),
    "monthly.csv": ("Attacks by month in each scenario.", MonthlyCount),
    "patterns.csv": ("Support of the counted patterns in each scenario.", Support),
    "agreement.csv": ("The phase-shift test of each scenario; columns as in a run's.", Agreement),
    "told_apart.csv": ("Which scenarios the record could tell from the first.", ToldApart),
    "scores.csv": ("Scores of each scenario, and skill against the first.", ScenarioScore),
}
DRAWN = {
    "coding": "Number of the coding.",
    "row.start, row.end, row.day": "The day that it has for an edge in doubt, by the row of conf/timeline.",
    "row.level": "The level that it has for one in doubt.",
    "lens.row.share": "The share of attacks that a lens records by a row of conf/lens.",
    "lens.row.change": "The day on which that changes; the day after the last possible one: it does not.",
    "lens.row.later": "The share from that day on.",
}
CODINGS: dict[str, tuple[str, Columns]] = {
    "shares.csv": ("How much of each count's variance is the coding's.", CodingShare),
    "supports.csv": ("Support of each pattern over codings.", CodingSupport),
    "drawn.csv": ("What each coding has of the facts in doubt.", DRAWN),
}
RECONCILIATION: dict[str, tuple[str, Columns]] = {
    "tables.csv": ("Every whole-number table of a target that satisfies all statements of the record.", FeasibleCount),
    "years.csv": ("What each part of the record can be.", PartRange),
    "statements.csv": ("What each statement excludes.", Exclusion),
}
MOVED = {
    "path": "The number, by its path in the config.",
    "value": "The estimate.",
    "deviations": "How far it lies from its prior's middle, in deviations of the prior.",
}
FIT: dict[str, tuple[str, Columns]] = {
    "estimate.yaml": ("The estimate: copy it to conf/estimate to use it.", {}),
    "moved.csv": ("How far each number moved.", MOVED),
}
PROVENANCE = {
    "format": "Number of the layout of a result's folder.",
    "kind": "run, comparison, codings, fit or reconciliation.",
    "scenario": "The scenario, or scenarios, by name.",
    "differences": "In what the world (of a comparison: the first) differs from the baseline as it ships.",
    "numbers": "Of a run: each number that no content file decides: its value, what set it, what it was instead.",
    "changes": "Of a comparison: in what each scenario differs from the first.",
    "runs": "Of a comparison: the folders of its runs.",
    "codings": "Of codings: how many.",
    "replicates": "Runs with the same world and other dice.",
    "seed": "What the dice are addressed by, with the run, actor, target and week.",
    "engine": "ensemble or theatre: the same events.",
    "seen_through": "The lens through which tables count.",
    "patterns": "SHA-256 of the pattern files.",
    "patterns_fixed": "When these were last committed, and whether they have changed since.",
    "estimate": "Name of the estimate in use.",
    "fitted": "Phases that it was fitted to.",
    "recorded": "Whether there is an observed record to hold it against.",
    "look": "Of a comparison: labels and colours of its figures.",
    "heldout": "Phases that its fit left out.",
    "hashes": "SHA-256 by part of all that determines the result: its name is made of them.",
    "config": "The config with everything resolved.",
    "hash": "SHA-256 of the hashes: its first twelve digits end the folder's name.",
    "made": "When.",
    "python": "By which Python.",
    "platform": "On which machine.",
    "versions": "With which packages.",
    "commit": "At which commit; null where git knows none.",
    "dirty": "Whether the checkout had changes.",
    "commit_unknown": "Why there is no commit, where there is none.",
    "seal": "SHA-256 over all of this file but the seal itself: an edited one is not read.",
    "command": "By which command line.",
    "files": "SHA-256 of every file of the folder.",
}
SECTIONS: dict[str, dict[str, tuple[str, Columns]]] = {
    "A run (`targetshift run`)": RUN,
    "A comparison (`targetshift compare`)": COMPARISON,
    "Codings (`targetshift codings`)": CODINGS,
    "A reconciliation (`targetshift reconcile`)": RECONCILIATION,
    "A fit (`targetshift fit`)": FIT,
    "Every result": {"provenance.json": ("Where it comes from; keys, as far as they apply.", PROVENANCE)},
    "The store": {"ledger.jsonl": ("Every look at scores on a held-out phase, a line of JSON each.", Look)},
}
HEAD = """\
# What a result holds

Made from the row types by `make docs`; a test fails when it is not. Every result is a folder below `results/`, named by
what determines it, and `figures/` in it can be drawn again by `targetshift plot`.

## Conventions
- **CSV**: UTF-8, comma, one header line; an empty cell is nothing to tell (pandas `NaN`, R `NA`); `yes` and `no`; days
  as 2020-10-10, months as 2020-10; several values in a cell are joined by `;`.
- **Percentiles** are R's type 1 (`quantile(x, p, type = 1)`, NumPy's `inverted_cdf`): the smallest value that occurred
  with at least that share of all replicates at or below it. A count's percentile is a count that some replicate had,
  and a median of an even number of replicates is the lower of the two in the middle.
- **Counts** are of attacks that took place and that the lens `seen_through` would have recorded, unless said otherwise.
- **pandas**: `pandas.read_parquet("events.parquet")` has dates as datetime64; for a CSV table say
  `pandas.read_csv("phases.csv", parse_dates=["start", "end"])`.
- **R**: with `format=csv`, `run` writes `csv/events.csv` and `csv/weekly.csv` beside the Parquet files, with the same
  columns and days instead of timestamps:
  `read.csv("csv/events.csv", na.strings = "", colClasses = c(date = "Date"))` needs nothing but Debian's `r-base-core`.
  Parquet itself opens with `nanoparquet::read_parquet("events.parquet")` or `arrow::read_parquet(...)`, both from CRAN;
  its timestamps become days by `as.Date(x)`. The other tables: `read.csv("phases.csv", na.strings = "")`.
"""


def codebook() -> str:
    """The text of docs/outputs.md."""
    sections = (line for title, files in SECTIONS.items() for line in _section(title, files))
    return "\n".join([HEAD, *sections])


def documented(kind: type) -> dict[str, str]:
    """What each field of a row type holds: the text that follows it in the source, its base types' first."""
    found: dict[str, str] = {}
    for one in reversed(kind.__mro__[:-1]):
        body = ast.parse(textwrap.dedent(inspect.getsource(one))).body[0]
        assert isinstance(body, ast.ClassDef)
        for field, said in zip(body.body, body.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                found[field.target.id] = _text(said)
    return found


def _text(node: ast.stmt) -> str:
    said = node.value if isinstance(node, ast.Expr) else None
    return " ".join(str(said.value).split()) if isinstance(said, ast.Constant) else ""


def _section(title: str, files: Mapping[str, tuple[str, Columns]]) -> Iterator[str]:
    yield f"## {title}"
    shown: dict[Any, str] = {}
    for file, (what, columns) in files.items():
        yield f"\n### `{file}`\n{what}"
        if columns and id(columns) in shown:
            yield f"Columns as in `{shown[id(columns)]}`."
        elif columns:
            yield from _table(columns)
        shown.setdefault(id(columns), file)
    yield ""


def _table(columns: Columns) -> Iterator[str]:
    if isinstance(columns, Mapping):
        yield "\n| column | |\n|---|---|"
        yield from (f"| `{name}` | {text} |" for name, text in columns.items())
        return
    hints, said = get_type_hints(columns), documented(columns)
    yield "\n| column | type | |\n|---|---|---|"
    yield from (f"| `{one.name}` | {_kind(hints[one.name])} | {said.get(one.name, '')} |" for one in fields(columns))


def _kind(hint: Any) -> str:
    """A type in a reader's words."""
    plain = [one for one in get_args(hint) if one is not type(None)] if type(None) in get_args(hint) else [hint]
    name = getattr(plain[0], "__name__", str(plain[0]))
    words = {"str": "text", "float": "number", "int": "whole number", "bool": "yes or no", "Unbounded": "number"}
    return "list" if get_args(plain[0]) else words.get(name, name)
