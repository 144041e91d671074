"""Writing a result: the tables of a verdict, then where they come from, with a seal on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from experiments.files.csv_rows import write_table
from experiments.judge.heldout import exposure
from experiments.judge.patterns import Reference, Verdict
from experiments.judge.periods import PeriodCount
from experiments.judge.rises import Rise
from experiments.judge.scores.score import Score
from experiments.judge.shifts import Agreement, ChangePoint, ShiftRow
from experiments.judge.verdict import Tables
from experiments.observed.chronicle import in_use
from experiments.results import parquet
from experiments.results.provenance import write_provenance
from experiments.results.request import Request
from experiments.setup.departures import from_baseline
from experiments.simulate.campaign import Campaign

SIZE, SIZE_OF_WEEK = 4_000_000, 55
"""Bytes: twice what tables with figures take, and twice what a simulated week of one replicate takes."""


def size(weeks: int) -> int:
    """About how many bytes a result of so many simulated weeks, over all replicates, takes; rather too many."""
    return SIZE + SIZE_OF_WEEK * weeks


def write_result(folder: Path, request: Request, campaigns: Mapping[str, Campaign], tables: Tables) -> None:
    """Write events and tables of a request, then provenance.json."""
    config = request.config
    parquet.write_events(folder / "events.parquet", campaigns)
    parquet.write_weekly(folder / "weekly.parquet", campaigns[config.seen_through])
    write_table(folder / "phases.csv", tables.phases, PeriodCount)
    write_table(folder / "years.csv", tables.years, PeriodCount)
    write_table(folder / "rises.csv", tables.rises, Rise)
    write_table(folder / "patterns.csv", tables.patterns, Verdict)
    write_table(folder / "references.csv", tables.references, Reference)
    write_table(folder / "shifts.csv", tables.shifts.rows, ShiftRow)
    write_table(folder / "agreement.csv", tables.shifts.agreements, Agreement)
    write_table(folder / "change_points.csv", tables.shifts.change_points, ChangePoint)
    write_table(folder / "scores.csv", tables.scores, Score)
    about = {"scenario": request.scenario, "replicates": config.replicates, "seed": config.seed}
    about |= {"differences": from_baseline(request.settled), "engine": config.engine}
    about |= {"numbers": [asdict(one) for one in request.origins]}
    about |= {"seen_through": config.seen_through, **request.judged_by, **exposed([request])}
    write_provenance(folder, {"kind": "run", **about, "hashes": request.hashes, "config": request.settled})


def exposed(requests: Sequence[Request]) -> dict[str, Any]:
    """The estimates of requests, the phases that one of them was fitted to or held out, and if there is a record."""
    known = [exposure(request.config) for request in requests]
    return {
        "estimate": " / ".join(dict.fromkeys(request.config.estimate_name for request in requests)),
        "fitted": sorted({phase for one in known for phase in one.seen}),
        "heldout": sorted({phase for one in known for phase in one.held_out}),
        "recorded": in_use().recorded,
    }
