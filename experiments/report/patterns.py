"""Verdicts on patterns for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiments.judge.differences import Support
from experiments.judge.heldout import HELD_OUT
from experiments.judge.patterns import Verdict
from experiments.report.columns import shorten

KEY = (
    "Accepted: what the sources state, widened by what chance does to a perfect model. As stated: without that.\n"
    "patterns.csv has every range in full."
)
VERDICTS = ("reproduced", "partly", "missed", "not covered")


def pattern_table(rows: Sequence[Verdict]) -> str:
    """Two lines a pattern, its verdicts and what is accepted, those that count first, and the totals."""
    counted = [row for row in rows if row.counted]
    shown = [row for row in rows if not row.counted]
    room = len(HELD_OUT) + 2 if any(row.exposure == HELD_OUT for row in rows) else 0
    lines = ["Patterns that count (support: share of replicates that show it)"]
    lines += [line for row in counted for line in _pattern_lines(row, room)]
    if shown:
        lines += ["", "Shown, not counted (circular or contradictory in the sources)"]
        lines += [line for row in shown for line in _pattern_lines(row, room)]
    return "\n".join([*lines, "", *_totals_apart(counted), KEY])


def _totals_apart(counted: Sequence[Verdict]) -> Iterator[str]:
    """The totals, those of held-out patterns apart: what was fitted is not to pass for predicted."""
    kinds = list(dict.fromkeys(row.exposure for row in counted))
    for kind in kinds:
        own = [row for row in counted if row.exposure == kind]
        yield totals(own) if len(kinds) == 1 else f"{kind.capitalize()}. {totals(own)}"


def totals(counted: Sequence[Verdict | Support]) -> str:
    """How many of the counted patterns came out how, by the accepted and by the stated ranges."""
    accepted, stated = ([getattr(row, name) for row in counted] for name in ("verdict", "verdict_stated"))
    words = [word for word in VERDICTS if word in accepted or word != "not covered"]
    parts = ", ".join(f"{accepted.count(word)} {word}" for word in words)
    return f"Of {len(counted)} counted patterns: {parts}; by the ranges as stated {', '.join(_each(stated, words))}."


def _each(verdicts: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    yield from (str(verdicts.count(word)) for word in words)


def support_table(rows: Sequence[Support]) -> str:
    """Support of each counted pattern, a column a scenario; a star where the verdict is another than the first's."""
    scenarios = list(dict.fromkeys(row.scenario for row in rows))
    cells = {(row.id, row.scenario): row for row in rows}
    statements = {row.id: row.statement for row in rows}
    lines = ["Counted patterns: support. *: another verdict than in the first scenario."]
    lines.append(f"  {'':<5}{''.join(f'{name[:17]:<19}' for name in scenarios)}".rstrip())
    for name, statement in statements.items():
        own = [cells[name, scenario] for scenario in scenarios if (name, scenario) in cells]
        shown = "".join(f"{_support(row, own[0]):<19}" for row in own)
        lines.append(shorten(f"  {name:<5}{shown}", statement))
    return "\n".join([*lines, "", *(_scenario_totals(scenario, rows) for scenario in scenarios)])


def _scenario_totals(scenario: str, rows: Sequence[Support]) -> str:
    return f"{scenario}: {totals([row for row in rows if row.scenario == scenario])}"


def _support(row: Support, first: Support) -> str:
    share = "-" if row.support is None else f"{row.support:.2f}"
    return f"{share} {row.verdict}{' *' if row.verdict != first.verdict else ''}"


def _pattern_lines(row: Verdict, room: int) -> Iterator[str]:
    held = HELD_OUT if row.exposure == HELD_OUT else ""
    start = f"  {row.id:<5}{row.verdict:<12}{_share(row.support)}  {row.hardness:<10}{held:<{room}}"
    yield shorten(start, row.statement)
    stated = f"by the range as stated {row.verdict_stated} {_share(row.support_stated).strip()}; " if row.stated else ""
    yield shorten("       ", f"{stated}accepted: {row.accepted}")


def _share(support: float | None) -> str:
    return "   -" if support is None else f"{support:4.2f}"
