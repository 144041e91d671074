"""Find a point estimate by a search over the priors; it is fitted, and no posterior."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.front import app

if TYPE_CHECKING:
    from omegaconf import DictConfig

    from experiments.request import Request
    from experiments.search import Judge, Point


def fit(config: DictConfig) -> None:
    """Search, print the way, and store the estimate with how it was found."""
    from experiments import estimate, search
    from experiments.request import request
    from experiments.slopes import by_slopes
    from experiments.store import Store

    asked = request(config)
    estimate.check(config.fit)
    judge, start = estimate.judge_of(asked, _say, config.heldout)
    store = Store(Path(asked.config.results))
    store.check()
    print(_told(asked, judge, config.heldout), flush=True)
    began = time.perf_counter()
    best = search.by_moments(judge, start, config.fit.by_moments, config.fit.step) if config.fit.by_moments else None
    if config.fit.by_slopes or best is None:
        best = by_slopes(judge, start if best is None else best.z, config.fit.by_slopes, config.fit.scatter)
    spent = f"{judge.spent} trials of {asked.config.replicates} runs in {time.perf_counter() - began:.0f} s"
    folder = store.keep(f"fit-{asked.name}", partial(estimate.write, asked, judge, best, config.fit, config.heldout))
    print(f"{spent}\n{best.total:.2f} = {_parts(best)}")
    print(f"Stored in {folder}; copy its estimate.yaml to conf/estimate to use it.")


def _told(asked: Request, judge: Judge, without: str | None) -> str:
    """What the search is going to see, and what not."""
    from experiments import heldout, provenance
    from experiments.observed import PeriodRate, load

    every = heldout.patterns_without(None, asked.patterns), heldout.rates_without(None, load(PeriodRate))
    seen = heldout.ids(judge.patterns, judge.rates)
    lines = [provenance.pattern_line(**asked.judged_by), f"Fitted to: {', '.join(seen)}."]
    if without:
        lost = [name for name in heldout.ids(*every) if name not in seen]
        lines.append(f"Removed, for a day in {without}: {', '.join(lost)}.")
    return "\n".join(lines)


def _say(judge: Judge) -> None:
    assert judge.best is not None
    print(f"trial {judge.spent:6d}  {judge.best.total:8.2f} = {_parts(judge.best)}", flush=True)


def _parts(point: Point) -> str:
    return " + ".join(f"{part} {value:.2f}" for part, value in point.parts.items())


main = app(fit, "fit")

if __name__ == "__main__":
    main()
