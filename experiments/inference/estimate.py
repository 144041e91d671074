"""An estimate: what a search starts from, and the YAML file that it leaves behind."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from experiments.inference.search import REACH, Judge, Point, Space, Vector
from experiments.judge import heldout
from experiments.judge.patterns import Pattern
from experiments.observed.tables import PeriodRate, load
from experiments.results.provenance import write_provenance
from experiments.results.request import Request
from experiments.setup.schema import FitConf
from experiments.setup.world import free, quantities
from model.clock import DAYS
from model.errors import ModelError

HEAD = """\
# @package _global_
# A point estimate, not a posterior: the best point of one search, with no word on what else would fit as well.
{exposed}
# Found by `targetshift fit` (SciPy): {by_moments} rounds of least squares on moments (slopes over {step} deviations),
# three stages of {by_slopes} rounds of steps along the supports (runs scattered by {scatter}),
# {replicates} runs a trial, seed {seed}, from estimate '{start}'.
# Objective {total:.2f} = {parts}.
estimate_name: {name}
estimate_seen: [{seen}]
"""
ALL = """\
# Fitted to all phases and counted patterns at once, so no score of it is a prediction.
# Pattern files {hash}."""
APART = """\
# Held out: {phase}. Fitted to {patterns} counted patterns and {rates} printed counts, of which none has a day in it:
# {names}.
# Hash of these {hash}."""


def judge_of(request: Request, say: Callable[[Judge], None], without: str | None = None) -> tuple[Judge, Vector]:
    """The judge of a request's free numbers, and the point of the prior scale at which they are.

    The judge knows nothing of the phase `without`; raises ModelError when the start does.
    """
    heldout.check_start(without, request.config)
    patterns = heldout.patterns_without(without, request.patterns)
    rates = heldout.rates_without(without, load(PeriodRate))
    _check_covered(request, patterns, rates)
    numbers, searched = quantities(request.config), free(request.config)
    # Appeals first: a direction-set search does well to settle the levels before the finer weights.
    paths = sorted(searched, key=lambda path: not path.startswith("targets"))
    space = Space(tuple(paths), tuple(searched[path] for path in paths))
    config = request.config
    judge = Judge(
        request.world,
        space,
        patterns,
        rates,
        request.lenses,
        config.replicates,
        config.workers,
        say,
    )
    return judge, space.scale({path: numbers[path].value for path in paths})


def _check_covered(request: Request, patterns: Sequence[Pattern], rates: Sequence[PeriodRate]) -> None:
    clock = request.world.clock
    spans = [(p.id, s.start, s.end) for p in patterns if p.counted for s in p.series.values()]
    for name, start, end in [*spans, *((rate.id, rate.start, rate.end) for rate in rates)]:
        if end > clock.last_day or start < clock.start - timedelta(days=DAYS - 1):
            raise ModelError(
                f"the clock runs from {clock.start} to {clock.last_day}, but {name} looks at {start} to {end}: a fit "
                "cannot judge what is not played. Change clock.start or clock.end."
            )


def check(fit: FitConf) -> None:
    """Raise ModelError when a number of the search is out of its range."""
    for key, rounds in (("by_moments", fit.by_moments), ("by_slopes", fit.by_slopes)):
        if rounds < 0:
            raise ModelError(f"fit.{key} is {rounds}: rounds must be 0 or more. Change it as fit.{key}=...")
    for key, far in (("step", fit.step), ("scatter", fit.scatter)):
        if not 0.0 < far <= REACH:
            raise ModelError(
                f"fit.{key} is {far:g}: it must lie above 0 and up to {REACH:g} deviations. Change it as fit.{key}=..."
            )


def check_recorded(request: Request, without: str | None) -> None:
    """Raise ModelError where there is no observed record: nothing to fit to, and nothing to hold out."""
    if not request.chronicle.recorded:
        asked = "a fit" if without is None else f"heldout={without}"
        raise ModelError(
            f"{asked} needs an observed record, and record.folder is empty: a search minimises the distance to printed "
            "counts. Give one in a file of conf/record (conf/record/iraq.yaml says what it needs)."
        )


def write(request: Request, judge: Judge, best: Point, fit: FitConf, without: str | None, folder: Path) -> None:
    """Write estimate.yaml, how far each number moved from its prior's middle, and where both come from."""
    space = judge.space
    values = space.values(best.z)
    head = HEAD.format(
        by_moments=fit.by_moments,
        by_slopes=fit.by_slopes,
        replicates=request.config.replicates,
        seed=request.config.seed,
        step=fit.step,
        scatter=fit.scatter,
        start=request.config.estimate_name,
        total=best.total,
        parts=" + ".join(f"{part} {value:.2f}" for part, value in best.parts.items()),
        exposed=exposed(judge, request, without),
        name=fit.name if without is None else f"{fit.name}_without_{without}",
        seen=", ".join(heldout.seen_after(without, request.config)),
    )
    (folder / "estimate.yaml").write_text(head + as_yaml(values), encoding="utf-8")
    rows = [f"{path},{values[path]:.6g},{z:.2f}" for path, z in zip(space.paths, best.z, strict=True)]
    (folder / "moved.csv").write_text("\n".join(["path,value,deviations", *rows]) + "\n", encoding="utf-8")
    about = {"kind": "fit", "replicates": request.config.replicates, "seed": request.config.seed, **request.judged_by}
    about |= {"heldout": [without] if without else [], "hashes": request.hashes, "config": request.settled}
    write_provenance(folder, about)


def exposed(judge: Judge, request: Request, without: str | None) -> str:
    """What the search has seen, for the head of the file; of what it has not seen, nothing changes a letter."""
    if without is None:
        return ALL.format(hash=request.hashes["patterns"][:12])
    return APART.format(
        phase=without,
        patterns=len(judge.patterns),
        rates=len(judge.rates),
        names=textwrap.fill(", ".join(heldout.ids(judge.patterns, judge.rates)), 112).replace("\n", "\n# "),
        hash=heldout.digest_of(judge.patterns, judge.rates)[:12],
    )


def as_yaml(values: dict[str, float]) -> str:
    """The numbers as nested overrides, rounded to four figures."""
    lines: list[str] = []
    open_at: tuple[str, ...] = ()
    for path in sorted(values):
        *groups, last = path.split(".")
        shared = int(np.argmin([*(a == b for a, b in zip(groups, open_at, strict=False)), False]))
        for depth in range(shared, len(groups)):
            lines.append(f"{'  ' * depth}{groups[depth]}:")
        lines.append(f"{'  ' * len(groups)}{last}: {{value: {values[path]:.4g}}}")
        open_at = tuple(groups)
    return "\n".join(lines) + "\n"
