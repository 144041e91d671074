"""Play one scenario many times and hold it against the observed phases and patterns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from omegaconf import DictConfig

from experiments.figures.all import drawing, drawn, figures
from experiments.judge.patterns import reference_line
from experiments.observed.chronicle import using
from experiments.report.counts import PERIOD_KEY, period_table, rise_table
from experiments.report.in_short import in_short
from experiments.report.numbers import origins_table
from experiments.report.patterns import pattern_table
from experiments.report.scores import score_table
from experiments.report.shifts import change_point_lines, shift_table
from experiments.report.standing import say_lifted, say_unjudged, standing
from experiments.results.export import exported
from experiments.results.obtain import obtain
from experiments.results.read import Result
from experiments.results.request import Request, request
from experiments.setup.schema import Config
from experiments.simulate.workers import processors


@dataclass
class Keys(Config):
    """What `targetshift run` reads."""


def run(config: DictConfig) -> None:
    """Say what came of a scenario, from the stored result if there is one; its tables too where details are asked."""
    wanted = request(config)
    with using(wanted.chronicle):
        _show(wanted)


def _show(wanted: Request) -> None:
    config = wanted.config
    say_lifted(wanted)
    say_unjudged(wanted)
    draw = config.figures and not drawn(Path(config.results, wanted.name))
    with drawing(processors(config.workers) if draw else 1) as beside:
        result, played = obtain(wanted)
        said = standing(result, "run")
        short, long = in_short(result, config.figures, wanted.origins), [origins_table(wanted.origins), *tables(result)]
        print("\n\n".join([short, *(long if config.details else [])]))
        print(f"\n{said}")
        if config.figures:
            print(f"Figures in {figures(result, beside)}")
    if config.format == "csv":
        print(f"Events and weeks as CSV in {exported(result)}")
    print("" if config.details else f"{MORE}\n", end="")
    print(f"{'Stored in' if played else 'Read, not played again, from'} {result.folder}")


MORE = "All tables: details=true prints them, the result's folder has them as CSV (docs/outputs.md says what each is)"


def tables(result: Result) -> list[str]:
    """The tables of a stored result, without those for which there is neither record nor pattern."""
    held = [score_table(result.scores())] if result.provenance["recorded"] else []
    return [
        period_table("Attacks by phase", result.phases()),
        f"{period_table('Attacks by year', result.years())}\n\n{PERIOD_KEY}",
        rise_table(result.rises()),
        shift_table(result.shifts(), result.agreements()),
        change_point_lines(result.change_points()),
        *(
            [f"{pattern_table(verdicts)}\n{reference_line(result.references())}"]
            if (verdicts := result.patterns())
            else []
        ),
        *held,
    ]
