"""Verdicts on patterns for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiments.judge.differences import Support
from experiments.judge.heldout import HELD_OUT
from experiments.judge.patterns import Verdict
from experiments.report.columns import shorten

KEY = (
    "Accepted: what the sources state, widened by what chance does to a perfect model. As stated: without that.\n"
    "Power: share of plain worlds, with the record's totals and without what is stated, that fail the pattern.\n"
    "Interval of the support: 95 %, of the dice alone (Wilson). patterns.csv has every range in full."
)
WEAK = "Counted, not in the headline (more than four plain worlds in five show them too)"
VERDICTS = ("reproduced", "partly", "missed", "not covered")


def pattern_table(rows: Sequence[Verdict]) -> str:
    """Two lines a pattern, its verdicts and what is accepted, those of the headline first, and the totals."""
    room = len(HELD_OUT) + 2 if any(row.exposure == HELD_OUT for row in rows) else 0
    groups = {
        "Patterns that count (support: share of replicates that show it)": [row for row in rows if row.headline],
        WEAK: [row for row in rows if row.counted and not row.headline],
        "Shown, not counted (circular, contradictory in the sources, or too weak)": [r for r in rows if not r.counted],
    }
    lines = [line for heading, own in groups.items() if own for line in _group_lines(heading, own, room)]
    return "\n".join([*lines, *_totals_apart([row for row in rows if row.counted]), KEY])


def _group_lines(heading: str, rows: Sequence[Verdict], room: int) -> Iterator[str]:
    yield heading
    yield from (line for row in rows for line in _pattern_lines(row, room))
    yield ""


def _totals_apart(counted: Sequence[Verdict]) -> Iterator[str]:
    """The totals, those of held-out patterns apart: what was fitted is not to pass for predicted."""
    kinds = list(dict.fromkeys(row.exposure for row in counted))
    for kind in kinds:
        own = [row for row in counted if row.exposure == kind]
        yield totals(own) if len(kinds) == 1 else f"{kind.capitalize()}. {totals(own)}"


def totals(counted: Sequence[Verdict | Support]) -> str:
    """How many of the headline's patterns came out how, by either range; beside it, with those that tell little."""
    telling = [row for row in counted if row.headline]
    accepted, stated = ([getattr(row, name) for row in telling] for name in ("verdict", "verdict_stated"))
    words = [word for word in VERDICTS if word in accepted or word != "not covered"]
    parts = ", ".join(f"{accepted.count(word)} {word}" for word in words)
    told = f"Of {len(telling)} counted patterns: {parts}; by the ranges as stated {', '.join(_each(stated, words))}."
    return f"{told}{beside(counted)}"


def beside(counted: Sequence[Verdict | Support]) -> str:
    """The full count, with the patterns that plain worlds show as well; nothing where there are none."""
    weak = sum(not row.headline for row in counted)
    found = sum(row.verdict == "reproduced" for row in counted)
    return f" With {weak} that plain worlds show too: {found} of {len(counted)} reproduced." if weak else ""


def _each(verdicts: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    yield from (str(verdicts.count(word)) for word in words)


def support_table(rows: Sequence[Support]) -> str:
    """Support of each counted pattern, a column a scenario; a star where the verdict is another than the first's."""
    scenarios = list(dict.fromkeys(row.scenario for row in rows))
    cells = {(row.id, row.scenario): row for row in rows}
    statements = {row.id: row.statement for row in rows}
    lines = [
        "Counted patterns: support, and its paired difference from the first scenario (95 % interval, dice only).",
        "*: another verdict than in the first scenario. ~: the interval holds 0.",
    ]
    lines.append(f"  {'':<5}{''.join(f'{name[:26]:<28}' for name in scenarios)}".rstrip())
    for name, statement in statements.items():
        own = [cells[name, scenario] for scenario in scenarios if (name, scenario) in cells]
        shown = "".join(f"{_support(row, own[0]):<28}" for row in own)
        lines.append(shorten(f"  {name:<5}{shown}", statement))
    return "\n".join([*lines, "", *(_scenario_totals(scenario, rows) for scenario in scenarios)])


def _scenario_totals(scenario: str, rows: Sequence[Support]) -> str:
    return f"{scenario}: {totals([row for row in rows if row.scenario == scenario])}"


def _support(row: Support, first: Support) -> str:
    share = "-" if row.support is None else f"{row.support:.2f}"
    return f"{share} {row.verdict}{' *' if row.verdict != first.verdict else ''}{_change(row)}"


def _change(row: Support) -> str:
    """The paired difference from the first scenario and how far its interval reaches; a wave where that holds none."""
    if row.change is None or row.change_low is None or row.change_high is None:
        return ""
    none = "~" if row.change_low <= 0.0 <= row.change_high else ""
    return f" {row.change:+.2f}±{(row.change_high - row.change_low) / 2:.2f}{none}"


def _pattern_lines(row: Verdict, room: int) -> Iterator[str]:
    held = HELD_OUT if row.exposure == HELD_OUT else ""
    start = f"  {row.id:<5}{row.verdict:<12}{_share(row.support)}{_sure(row)}  {row.hardness:<10}{held:<{room}}"
    yield shorten(start, row.statement)
    stated = f"by the range as stated {row.verdict_stated} {_share(row.support_stated).strip()}; " if row.stated else ""
    power = f"power {row.power:.2f}; " if row.power is not None else ""
    yield shorten("       ", f"{hung(row)}{stated}{power}accepted: {row.accepted}")


def hung(row: Verdict) -> str:
    """On which fact in doubt a verdict hangs; nothing where it hangs on none."""
    if row.support_low is None or row.support_high is None:
        return ""
    return f"hangs on {row.hangs_on} ({row.support_low:.2f} early or low, {row.support_high:.2f} late or high); "


def _sure(row: Verdict) -> str:
    if row.dice_low is None or row.dice_high is None:
        return ""
    return f" [{row.dice_low:.2f} {row.dice_high:.2f}]"


def _share(support: float | None) -> str:
    return "   -" if support is None else f"{support:4.2f}"
