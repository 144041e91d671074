"""A comparison: scenarios played with the same dice, their paired differences stored as a result of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.files.csv_rows import write_table
from experiments.files.hashing import digest
from experiments.judge.differences import Difference, Support, differences, total_differences
from experiments.judge.monthly import MonthlyCount, monthly_counts
from experiments.judge.patterns.evaluate import covers, shown_by
from experiments.judge.patterns.measure import Lookup
from experiments.judge.scores.judge import beside
from experiments.judge.scores.score import ScenarioScore
from experiments.judge.shares import paired
from experiments.judge.shifts import Agreement, ToldApart, told_apart
from experiments.observed import periods
from experiments.observed.chronicle import in_use, record_lens, using
from experiments.observed.periods import Period
from experiments.observed.record import record
from experiments.results import obtain
from experiments.results.provenance import write_provenance
from experiments.results.read import Result
from experiments.results.request import Request
from experiments.results.store import Store
from experiments.results.write import exposed
from experiments.setup.departures import between, from_baseline
from experiments.setup.look import joint, look_of
from experiments.simulate.campaign import Campaign
from model.errors import ModelError

Compare = Callable[[tuple[str, str], Campaign, Campaign, Iterable[Period]], list[Difference]]
MOST_NAMES = 3  # in the name of a comparison's folder


def compared(requests: Sequence[Request]) -> tuple[Result, bool]:
    """The stored comparison of the first scenario with the others, and whether it had to be made for it."""
    check(requests)
    with using(requests[0].chronicle):
        return _compared(requests)


def _compared(requests: Sequence[Request]) -> tuple[Result, bool]:
    store = Store.at(Path(requests[0].config.results))
    name = _name(requests)
    if store.holds(name):
        return Result(store.folder(name)), False
    obtain.check(store, [request for request in requests if not store.holds(request.name)])
    runs = [obtain.obtain(request)[0] for request in requests]
    return Result(store.keep(name, partial(_write, requests, runs))), True


def check(requests: Sequence[Request]) -> None:
    """Raise ModelError unless there are scenarios to compare, each once, with the same dice and the same weeks."""
    names = [request.scenario for request in requests]
    if len(names) < 2 or len(set(names)) < len(names):
        raise ModelError(
            f"scenarios is [{','.join(names)}]: name at least two, each once, the reference first. "
            "Change it as scenarios=[baseline,no_truce]."
        )
    first = requests[0]
    for other in requests[1:]:
        if other.chronicle != first.chronicle:
            raise ModelError(
                f"'{first.scenario}' and '{other.scenario}' have different phases or records: scenarios are compared "
                "by the same. Take phases and record out of their files, and give them on the command line."
            )
        for key, one, two in _dice(first, other):
            if one != two:
                raise ModelError(
                    f"'{first.scenario}' has {key} {one} and '{other.scenario}' has {key} {two}: scenarios with the "
                    f"same dice need the same {key}. Take {key} out of their files, and give it on the command line."
                )


def _dice(one: Request, two: Request) -> Iterator[tuple[str, object, object]]:
    for key in ("seed", "replicates", "seen_through"):
        yield key, getattr(one.config, key), getattr(two.config, key)
    yield "clock", _weeks(one), _weeks(two)


def _weeks(request: Request) -> str:
    return f"{request.world.clock.start} to {request.world.clock.last_day}"


def _name(requests: Sequence[Request]) -> str:
    names = [request.scenario for request in requests]
    rest = [f"{len(names) - MOST_NAMES}-more"] if len(names) > MOST_NAMES else []
    return "-".join(["compare", *names[:MOST_NAMES], *rest, digest(_hashes(requests))[:12]])


def _hashes(requests: Sequence[Request]) -> dict[str, str]:
    return {request.scenario: digest(request.hashes) for request in requests}


def _write(requests: Sequence[Request], runs: Sequence[Result], folder: Path) -> None:
    campaigns = _seen(requests, runs)
    write_table(folder / "differences.csv", _each(differences, campaigns), Difference)
    write_table(folder / "totals.csv", _each(total_differences, campaigns), Difference)
    months = [row for name, campaign in campaigns.items() for row in monthly_counts(name, campaign)]
    write_table(folder / "monthly.csv", months, MonthlyCount)
    write_table(folder / "patterns.csv", list(_supports(requests, runs)), Support)
    write_table(folder / "agreement.csv", [row for run in runs for row in run.agreements()], Agreement)
    write_table(folder / "told_apart.csv", list(_told_apart(requests, runs)), ToldApart)
    write_table(folder / "scores.csv", list(_scores(requests, runs)), ScenarioScore)
    config = requests[0].config
    about: dict[str, Any] = {"kind": "comparison", "scenario": " / ".join(request.scenario for request in requests)}
    first, settled = requests[0], {request.scenario: request.settled for request in requests}
    about |= {"differences": from_baseline(first.settled)}
    about |= {"changes": {name: between(own, first.settled) for name, own in settled.items()}}
    about |= {"runs": [run.folder.name for run in runs], "seen_through": config.seen_through}
    about |= {**requests[0].judged_by, **exposed(requests)}
    about |= {"look": asdict(joint([look_of(request.settled) for request in requests]))}
    about |= {"replicates": config.replicates, "seed": config.seed, "hashes": _hashes(requests)}
    write_provenance(folder, about)


def _seen(requests: Sequence[Request], runs: Sequence[Result]) -> dict[str, Campaign]:
    """The campaign of each scenario, as the lens in use sees it."""
    lens = requests[0].config.seen_through
    return {request.scenario: run.campaigns()[lens] for request, run in zip(requests, runs, strict=True)}


def _each(compare: Compare, campaigns: Mapping[str, Campaign]) -> list[Difference]:
    """What `compare` finds of each scenario beside the first."""
    (first, reference), *others = campaigns.items()
    played = reference.start, reference.end
    spans = (*periods.phases_played(*played), *periods.years_played(*played))
    return [row for name, other in others for row in compare((first, name), reference, other, spans)]


def _scores(requests: Sequence[Request], runs: Sequence[Result]) -> Iterator[ScenarioScore]:
    """Scores of every scenario, and skill against the first, which has the same dice."""
    campaigns = [run.campaigns() for run in runs]
    for request, campaign in zip(requests, campaigns, strict=True):
        rivals = {} if request is requests[0] else {requests[0].scenario: campaigns[0]}
        rows = beside(request.config, campaign, rivals) if in_use().recorded else []
        yield from (ScenarioScore(**vars(row), scenario=request.scenario) for row in rows)


def _told_apart(requests: Sequence[Request], runs: Sequence[Result]) -> Iterator[ToldApart]:
    """Which scenarios the record could tell from the first."""
    if not in_use().recorded:
        return
    first, *others = [run.campaigns()[record_lens()] for run in runs]
    for request, other in zip(requests[1:], others, strict=True):
        yield from told_apart(request.scenario, first, other, record())


def _supports(requests: Sequence[Request], runs: Sequence[Result]) -> Iterator[Support]:
    first: Mapping[str, NDArray[np.bool_]] = {}
    for request, run in zip(requests, runs, strict=True):
        shown = _shown(request, run)
        for row in run.patterns():
            if row.counted:
                both = row.id in first and row.id in shown
                change, low, high = paired(first[row.id], shown[row.id]) if both else (None, None, None)
                yield Support(
                    row.id, row.statement, row.hardness, row.power, row.headline, request.scenario, row.support,
                    row.dice_low, row.dice_high, change, low, high, row.verdict, row.support_stated,
                    row.verdict_stated, row.accepted,
                )  # fmt: skip
        first = first or shown


def _shown(request: Request, run: Result) -> dict[str, NDArray[np.bool_]]:
    """Which replicates of a run show each pattern that is covered."""
    lookups = {lens: Lookup(campaign) for lens, campaign in run.campaigns().items()}
    covered = [one for one in request.patterns if one.counted and covers(lookups[one.lens].campaign, one)]
    return {one.id: shown_by(one, lookups[one.lens]) for one in covered}
