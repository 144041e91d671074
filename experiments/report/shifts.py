"""The phase-shift test for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from experiments.judge.shifts.agreement import Agreement
from experiments.judge.shifts.change_points import NEAR, NUMBER, ChangePoint
from experiments.judge.shifts.direction import NOT_COUNTED, NOT_COVERED
from experiments.judge.shifts.rows import DISTANCE, ShiftRow
from experiments.judge.shifts.told_apart import CANNOT, OFTEN, ToldApart
from experiments.report.columns import WIDE

READINGS = {"cut": "phases cut end to end", "printed": "phases as printed"}
SCALE = {"share": 100.0}
APART_KEY = (
    "Record: ACLED's. Expected and power: the mean over records that the first would leave, and the share of them\n"
    "beyond 3; from 0.8 it can be told apart, up to 0.2 it cannot. No month is in these counts."
)
FORMATS = {"rate": "{:+.1f}", "share": "{:+.0f}", DISTANCE: "{:.2f}"}
KEY = (
    "Rate: change in attacks a month. Share: in %-points. Distance: of the mixes, 0 to 1 (Jensen-Shannon).\n"
    "Simulated: median [5 to 95 %]. Observed: median [range of the record]. *: the two do not overlap.\n"
    "P: share of replicates with the sign of the record; -: it states none; c: circular, not counted.\n"
    "~: the median replicate changes no more than two replicates of one phase differ by."
)
TEST = (
    "The test is of sizes. Score: log predictive probability of attacks by phase and target, without morality,\n"
    "whose timing is circular. p: share of records that the model would leave, were it true, that score as low.\n"
    "Passed from a p of 0.05, if shifting nothing (the same attacks at one rate) scores 3 less. Signs: a picture."
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
    return "\n".join([*lines, *map(agreement_line, agreements), KEY, TEST])


def agreement_table(agreements: Sequence[Agreement]) -> str:
    """Each scenario's outcome in both readings, and what the test asks for."""
    return "\n".join(["Phase-shift test", *(agreement_line(one, f"{one.scenario}, ") for one in agreements), TEST])


def agreement_line(one: Agreement, name: str = "") -> str:
    """The outcome of one reading: the test, and the signs as a picture."""
    start = f"  {name}{READINGS[one.reading]}: {one.verdict}"
    if one.score is None:
        return start
    scores = f"score {one.score:.1f}; of those records {one.if_true:.1f}, 5 % of them up to {one.if_true_low:.1f}"
    signs = f"{one.agrees} agree, {one.unclear} unclear, {one.disagrees} disagree"
    stated = f"{one.stated} of {one.signs} stated, {one.circular} circular"
    return (
        f"{start}; {p_of(one)} records that the model would leave\n    {scores}; shifting nothing {one.steady:.1f}\n"
        f"    signs, a picture only: {signs} ({stated})"
    )


def p_of(one: Agreement) -> str:
    """A p with the number of draws behind it."""
    return f"no p from {one.records}" if one.p is None else f"p {_p(one.p)} of {one.records}"


def _p(value: float) -> str:
    """To a hundredth, or a thousandth where that is nothing."""
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def told_apart_table(rows: Sequence[ToldApart], first: str) -> str:
    """Which scenarios the record could tell from the first, and what it says of them."""
    title = f"What attacks by phase and target could tell from {first}, were it true (log ratios; beyond 3: 20 to one)"
    head = ["record", "expected", "power", "with morality", "records", ""]
    lines = [title, _apart_line("", "", head)]
    for row in rows:
        numbers = [row.log_ratio, row.expected, row.power, row.power_circular]
        shown = [
            "-" if value is None else f"{value:.{places}f}" for value, places in zip(numbers, (1, 1, 2, 2), strict=True)
        ]
        lines.append(_apart_line(row.scenario, row.reading, [*shown, str(row.records), row.verdict]))
    return "\n".join([*lines, *_in_words(rows, first), APART_KEY])


def _apart_line(scenario: str, reading: str, cells: Sequence[str]) -> str:
    first, second, third, fourth, fifth, word = cells
    numbers = f"{first:>8}{second:>10}{third:>7}{fourth:>15}{fifth:>9}"
    return f"  {scenario:<25}{reading:<8}{numbers}  {word}".rstrip()


def _in_words(rows: Sequence[ToldApart], first: str) -> Iterator[str]:
    """What cannot be told, and what only morality tells."""
    names = dict.fromkeys(row.scenario for row in rows if row.power is not None)
    blind = [n for n in names if all(row.verdict == CANNOT for row in rows if row.scenario == n)]
    circular = [n for n in names if any(_by_morality_alone(row) for row in rows if row.scenario == n)]
    if blind:
        yield _wrapped(f"These counts cannot tell from {first}: {', '.join(blind)}.")
    if circular:
        yield _wrapped(f"Told for certain by morality alone, whose timing is circular (AMB38): {', '.join(circular)}.")


def _wrapped(text: str) -> str:
    return "\n".join(wrap(text, WIDE, subsequent_indent="  ", break_on_hyphens=False))


def _by_morality_alone(row: ToldApart) -> bool:
    if row.power is None or row.power_circular is None:
        return False
    return row.power < OFTEN <= row.power_circular


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
