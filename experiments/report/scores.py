"""Scores for the terminal: the model beside its best rival, and its skill against every baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from experiments.judge.heldout import FITTED, HELD_OUT
from experiments.judge.scores.headline import headline
from experiments.judge.scores.score import CUT, ScenarioScore, Score
from experiments.observed.chronicle import in_use

ALL = "all"
METRICS = {
    "crps_log": "CRPS of ln(1+n)",
    "crps": "CRPS, attacks",
    "log_score": "log score, nats",
    "interval": "interval score",
    "energy": "energy score",
    "mix": "target mix",
}
"""Proper scores as printed, lower is better; scores.csv has all measures by target."""
HELD = {"coverage_50": "in 50 % bands", "coverage_90": "in 90 % bands", "pit_90": "90 %, ties split"}
WITH_SKILL = ("crps_log", "log_score", "energy")
CLOSER = "closer in"
KEY = """\
Lower is better. ±: one deviation between seeds. best: the lowest of those that know only the past. oracle: it
knows the counts and throws Poisson dice round them. floor: the record itself, other tables of it. Bands: of
what can be more than 0; for counts they hold more than they say, so read them beside the oracle's."""
STAR = """\
*: not causal: it learned from the stretch itself or from drivers coded by who knew it, or was simulated with
the estimate in use. °: a straw man, for the scale. w: 2022 as one stretch, where its cut at the pause would
flatter the model: the worse of the two stands here. The others know only the past: to beat them in-sample is
the least that a fitted model can do."""
NAME, WORD = 17, 7  # letters


def score_table(rows: Sequence[Score]) -> str:
    """The model beside its best rival by phase, then its skill over all phases against each baseline."""
    if not rows:
        return "Scores: none, because they need two replicates and a campaign that covers a stretch of the record."
    pooled = headline(row for row in rows if row.target == ALL)
    cut = [row for row in rows if row.target == ALL and row.pause == CUT]
    hidden = dict.fromkeys(row.phase for row in pooled if row.exposure == HELD_OUT and row.phase != ALL)
    skills = ["\n".join(_by_baseline(pooled, phase)) for phase in (ALL, *hidden)]
    return "\n\n".join(["\n".join([heading(rows), *_by_phase(cut, pooled)]), *skills, f"{STAR}\n{_chance(rows)}"])


def heading(rows: Sequence[Score]) -> str:
    """What the scores are of, and whether the estimate has seen it."""
    whose, phases = in_use().notes.source.upper(), {row.phase: row.exposure for row in rows if row.phase != ALL}
    fitted, hidden = ([name for name, seen in phases.items() if seen == word] for word in (FITTED, HELD_OUT))
    if not fitted and not hidden:
        return f"Scores against {whose}'s record. The estimate has seen none of it."
    parts = [f"Fitted: in-sample in {', '.join(fitted)}"] if fitted else []
    parts += [f"held out: {', '.join(hidden)}"] if hidden else []
    return f"Scores against {whose}'s record. {'; '.join(parts)}."


def scenario_table(rows: Sequence[ScenarioScore]) -> str:
    """One line a scenario: its score by phase and over all, and its skill against the first scenario."""
    if not rows:
        return "Scores: none, because they need two replicates and a campaign that covers a stretch of the record."
    pooled = headline(row for row in rows if row.target == ALL)
    first, *_ = scenarios = list(dict.fromkeys(row.scenario for row in rows))
    lines = [heading(rows)]
    for metric in ("crps_log", "energy"):
        own = [row for row in pooled if row.metric == metric]
        phases = [row.phase for row in own if row.scenario == first]
        lines += [_line(METRICS[metric], [*phases, f"skill against {first}"], 16)]
        lines += [_scenario_line(scenario, [row for row in own if row.scenario == scenario]) for scenario in scenarios]
    said = f"Lower is better. ±: one deviation between seeds. w: 2022 as one stretch. {_about_intervals(pooled)}"
    return "\n".join([*lines, said, _chance(rows)])


def _scenario_line(scenario: str, rows: Sequence[Score]) -> str:
    against = [row for row in rows if row.baseline and row.phase == ALL]
    return _line(scenario[: NAME + 1], [*map(_own, _alone(rows)), *map(_skill, against)], 16)


