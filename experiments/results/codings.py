"""Codings in the store of results: what was drawn, how much of each count is the coding's, where patterns stand."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from experiments.files.csv_rows import write_table
from experiments.files.hashing import digest
from experiments.judge.codings import Codings, CodingShare, CodingSupport, coding_lenses, coding_world, codings_judged
from experiments.judge.facts import facts
from experiments.observed import periods
from experiments.observed.chronicle import using
from experiments.results import obtain
from experiments.results.provenance import write_provenance
from experiments.results.read import Result
from experiments.results.request import Request
from experiments.results.store import Store
from experiments.results.write import exposed
from experiments.setup.departures import from_baseline
from experiments.simulate.campaign import Campaign
from experiments.simulate.progress import progress
from experiments.simulate.runs import campaigns, simulate
from model.errors import ModelError

MOST = 1_000
NUMBERS = (".level", ".share", ".later")


def coded(request: Request, number: int) -> tuple[Result, bool]:
    """The stored result of so many codings of a request, and whether it had to be played for it; raises ModelError."""
    with using(request.chronicle):
        return _coded(request, number)


def _coded(request: Request, number: int) -> tuple[Result, bool]:
    if not 2 <= number <= MOST:
        raise ModelError(f"codings is {number}: it must lie from 2 to {MOST}. Give it as codings=40.")
    if request.world.timeline.doubt is None and not any(lens.doubtful for lens in request.lenses.values()):
        raise ModelError(
            "nothing is in doubt here, so there is one coding: leave out timeline=settled and timeline.doubt=false."
        )
    hashes = {**request.hashes, "codings": digest({"codings": number})}
    store, name = Store.at(Path(request.config.results)), f"codings-{request.scenario}-{digest(hashes)[:12]}"
    if store.holds(name):
        return Result(store.folder(name)), False
    obtain.check(store, [request])
    found = _played(request, number)
    return Result(store.keep(name, lambda folder: _write(folder, request, number, hashes, found))), True


def _played(request: Request, number: int) -> Codings:
    config, world = request.config, request.world
    last = world.clock.last_day
    spans = [one for one in periods.phases_played(world.clock.start, last) if one.covered_by(world.clock.start, last)]
    with progress(f"{request.scenario}, {number} codings", number * config.replicates, config.quiet) as done:

        def play(one: int) -> Mapping[str, Campaign]:
            read = coding_world(world, one)
            log, runs = simulate(read, config.replicates, config.engine, config.workers, done)
            return campaigns(read, coding_lenses(request.lenses, one), log, runs, config.replicates)

        read = facts(world, request.lenses.values(), number)
        return codings_judged(read, spans, config.seen_through, request.patterns, play)


def _write(folder: Path, request: Request, number: int, hashes: dict[str, str], found: Codings) -> None:
    write_table(folder / "shares.csv", found.shares, CodingShare)
    write_table(folder / "supports.csv", found.supports, CodingSupport)
    with (folder / "drawn.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["coding", *found.facts.names])
        rows.writerows([n, *map(_cell, found.facts.names, row)] for n, row in enumerate(found.facts.drawn))
    config = request.config
    about: dict[str, Any] = {"kind": "codings", "scenario": request.scenario, "codings": number}
    about |= {"replicates": config.replicates, "seed": config.seed, "engine": config.engine}
    about |= {"differences": from_baseline(request.settled), "seen_through": config.seen_through}
    about |= {**request.judged_by, **exposed([request])}
    write_provenance(folder, {**about, "hashes": hashes, "config": request.settled})


def _cell(name: str, value: np.float64) -> str:
    """A level or a share as a number, an edge or a change as its day."""
    return f"{value:.4g}" if name.endswith(NUMBERS) else date.fromordinal(int(value)).isoformat()
