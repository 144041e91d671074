"""A run in at most twelve lines: what it is, what happened, how it stands, how far to trust it, where to look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from experiments.judge.heldout import named
from experiments.judge.patterns import Verdict, reference_line
from experiments.judge.periods import BOUNDS_ONLY, NO_RECORD, PeriodCount
from experiments.judge.scores.headline import hardest, headline
from experiments.judge.scores.score import Score
from experiments.judge.shifts import Agreement
from experiments.judge.shifts.agreement import PASSES
from experiments.report.columns import WIDE, number
from experiments.report.counts import apart
from experiments.report.numbers import origins_line
from experiments.report.patterns import beside
from experiments.report.shifts import READINGS, p_of
from experiments.results.naming import title
from experiments.results.read import Result
from experiments.setup.origins import Origin

MOST_LINES = 12
MOST_TARGETS = 7  # columns that a terminal has room for: those of the record and two of one's own
NAME, COLUMN = 20, 17
WORST, ROOM = 3, 60  # misses, letters of each


def in_short(result: Result, figures: bool, numbers: Sequence[Origin]) -> str:
    """The answers; `figures` are drawn, or will be; `numbers` are those that no content file decides."""
    about, phases, verdicts = result.provenance, result.phases(), result.patterns()
    plain = reference_line(result.references())
    first = [*_what(about, phases), origins_line(numbers), *_attacks(phases), *_shifts(result.agreements())]
    last = [*_trust(about, result.scores()), _open_first(result, figures)]
    room = min(2, MOST_LINES - len(first) - len(last) - 2)
    judged = [_how_many(verdicts), f"  {plain}", *_worst(verdicts, room)] if verdicts else []
    return "\n".join([*first, *judged, *last])


def _what(about: Mapping[str, Any], phases: Sequence[PeriodCount]) -> Iterator[str]:
    runs = f"{about['replicates']} replicates, seed {about['seed']}, seen by {about['seen_through']}"
    yield from _lines(f"{title(about)}: {runs}{_reach(about, phases)}", 2)


def _reach(about: Mapping[str, Any], phases: Sequence[PeriodCount]) -> str:
    """A word on what the tables cannot hold against anything."""
    clock, unmet = about["config"]["clock"], dict.fromkeys(row.period for row in phases if row.median is None)
    short = f"; {', '.join(unmet)} not covered: played from {clock['start']} to {clock['end']}" if unmet else ""
    beyond = _recorded(phases) and any(row.known == NO_RECORD for row in phases)
    return f"{short}; the tables go on beyond the record" if beyond else short


def _recorded(phases: Sequence[PeriodCount]) -> bool:
    """Whether there is an observed record of anything."""
    return any(row.known != NO_RECORD for row in phases)


def _attacks(phases: Sequence[PeriodCount]) -> Iterator[str]:
    """A line a phase, a column a target."""
    targets = list(dict.fromkeys(row.target for row in phases))
    shown, rest = targets[:MOST_TARGETS], len(targets) - MOST_TARGETS
    more = [f"and {rest} more"] if rest > 0 else []
    wide = min(COLUMN, (WIDE - NAME) // len(shown))
    recorded = _recorded(phases)
    head = "Attacks (observed)" if recorded else "Attacks"
    yield _line(head, [*(target[: wide - 1] for target in shown), *more, *_starred(phases)], wide)
    for period in dict.fromkeys(row.period for row in phases if row.known != NO_RECORD or not recorded):
        own = {row.target: row for row in phases if row.period == period}
        yield _line(f"  {period}", [_cell(own[name]) for name in shown], wide)


def _starred(phases: Sequence[PeriodCount]) -> list[str]:
    return ["*: apart"] if any(map(apart, phases)) else []


def _line(start: str, cells: Sequence[str], wide: int) -> str:
    return f"{start:<{NAME}}{' '.join(f'{cell:<{wide - 1}}' for cell in cells)}".rstrip()


def _cell(row: PeriodCount) -> str:
    if row.median is None:
        return "not covered"
    if row.known == NO_RECORD:
        return number(row.median)
    return f"{number(row.median)} ({_observed(row)}){'*' if apart(row) else ''}"


def _observed(row: PeriodCount) -> str:
    if row.observed_low is None:
        return "-"
    bounds = f"{number(row.observed_low)}-{number(row.observed_high)}"
    return bounds if row.known == BOUNDS_ONLY or row.observed is None else number(row.observed)


def _shifts(agreements: Sequence[Agreement]) -> Iterator[str]:
    """Whether the targets shift as reported, and as far, in each reading; nothing where nothing is reported."""
    if not agreements:
        return
    told = "; ".join(f"{READINGS[one.reading].removeprefix('phases ')}: {_shift(one)}" for one in agreements)
    yield f"Do the targets shift as reported, in size? {told[:1].upper()}{told[1:]}"


def _shift(one: Agreement) -> str:
    if one.p is None:
        return one.verdict
    return f"{'yes' if one.verdict == PASSES else 'no'}, {p_of(one)}"


def _how_many(verdicts: Sequence[Verdict]) -> str:
    """How many patterns are reproduced, held-out ones apart."""
    counted = [row for row in verdicts if row.headline]
    kinds = dict.fromkeys(row.exposure for row in counted)
    parts = [_reproduced([row for row in counted if row.exposure == kind], kind) for kind in kinds]
    full = beside([row for row in verdicts if row.counted])
    hang = sum(bool(row.hangs_on) for row in counted)
    unsure = f" {hang} of the verdicts hang{'s' if hang == 1 else ''} on one fact in doubt." if hang else ""
    return f"Patterns reproduced: {'; '.join(parts) if len(kinds) > 1 else _reproduced(counted)}.{full}{unsure}"


def _worst(verdicts: Sequence[Verdict], lines: int) -> list[str]:
    """Those that fewest replicates show, in so many lines at the most: none where there is no room."""
    if lines < 1:
        return []
    counted = [row for row in verdicts if row.headline]
    missed = [(row.support or 0.0, row.id, row.statement) for row in counted if row.verdict == "missed"]
    worst = [_short(f"{name} {support:.2f} {statement}", ROOM) for support, name, statement in sorted(missed)[:WORST]]
    return _lines(f"Worst misses: {'; '.join(worst) or 'none'}", lines)


def _reproduced(rows: Sequence[Verdict], kind: str = "") -> str:
    found, strict = (sum(word == "reproduced" for word in words) for words in _words(rows))
    lost = sum(row.support is None for row in rows)
    told = f"{found} of {len(rows)}{f' {kind}' if kind else ''} ({strict} by the ranges as stated)"
    return f"{told}, {lost} not covered" if lost else told


def _words(rows: Sequence[Verdict]) -> tuple[list[str], list[str]]:
    return [row.verdict for row in rows], [row.verdict_stated for row in rows]


def _trust(about: Mapping[str, Any], scores: Sequence[Score]) -> Iterator[str]:
    """To what the estimate was fitted, and the two scores over all phases that say most, each in its worse reading."""
    rival = hardest(scores)
    pooled = [row for row in headline(scores) if row.target == row.phase == "all" and not row.baseline]
    hit = [row for row in pooled if row.metric == "coverage_90"]
    told = [] if rival is None else [f"skill against {rival.baseline} {_skill(rival)}"]
    told += [f"90 % bands hold {_per_cent(row.score)}{_beside_oracle(row)}" for row in hit]
    yield f"Trust: {'; '.join([_ground(about), *(told or ['nothing could be scored'])])}"


def _beside_oracle(row: Score) -> str:
    return "" if row.oracle is None else f", an oracle's {_per_cent(row.oracle)}"


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _ground(about: Mapping[str, Any]) -> str:
    if about["heldout"]:
        return f"{named(about['heldout'])} held out, {named(about['fitted'])} fitted"
    return "fitted to all phases, no prediction" if about["fitted"] else "numbers judged, not fitted"


def _skill(row: Score) -> str:
    skill = "-" if row.skill is None else f"{row.skill:.2f}"
    return skill if row.low is None or row.high is None else f"{skill} [{row.low:.2f} {row.high:.2f}]"


def _open_first(result: Result, figures: bool) -> str:
    if not figures:
        return f"Open first: {result.folder / 'phases.csv'} (no figures were asked for)"
    then = "scorecard.png" if result.patterns() else "mix.png"
    return f"Open first: {result.folder / 'figures' / 'trends.png'}, then {then} beside it"


def _lines(text: str, most: int) -> list[str]:
    """The text over so many lines at the most."""
    return wrap(text, WIDE, subsequent_indent="  ", max_lines=most, placeholder=" …", break_long_words=False)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
