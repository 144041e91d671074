"""Tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from experiments.differences import Difference, Support
from experiments.heldout import HELD_OUT
from experiments.tables import PatternRow, PeriodCount

VERDICTS = ("reproduced", "partly", "missed", "not covered")
WIDE = 110


def period_table(title: str, rows: Sequence[PeriodCount]) -> str:
    """Two lines a target, simulated over observed, and a column a period; a star where the two lie apart."""
    periods = {row.period: f"{row.start:%b %Y}-{row.end:%b %Y}" for row in rows}
    seen = {row.period: row.seen for row in rows}
    targets = dict.fromkeys(row.target for row in rows)
    cells = {(row.target, row.period): row for row in rows}
    lines = [title, *(_line("", "", head) for head in (periods, periods.values(), seen.values()))]
    for target in targets:
        own = [cells[target, period] for period in periods]
        lines.append(_line(target, "simulated", map(_simulated, own)))
        lines.append(_line("", "observed", map(_observed, own)))
    return "\n".join(lines)


def pattern_table(rows: Sequence[PatternRow]) -> str:
    """One line a pattern, those that count first, and the totals."""
    counted = [row for row in rows if row.counted]
    shown = [row for row in rows if not row.counted]
    room = len(HELD_OUT) + 2 if any(row.seen == HELD_OUT for row in rows) else 0
    lines = ["Patterns that count (support: share of replicates that show it)"]
    lines += [_pattern_line(row, room) for row in counted]
    if shown:
        lines += ["", "Shown, not counted (circular or contradictory in the sources)"]
        lines += [_pattern_line(row, room) for row in shown]
    return "\n".join([*lines, "", *_totals_apart(counted)])


def _totals_apart(counted: Sequence[PatternRow]) -> Iterator[str]:
    """The totals, those of held-out patterns apart: what was fitted is not to pass for predicted."""
    kinds = list(dict.fromkeys(row.seen for row in counted))
    for kind in kinds:
        own = [row for row in counted if row.seen == kind]
        yield totals(own) if len(kinds) == 1 else f"{kind.capitalize()}. {totals(own)}"


def totals(counted: Sequence[PatternRow | Support]) -> str:
    """How many of the counted patterns came out how."""
    verdicts = [row.verdict for row in counted]
    parts = [f"{verdicts.count(word)} {word}" for word in VERDICTS if word in verdicts or word != "not covered"]
    return f"Of {len(counted)} counted patterns: {', '.join(parts)}."


def difference_table(rows: Sequence[Difference]) -> str:
    """Two lines a target and a column a period, for each scenario held against the reference."""
    scenarios = dict.fromkeys(row.scenario for row in rows)
    blocks = [_differences([row for row in rows if row.scenario == scenario]) for scenario in scenarios]
    key = "Mean difference [its 95 % interval]; below, 5 to 95 % of the replicates' differences."
    return "\n\n".join([*blocks, key])


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


def shorten(start: str, statement: str) -> str:
    """A line with as much of a statement as there is room for."""
    room = WIDE - len(start)
    return start + (statement if len(statement) <= room else statement[: room - 1] + "…")


def _scenario_totals(scenario: str, rows: Sequence[Support]) -> str:
    return f"{scenario}: {totals([row for row in rows if row.scenario == scenario])}"


def _support(row: Support, first: Support) -> str:
    share = "-" if row.support is None else f"{row.support:.2f}"
    return f"{share} {row.verdict}{' *' if row.verdict != first.verdict else ''}"


def _differences(rows: Sequence[Difference]) -> str:
    """The years apart from the phases and the whole, to stay within a terminal's width."""
    title = f"Attacks in {rows[0].scenario} less those in {rows[0].reference}"
    years = [row for row in rows if row.period.isdigit()]
    phases = [row for row in rows if not row.period.isdigit()]
    return "\n".join([title, *_difference_lines(phases), "", *_difference_lines(years)])


def _difference_lines(rows: Sequence[Difference]) -> list[str]:
    periods = dict.fromkeys(row.period for row in rows)
    cells = {(row.target, row.period): row for row in rows}
    lines = [_line("", "", periods)]
    for target in dict.fromkeys(row.target for row in rows):
        own = [cells[target, period] for period in periods]
        lines.append(_line(target, "mean", (f"{_signed(r.mean)} [{_signed(r.low)} {_signed(r.high)}]" for r in own)))
        lines.append(_line("", "replicates", (f"{r.lowest:+g} to {r.highest:+g}" for r in own)))
    return lines


def _signed(value: float) -> str:
    return f"{round(value, 1) + 0.0:+.1f}"  # no minus before a zero


def number(value: float | None) -> str:
    """A count as short as it can be said."""
    return "?" if value is None else f"{value:g}"


def _line(target: str, what: str, cells: Iterable[str]) -> str:
    return f"  {target:<14}{what:<11}{''.join(f'{cell:<20}' for cell in cells)}".rstrip()


def _simulated(row: PeriodCount) -> str:
    if row.median is None:
        return "not covered"
    return f"{number(row.median)} [{number(row.low)}-{number(row.high)}]{'  *' if _apart(row) else ''}"


def _observed(row: PeriodCount) -> str:
    if row.observed_low is None:
        return "-"
    return f"{number(row.observed)} [{number(row.observed_low)}-{number(row.observed_high)}]"


def _apart(row: PeriodCount) -> bool:
    if row.low is None or row.high is None or row.observed_low is None or row.observed_high is None:
        return False
    return row.high < row.observed_low or row.observed_high < row.low


def _pattern_line(row: PatternRow, room: int) -> str:
    support = "   -" if row.support is None else f"{row.support:4.2f}"
    held = HELD_OUT if row.seen == HELD_OUT else ""
    start = f"  {row.id:<5}{row.verdict:<12}{support}  {row.hardness:<10}{held:<{room}}"
    return shorten(start, row.statement)
