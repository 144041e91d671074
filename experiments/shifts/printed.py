"""The phase-shift test for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiments.shifts.agreement import Agreement
from experiments.shifts.change_points import NEAR, NUMBER, ChangePoint
from experiments.shifts.rows import DISTANCE, ShiftRow

READINGS = {"cut": "phases cut end to end", "printed": "phases as printed, overlapping"}
FORMATS = {"rate": "{:+.1f}", "share": "{:+.0%}", DISTANCE: "{:.2f}"}


def shift_table(rows: Sequence[ShiftRow], agreements: Sequence[Agreement]) -> str:
    """A line a target and quantity and a column a boundary, in the first reading; below it what both readings say."""
    first = [row for row in rows if row.reading == rows[0].reading]
    boundaries = list(dict.fromkeys(row.boundary for row in first))
    cells = {(row.target, row.quantity, row.boundary): row for row in first}
    lines = [f"Shifts between the phases ({READINGS[rows[0].reading]}; both readings in shifts.csv)"]
    lines += [_line("", "", boundaries), _line("", "", ["simulated          observed           P"] * len(boundaries))]
    for target, quantity in dict.fromkeys((row.target, row.quantity) for row in first):
        lines.append(_line(target, quantity, [_cell(cells[target, quantity, one]) for one in boundaries]))
    return "\n".join([*lines, *map(agreement_line, agreements), KEY])


KEY = (
    "Rate: change in attacks a month. Distance: root of the Jensen-Shannon divergence. Simulated: median [5 to 95 %].\n"
    "Observed: median [range of the record]. P: share of replicates with its sign, - where it states none. *: apart."
)


def agreement_table(agreements: Sequence[Agreement]) -> str:
    """A line for each scenario and reading."""
    return "\n".join(["Phase-shift test", *(agreement_line(one, one.scenario) for one in agreements)])


def agreement_line(one: Agreement, name: str = "") -> str:
    """The outcome of one reading in a line."""
    start = f"  {name + ' ' if name else ''}{READINGS[one.reading]}: {one.verdict}"
    if one.score is None:
        return start
    return (
        f"{start}. Of {one.signs} signs {one.stated} are stated: {one.agrees} agree, {one.unclear} unclear, "
        f"{one.disagrees} disagree.\n    Score {one.score:.1f}; a coin {one.coin:.1f}; "
        f"best other order of the phases {one.best_other:.1f} (rank {one.rank} of {one.orders})."
    )


def change_point_lines(rows: Sequence[ChangePoint]) -> str:
    """How many changes of mix the months show, and near which months."""
    if not rows:
        return "Change points of the monthly target mix: not covered"
    number = ", ".join(f"{row.at}: {row.share:.2f}" for row in rows if row.kind == NUMBER and row.share >= 0.005)
    title = "Change points of the simulated monthly target mix (a check, not the criterion)"
    lines = [title, f"  share of replicates by number of changes: {number}", *_near(rows)]
    return "\n".join(lines)


def _near(rows: Sequence[ChangePoint]) -> Iterator[str]:
    for row in rows:
        if row.kind == NEAR:
            yield f"  within two months of {row.at}: {row.share:.2f} (at random {row.chance:.2f})  {row.what}"


def _line(target: str, quantity: str, cells: Sequence[str]) -> str:
    return f"  {target:<14}{quantity:<9}{''.join(f'{cell:<44}' for cell in cells)}".rstrip()


def _cell(row: ShiftRow) -> str:
    simulated = _spread(row.quantity, row.simulated_median, row.simulated_low, row.simulated_high)
    observed = _spread(row.quantity, row.observed_median, row.observed_low, row.observed_high)
    share = "-" if row.p_sign is None else f"{row.p_sign:.2f}"
    return f"{simulated:<19}{observed:<19}{share}{' *' if _apart(row) else ''}"


def _spread(quantity: str, *values: float | None) -> str:
    shown = ["?" if value is None else FORMATS[quantity].format(value + 0.0) for value in values]
    return f"{shown[0]} [{shown[1]} {shown[2]}]"


def _apart(row: ShiftRow) -> bool:
    if row.simulated_low is None or row.simulated_high is None or row.observed_low is None or row.observed_high is None:
        return False
    return row.simulated_high < row.observed_low or row.observed_high < row.simulated_low
