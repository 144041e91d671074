"""The phase-shift test for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiments.judge.shifts.agreement import Agreement
from experiments.judge.shifts.change_points import NEAR, NUMBER, ChangePoint
from experiments.judge.shifts.direction import NOT_COUNTED, NOT_COVERED
from experiments.judge.shifts.rows import DISTANCE, ShiftRow

READINGS = {"cut": "phases cut end to end", "printed": "phases as printed"}
SCALE = {"share": 100.0}
FORMATS = {"rate": "{:+.1f}", "share": "{:+.0f}", DISTANCE: "{:.2f}"}
KEY = (
    "Rate: change in attacks a month. Share: in %-points. Distance: of the mixes, 0 to 1 (Jensen-Shannon).\n"
    "Simulated: median [5 to 95 %]. Observed: median [range of the record]. *: the two do not overlap.\n"
    "P: share of replicates with the sign of the record; -: it states none; c: circular, not counted.\n"
    "~: the median replicate changes no more than two replicates of one phase differ by.\n"
    "Passed by a typical P (geometric mean) of 0.8 and a score (sum of ln P) above that of every other order."
)


def shift_table(rows: Sequence[ShiftRow], agreements: Sequence[Agreement]) -> str:
    """A line a target and quantity and a column a boundary, in the first reading; below it what both readings say."""
    first = [row for row in rows if row.reading == rows[0].reading]
    boundaries = list(dict.fromkeys(row.boundary for row in first))
    cells = {(row.target, row.quantity, row.boundary): row for row in first}
    lines = [f"Shifts between the phases ({READINGS[first[0].reading]}; shifts.csv has both readings)"]
    lines += [_line("", "", boundaries), _line("", "", [f"{'simulated':<17}{'observed':<17}P"] * len(boundaries))]
    for target, quantity in dict.fromkeys((row.target, row.quantity) for row in first):
        lines.append(_line(target, quantity, [_cell(cells[target, quantity, one]) for one in boundaries]))
    return "\n".join([*lines, *map(agreement_line, agreements), KEY])


def agreement_table(agreements: Sequence[Agreement]) -> str:
    """Each scenario's outcome in both readings."""
    return "\n".join(["Phase-shift test", *(agreement_line(one, f"{one.scenario}, ") for one in agreements)])


def agreement_line(one: Agreement, name: str = "") -> str:
    """The outcome of one reading."""
    start = f"  {name}{READINGS[one.reading]}: {one.verdict}"
    if one.score is None or one.typical is None:
        return start
    scores = f"typical P {one.typical:.2f}; score {one.score:.1f}, a coin {one.coin:.1f}"
    signs = f"{one.stated} of {one.signs} signs stated, {one.circular} circular"
    found = f"{one.agrees} agree, {one.unclear} unclear, {one.disagrees} disagree"
    order = f"rank {one.rank} of {one.orders} orders"
    return f"{start}; {scores}, the best other order {one.best_other:.1f}.\n    {signs}; {found}; {order}."


def change_point_lines(rows: Sequence[ChangePoint]) -> str:
    """How many changes of mix the months show, and near which months."""
    title = "Change points of the simulated monthly target mix (a check, not the criterion)"
    if not rows:
        return f"{title}: {NOT_COVERED}"
    number = ", ".join(f"{row.at}: {row.share:.2f}" for row in rows if row.kind == NUMBER and row.share >= 0.005)
    return "\n".join([title, f"  share of replicates by number of changes: {number}", *_near(rows)])


def _near(rows: Sequence[ChangePoint]) -> Iterator[str]:
    for row in rows:
        if row.kind == NEAR:
            yield f"  within two months of {row.at}: {row.share:.2f} (in any months {row.chance:.2f})  {row.what}"


def _line(target: str, quantity: str, cells: Sequence[str]) -> str:
    return f"  {target:<13}{quantity:<9}{''.join(f'{cell:<41} ' for cell in cells)}".rstrip()


def _cell(row: ShiftRow) -> str:
    simulated = _spread(row.quantity, row.simulated_median, row.simulated_low, row.simulated_high)
    observed = _spread(row.quantity, row.observed_median, row.observed_low, row.observed_high)
    share = "-" if row.p_sign is None else f"{row.p_sign:.2f}{'c' if row.verdict == NOT_COUNTED else ''}"
    return f"{simulated:<16} {observed:<16} {share:<4}{'~' if row.within_noise else ''}{'*' if row.apart else ''}"


def _spread(quantity: str, *values: float | None) -> str:
    if None in values:
        return NOT_COVERED
    median, low, high = (_number(quantity, value) for value in values if value is not None)
    return f"{median} [{low} {high}]"


def _number(quantity: str, value: float) -> str:
    """No minus before a zero, and no tenths from ten on: the columns are narrow."""
    scaled = value * SCALE.get(quantity, 1.0)
    if quantity != DISTANCE and abs(scaled) >= 9.95:
        return f"{scaled:+.0f}"
    return FORMATS[quantity].format(round(scaled, 2 if quantity == DISTANCE else 1) + 0.0)
