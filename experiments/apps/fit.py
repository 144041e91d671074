"""Find a point estimate by a search over the priors; it is fitted, and no posterior."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from omegaconf import MISSING, DictConfig

from experiments.inference import estimate, search
from experiments.inference.search import Judge, Point
from experiments.inference.slopes import by_slopes
from experiments.judge import heldout
from experiments.observed.chronicle import using
from experiments.observed.tables import PeriodRate, load
from experiments.results.provenance import pattern_line
from experiments.results.request import Request, request
from experiments.results.store import Store
from experiments.setup.schema import Config, FitConf


@dataclass
class Keys(Config):
    """What `targetshift fit` reads."""

    fit: FitConf = MISSING
    heldout: str | None = None


def run(config: DictConfig) -> None:
    """Search, print the way, and store the estimate with how it was found."""
    wanted = request(config)
    estimate.check(config.fit)
    estimate.check_recorded(wanted, config.heldout)
    with using(wanted.chronicle):
        _search(wanted, config)


def _search(wanted: Request, config: DictConfig) -> None:
    judge, start = estimate.judge_of(wanted, _say, config.heldout)
    store = Store.at(Path(wanted.config.results))
    store.check()
    print(_told(wanted, judge, config.heldout), flush=True)
    began = time.perf_counter()
    best = search.by_moments(judge, start, config.fit.by_moments, config.fit.step) if config.fit.by_moments else None
    if config.fit.by_slopes or best is None:
        best = by_slopes(judge, start if best is None else best.z, config.fit.by_slopes, config.fit.scatter)
    spent = f"{judge.spent} trials of {wanted.config.replicates} runs in {time.perf_counter() - began:.0f} s"
    folder = store.keep(f"fit-{wanted.name}", partial(estimate.write, wanted, judge, best, config.fit, config.heldout))
    print(f"{spent}\n{best.total:.2f} = {_parts(best)}")
    print(f"Stored in {folder}; copy its estimate.yaml to conf/estimate to use it.")


def _told(wanted: Request, judge: Judge, without: str | None) -> str:
    """What the search is going to see, and what not."""
    every = heldout.patterns_without(None, wanted.patterns), heldout.rates_without(None, load(PeriodRate))
    seen = heldout.ids(judge.patterns, judge.rates)
    lines = [pattern_line(**wanted.judged_by), f"Fitted to: {', '.join(seen)}."]
    if without:
        lost = [name for name in heldout.ids(*every) if name not in seen]
        lines.append(f"Removed, for a day in {without}: {', '.join(lost)}.")
    return "\n".join(lines)


def _say(judge: Judge) -> None:
    assert judge.best is not None
    print(f"trial {judge.spent:6d}  {judge.best.total:8.2f} = {_parts(judge.best)}", flush=True)


def _parts(point: Point) -> str:
    return " + ".join(f"{part} {value:.2f}" for part, value in point.parts.items())