def _by_phase(rows: Sequence[Score], pooled: Sequence[Score]) -> Iterable[str]:
    phases = list(dict.fromkeys(row.phase for row in rows))
    yield _line(_two("", ""), phases)
    for metric, name in METRICS.items():
        own = [row for row in rows if row.metric == metric]
        yield _line(_two(name, "model"), map(_own, _alone(own)))
        yield _line(_two("", "best"), [_best([row for row in own if row.phase == phase]) for phase in phases])
        yield from _marks(_alone(own))
    for metric, name in HELD.items():
        held = {row.phase: row for row in _alone(pooled) if row.metric == metric}
        shown = [held[phase] for phase in phases if phase in held]
        yield _line(_two(name, "model"), [f"{row.score:.2f}" for row in shown])
        yield _line(_two("", "oracle"), ["-" if row.oracle is None else f"{row.oracle:.2f}" for row in shown])
    yield KEY


def _marks(rows: Sequence[Score]) -> Iterable[str]:
    for name in ("oracle", "floor"):
        values = [getattr(row, name) for row in rows]
        yield _line(_two("", name), ["-" if value is None else _number(value) for value in values])


def _by_baseline(rows: Sequence[Score], phase: str) -> Iterable[str]:
    named = [row for row in rows if row.baseline and row.phase == phase]
    where = "over all phases" if phase == ALL else f"in {phase}, held out"
    seen = "In-sample skill" if any(row.exposure == FITTED for row in named) else "Skill"
    yield f"{seen} {where}: 1 - score / baseline's. {_about_intervals(named)}"
    yield _line("", [*(METRICS[metric] for metric in WITH_SKILL), CLOSER])
    for baseline in dict.fromkeys(row.baseline for row in named):
        own = {row.metric: row for row in named if row.baseline == baseline}
        cells = [_skill(own[metric]) if metric in own else "-" for metric in WITH_SKILL]
        first = next(iter(own.values()))
        marked = f"{baseline}{'' if first.causal else '*'}{'°' if first.straw else ''}"
        yield _line(marked, [*cells, _closer(own[WITH_SKILL[0]])])


def _closer(row: Score) -> str:
    """In how many stretches the model is closer by the first of the scores."""
    return "-" if row.closer is None else f"{row.closer} of {row.blocks}"


def _about_intervals(rows: Sequence[Score]) -> str:
    """Over how many stretches intervals are taken, or why there are none."""
    blocks = sorted({row.blocks for row in rows if row.metric == "crps_log" and row.baseline})
    if not blocks:
        return "No interval: nothing beside it."
    counted = f"{blocks[0]} to {blocks[-1]}" if len(blocks) > 1 else f"{blocks[0]}"
    stretches = f"{counted} stretch{'es' if blocks[-1] > 1 else ''}"
    return (
        f"[90 % interval over {stretches}]"
        if any(row.low is not None for row in rows)
        else f"No interval: {stretches}."
    )


def _chance(rows: Sequence[Score]) -> str:
    """How many intervals there are, and what that means."""
    held = [row for row in headline(rows) if row.low is not None and row.high is not None]
    apart = sum(row.low > 0 or row.high < 0 for row in held if row.low is not None and row.high is not None)
    if not held:
        return "No skill has an interval: it takes five stretches. scores.csv has the differences stretch by stretch."
    return (
        f"scores.csv has {len(held)} such intervals, {apart} of them without 0. Each misses once in ten or oftener,\n"
        "all stand on the same few stretches, and none is corrected for the others: no single one is a test."
    )


def _alone(rows: Sequence[Score]) -> list[Score]:
    return [row for row in rows if not row.baseline]


def _own(row: Score) -> str:
    return _number(row.score) + ("" if row.spread is None else f" ±{row.spread:.1g}")


def _best(rows: Sequence[Score]) -> str:
    most = max((row.blocks for row in rows), default=0)  # a forecast of fewer stretches had other work
    held = [row for row in rows if row.causal and not row.straw and row.blocks == most]
    rivals = [(row.baseline_score, row.baseline) for row in held if row.baseline_score is not None]
    if not rivals:
        return "-"
    score, name = min(rivals)
    return f"{_number(score)} {name}"


def _skill(row: Score) -> str:
    if row.skill is None:
        return "-"
    interval = "" if row.low is None or row.high is None else f" [{_signed(row.low)} {_signed(row.high)}]"
    return f"{_signed(row.skill)}{interval}{'' if row.pause == CUT else 'w'}"


def _signed(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"  # no minus before a zero


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def _two(name: str, what: str) -> str:
    return f"{name:<{NAME}}{what:<{WORD}}"


def _line(start: str, cells: Iterable[str], column: int = 21) -> str:
    return f"  {start:<{NAME + 2}}{''.join(f'{cell:<{column}}' for cell in cells)}".rstrip()
