"""Attacks by period, and their differences between scenarios, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from experiments.judge.differences import Difference
from experiments.judge.periods import NO_RECORD, PeriodCount
from experiments.judge.rises import Rise
from experiments.report.columns import number, signed

PERIOD_KEY = "Simulated: median [5 to 95 %]. Observed: figure [bounds of its reading]. *: the two do not overlap."


def period_table(title: str, rows: Sequence[PeriodCount]) -> str:
    """Two lines a target, simulated over observed, and a column a period; a star where the two lie apart."""
    periods = {row.period: f"{row.start:%b %Y}-{row.end:%b %Y}" for row in rows}
    seen = {row.period: row.exposure for row in rows}
    targets = dict.fromkeys(row.target for row in rows)
    cells = {(row.target, row.period): row for row in rows}
    lines = [title, *(_line("", "", head) for head in (periods, periods.values(), seen.values()))]
    for target in targets:
        own = [cells[target, period] for period in periods]
        lines.append(_line(target, "simulated", map(_simulated, own)))
        lines.append(_line("", "observed", map(_observed, own)))
    return "\n".join(lines)


def rise_table(rows: Sequence[Rise]) -> str:
    """A line a target and year: against the year before, in the runs, as recorded, and how much of that is the lens."""
    lines = ["Attacks against the year before, and how much of it is the lens"]
    lines.append(f"  {'':<14}{'':<6}{'took place':<19}{'recorded':<19}{'the lens':<19}observed")
    for row in rows:
        spans = (
            (row.took_place, row.took_place_low, row.took_place_high),
            (row.recorded, row.recorded_low, row.recorded_high),
            (row.lens, row.lens_low, row.lens_high),
        )
        shown = "".join(f"{f'x{middle:.2f} [{low:.2f} {high:.2f}]':<19}" for middle, low, high in spans)
        observed = "-" if row.observed is None else f"x{row.observed:.2f}"
        lines.append(f"  {row.target:<14}{row.year:<6}{shown}{observed}")
    return "\n".join(lines)


def difference_table(rows: Sequence[Difference]) -> str:
    """Two lines a target and a column a period, for each scenario held against the reference."""
    scenarios = dict.fromkeys(row.scenario for row in rows)
    blocks = [_differences([row for row in rows if row.scenario == scenario]) for scenario in scenarios]
    key = "Mean difference [its 95 % interval]; below, 5 to 95 % of the replicates' differences."
    return "\n\n".join([*blocks, key])


def _differences(rows: Sequence[Difference]) -> str:
    """The years apart from the phases and the whole, to stay within a terminal's width."""
    title = f"Attacks in {rows[0].scenario} less those in {rows[0].reference}"
    years = [row for row in rows if row.period[0].isdigit()]
    phases = [row for row in rows if not row.period[0].isdigit()]
    return "\n".join([title, *_difference_lines(phases), "", *_difference_lines(years)])


def _difference_lines(rows: Sequence[Difference]) -> list[str]:
    periods = dict.fromkeys(row.period for row in rows)
    cells = {(row.target, row.period): row for row in rows}
    lines = [_line("", "", periods)]
    for target in dict.fromkeys(row.target for row in rows):
        own = [cells[target, period] for period in periods]
        lines.append(_line(target, "mean", (f"{signed(r.mean)} [{signed(r.low)} {signed(r.high)}]" for r in own)))
        lines.append(_line("", "replicates", (f"{r.lowest:+g} to {r.highest:+g}" for r in own)))
    return lines


def _line(target: str, what: str, cells: Iterable[str]) -> str:
    return f"  {target:<14}{what:<11}{''.join(f'{cell:<20}' for cell in cells)}".rstrip()


def _simulated(row: PeriodCount) -> str:
    if row.median is None:
        return "not covered"
    return f"{number(row.median)} [{number(row.low)}-{number(row.high)}]{'  *' if apart(row) else ''}"


def _observed(row: PeriodCount) -> str:
    if row.known == NO_RECORD:
        return NO_RECORD
    if row.observed_low is None:
        return "-"
    return f"{number(row.observed)} [{number(row.observed_low)}-{number(row.observed_high)}]"


def apart(row: PeriodCount) -> bool:
    """Whether the simulated band and the observed bounds do not overlap."""
    if row.low is None or row.high is None or row.observed_low is None or row.observed_high is None:
        return False
    return row.high < row.observed_low or row.observed_high < row.low
