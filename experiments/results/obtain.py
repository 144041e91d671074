"""From a request to a stored result: read when it is there, else played and kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from experiments.judge.heldout import held_out
from experiments.judge.verdict import verdict
from experiments.observed.chronicle import using
from experiments.results import look_log
from experiments.results.read import Result
from experiments.results.request import Request
from experiments.results.store import Store
from experiments.results.write import size, write_result
from experiments.simulate.progress import progress
from experiments.simulate.runs import campaigns, simulate

PLAYED_BY_BASELINES = 2  # as many runs again with the mechanisms off, and with moved dates


def obtain(request: Request) -> tuple[Result, bool]:
    """The stored result of a request, and whether it had to be played for it."""
    with using(request.chronicle):
        return _obtain(request)


def _obtain(request: Request) -> tuple[Result, bool]:
    store = Store.at(Path(request.config.results))
    if store.holds(request.name):
        return Result(store.folder(request.name)), False
    check(store, [request])
    return Result(_play(request, store)), True


def check(store: Store, requests: Sequence[Request]) -> None:
    """Raise ModelError when what is to be played could not be stored, or its scores not be shown."""
    store.check(sum(size(request.config.replicates * request.world.clock.weeks) for request in requests))
    if any(held_out(request.config) for request in requests):
        look_log.check(store.root)


def _play(request: Request, store: Store) -> Path:
    config = request.config
    with progress(request.scenario, config.replicates, config.quiet) as done:
        log, runs = simulate(request.world, config.replicates, config.engine, config.workers, done)
    seen = campaigns(request.world, request.lenses, log, runs, config.replicates)
    with progress("naive forecasts", PLAYED_BY_BASELINES * config.replicates, config.quiet) as done:
        tables = verdict(config, request.world, request.lenses, request.patterns, seen, done)
    return store.keep(request.name, lambda folder: write_result(folder, request, seen, tables))
