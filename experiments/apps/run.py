"""Play one scenario many times and hold it against the observed phases and patterns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from omegaconf import DictConfig

from experiments.figures.all import drawing, drawn, figures
from experiments.report.counts import period_table
from experiments.report.patterns import pattern_table
from experiments.report.scores import score_table
from experiments.report.shifts import change_point_lines, shift_table
from experiments.report.standing import standing
from experiments.results.obtain import obtain
from experiments.results.read import Result
from experiments.results.request import Request, request
from experiments.setup.schema import Config
from experiments.simulate.workers import processors


@dataclass
class Keys(Config):
    """What `targetshift run` reads."""


def run(config: DictConfig) -> None:
    """Print the tables of a scenario, from the stored result if there is one."""
    wanted = request(config)
    draw = config.figures and not drawn(Path(config.results, wanted.name))
    with drawing(processors(config.workers) if draw else 1) as beside:
        result, played = obtain(wanted)
        print(tables(wanted, result, standing(result, "run")))
        if config.figures:
            print(f"\nFigures in {figures(result, beside)}")
    print(f"{'Stored in' if played else 'Read, not played again, from'} {result.folder}")


def tables(wanted: Request, result: Result, said: str) -> str:
    """The tables of a stored result, below what has to be said before them."""
    config = wanted.config
    parts = [
        f"{wanted.scenario}: {config.replicates} replicates, seed {config.seed}, seen by {config.seen_through}\n{said}",
        period_table("Attacks by phase", result.phases()),
        period_table("Attacks by year", result.years()),
        "Simulated: median [5 to 95 %]. Observed: figure [bounds of its reading]. *: the two do not overlap.",
        shift_table(result.shifts(), result.agreements()),
        change_point_lines(result.change_points()),
        pattern_table(result.patterns()),
        score_table(result.scores()),
    ]
    return "\n\n".join(parts)
