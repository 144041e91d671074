"""Scores for the terminal: the model beside its best rival, and its skill against every baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from experiments.judge.heldout import FITTED, HELD_OUT
from experiments.judge.scores.score import ScenarioScore, Score

ALL = "all"
METRICS = {
    "crps_log": "CRPS of ln(1+n)",
    "crps": "CRPS, attacks",
    "ignorance": "log score, nats",
    "interval": "interval score",
    "energy": "energy score",
    "mix": "target mix",
}
"""Proper scores as printed, lower is better; scores.csv has all measures by target."""
WITH_SKILL = ("crps_log", "crps", "ignorance", "energy")
STAR = (
    "*: not causal: it learned from the stretch itself, or was simulated with the estimate in use. The others\n"
    "know only the past: to beat them in-sample is the least that a fitted model can do."
)
NAME, WORD = 17, 6  # letters


def score_table(rows: Sequence[Score]) -> str:
    """The model beside its best rival by phase, then its skill over all phases against each baseline."""
    if not rows:
        return "Scores: none, because they need two replicates and a campaign that covers a stretch of the record."
    pooled = [row for row in rows if row.target == ALL]
    hidden = dict.fromkeys(row.phase for row in pooled if row.exposure == HELD_OUT and row.phase != ALL)
    skills = ["\n".join(_by_baseline(pooled, phase)) for phase in (ALL, *hidden)]
    return "\n\n".join(["\n".join([heading(rows), *_by_phase(pooled)]), *skills, STAR])


def heading(rows: Sequence[Score]) -> str:
    """What the scores are of, and whether the estimate has seen it."""
    phases = {row.phase: row.exposure for row in rows if row.phase != ALL}
    fitted, hidden = ([name for name, seen in phases.items() if seen == word] for word in (FITTED, HELD_OUT))
    if not fitted and not hidden:
        return "Scores against ACLED's record. The estimate has seen none of it."
    parts = [f"Fitted: in-sample in {', '.join(fitted)}"] if fitted else []
    parts += [f"held out: {', '.join(hidden)}"] if hidden else []
    return f"Scores against ACLED's record. {'; '.join(parts)}."


def scenario_table(rows: Sequence[ScenarioScore]) -> str:
    """One line a scenario: its score by phase and over all, and its skill against the first scenario."""
    if not rows:
        return "Scores: none, because they need two replicates and a campaign that covers a stretch of the record."
    pooled = [row for row in rows if row.target == ALL]
    first, *_ = scenarios = list(dict.fromkeys(row.scenario for row in rows))
    lines = [heading(rows)]
    for metric in ("crps_log", "energy"):
        own = [row for row in pooled if row.metric == metric]
        phases = [row.phase for row in own if row.scenario == first]
        lines += [_line(METRICS[metric], [*phases, f"skill against {first}"], 16)]
        lines += [_scenario_line(scenario, [row for row in own if row.scenario == scenario]) for scenario in scenarios]
    return "\n".join([*lines, f"Lower is better. ±: one deviation between seeds. {_about_intervals(pooled)}"])


def _scenario_line(scenario: str, rows: Sequence[Score]) -> str:
    against = [row for row in rows if row.baseline and row.phase == ALL]
    return _line(scenario[: NAME + 1], [*map(_own, _alone(rows)), *map(_skill, against)], 16)


def _by_phase(rows: Sequence[Score]) -> Iterable[str]:
    phases = list(dict.fromkeys(row.phase for row in rows))
    yield _line(_two("", ""), phases)
    for metric, name in METRICS.items():
        own = [row for row in rows if row.metric == metric]
        yield _line(_two(name, "model"), map(_own, _alone(own)))
        yield _line(_two("", "best"), [_best([row for row in own if row.phase == phase]) for phase in phases])
    for level in ("coverage_50", "coverage_90"):
        own = [row for row in rows if row.metric == level]
        yield _line(_two(f"coverage of {level[-2:]} %", "model"), [f"{row.score:.2f}" for row in _alone(own)])
    yield "Lower is better. ±: one deviation between seeds. best: the lowest of the causal baselines."


def _by_baseline(rows: Sequence[Score], phase: str) -> Iterable[str]:
    named = [row for row in rows if row.baseline and row.phase == phase]
    where = "over all phases" if phase == ALL else f"in {phase}, held out"
    seen = "In-sample skill" if any(row.exposure == FITTED for row in named) else "Skill"
    yield f"{seen} {where}: 1 - score / baseline's. {_about_intervals(named)}"
    yield _line("", [METRICS[metric] for metric in WITH_SKILL])
    for baseline in dict.fromkeys(row.baseline for row in named):
        own = {row.metric: row for row in named if row.baseline == baseline}
        cells = [_skill(own[metric]) if metric in own else "-" for metric in WITH_SKILL]
        star = "" if next(iter(own.values())).causal else "*"
        yield _line(f"{baseline}{star}", cells)


def _about_intervals(rows: Sequence[Score]) -> str:
    blocks = max(row.blocks for row in rows if row.metric == "crps_log")
    stretches = f"{blocks} stretch{'es' if blocks > 1 else ''}"
    wide = any(row.low is not None for row in rows)
    return f"[90 % interval over {stretches}: rough]" if wide else f"No interval: {stretches}."


def _alone(rows: Sequence[Score]) -> list[Score]:
    return [row for row in rows if not row.baseline]


def _own(row: Score) -> str:
    return _number(row.score) + ("" if row.spread is None else f" ±{row.spread:.1g}")


def _best(rows: Sequence[Score]) -> str:
    most = max((row.blocks for row in rows), default=0)  # a forecast of fewer stretches had other work
    held = [row for row in rows if row.causal and row.blocks == most]
    rivals = [(row.baseline_score, row.baseline) for row in held if row.baseline_score is not None]
    if not rivals:
        return "-"
    score, name = min(rivals)
    return f"{_number(score)} {name}"


def _skill(row: Score) -> str:
    if row.skill is None:
        return "-"
    interval = "" if row.low is None or row.high is None else f" [{_signed(row.low)} {_signed(row.high)}]"
    return f"{_signed(row.skill)}{interval}"


def _signed(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"  # no minus before a zero


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def _two(name: str, what: str) -> str:
    return f"{name:<{NAME}}{what:<{WORD}}"


def _line(start: str, cells: Iterable[str], column: int = 21) -> str:
    return f"  {start:<{NAME + 2}}{''.join(f'{cell:<{column}}' for cell in cells)}".rstrip()
