"""Play one scenario many times and hold it against the observed phases and patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.front import app

if TYPE_CHECKING:
    from omegaconf import DictConfig

    from experiments.request import Request
    from experiments.result import Result


def run(config: DictConfig) -> None:
    """Print the tables of a scenario, from the stored result if there is one."""
    from experiments.looks import standing
    from experiments.play import obtain
    from experiments.request import request

    asked = request(config)
    result, played = obtain(asked)
    print(tables(asked, result, standing(result, "run")))
    if config.figures:
        from experiments.draw import figures
        from experiments.simulate import processors

        print(f"\nFigures in {figures(result, workers=processors(config.workers))}")
    print(f"{'Stored in' if played else 'Read, not played again, from'} {result.folder}")


def tables(asked: Request, result: Result, said: str) -> str:
    """The tables of a stored result, below what has to be said before them."""
    from experiments.printed import pattern_table, period_table
    from experiments.printed_scores import score_table
    from experiments.shifts.printed import change_point_lines, shift_table

    config = asked.config
    parts = [
        f"{asked.scenario}: {config.replicates} replicates, seed {config.seed}, seen by {config.seen_through}\n{said}",
        period_table("Attacks by phase", result.phases()),
        period_table("Attacks by year", result.years()),
        "Simulated: median [5 to 95 %]. Observed: figure [bounds of its reading]. *: the two do not overlap.",
        shift_table(result.shifts(), result.agreements()),
        change_point_lines(result.change_points()),
        pattern_table(result.patterns()),
        score_table(result.scores()),
    ]
    return "\n\n".join(parts)


main = app(run)

if __name__ == "__main__":
    main()
