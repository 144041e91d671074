"""A stored result: what is in its folder, written from campaigns and read back with its seals checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from experiments import parquet, periods, provenance
from experiments.campaign import Campaign
from experiments.differences import Difference, Support
from experiments.heldout import exposure
from experiments.keys import nearest
from experiments.patterns import evaluate
from experiments.record import record
from experiments.request import Request
from experiments.scores.score import LENS, ScenarioScore, Score
from experiments.shifts import Agreement, ChangePoint, ShiftRow, shifts
from experiments.tables import PatternRow, PeriodCount, pattern_rows, period_counts, read_table, write_table
from model.errors import ModelError

PROVENANCE = "provenance.json"
Table = TypeVar("Table")


def write_result(folder: Path, request: Request, campaigns: Mapping[str, Campaign], scores: Sequence[Score]) -> None:
    """Write the tables of a result, then where they come from, with a seal on each."""
    config, chosen = request.config, campaigns[request.config.seen_through]
    parquet.write_events(folder / "events.parquet", campaigns)
    parquet.write_weekly(folder / "weekly.parquet", chosen)
    known = exposure(config)
    write_table(folder / "phases.csv", period_counts(chosen, periods.phases(), known), PeriodCount)
    write_table(folder / "years.csv", period_counts(chosen, periods.years(), known), PeriodCount)
    seen = {pattern.id: known.word_of(pattern) for pattern in request.patterns}
    write_table(folder / "patterns.csv", pattern_rows(evaluate(request.patterns, campaigns), seen), PatternRow)
    moved = shifts(request.scenario, campaigns[LENS], record())
    write_table(folder / "shifts.csv", moved.rows, ShiftRow)
    write_table(folder / "agreement.csv", moved.agreements, Agreement)
    write_table(folder / "change_points.csv", moved.change_points, ChangePoint)
    write_table(folder / "scores.csv", scores, Score)
    about = {"scenario": request.scenario, "replicates": config.replicates, "seed": config.seed}
    about |= {"engine": config.engine, "seen_through": config.seen_through, **request.judged_by, **exposed([request])}
    write_provenance(folder, {"kind": "run", **about, "hashes": request.hashes, "config": request.settled})


def exposed(requests: Sequence[Request]) -> dict[str, Any]:
    """The estimates of requests, and the phases that one of them was fitted to, and that one of them held out."""
    known = [exposure(request.config) for request in requests]
    return {
        "estimate": " / ".join(dict.fromkeys(request.config.estimate_name for request in requests)),
        "fitted": sorted({phase for one in known for phase in one.seen}),
        "heldout": sorted({phase for one in known for phase in one.held_out}),
    }


def write_provenance(folder: Path, about: Mapping[str, Any]) -> None:
    """Write provenance.json: what was asked, the circumstances, and a seal on each file of the folder."""
    files = {path.name: provenance.file_hash(path) for path in sorted(folder.iterdir())}
    content = {**about, "hash": provenance.digest(about["hashes"]), **provenance.circumstances(), "files": files}
    (folder / PROVENANCE).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Result:
    """A stored result; reading raises ModelError when a file is not as it was written."""

    folder: Path

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """Config, hashes and circumstances; checks that every file is as it was written."""
        about: dict[str, Any] = self._read(PROVENANCE, lambda path: json.loads(path.read_text(encoding="utf-8")))
        for key in ("files", "heldout"):
            if key not in about:
                raise self._unreadable(PROVENANCE, f"it says nothing of '{key}'")
        for name, seal in about["files"].items():
            if self._read(name, provenance.file_hash) != seal:
                raise self._unreadable(name, "it is not as it was written: truncated or changed")
        return about

    def campaigns(self) -> dict[str, Campaign]:
        """The campaigns by lens."""
        return self._sealed("events.parquet", parquet.read_events)

    def phases(self) -> tuple[PeriodCount, ...]:
        """Attacks by phase and target."""
        return self._sealed("phases.csv", lambda path: read_table(path, PeriodCount))

    def years(self) -> tuple[PeriodCount, ...]:
        """Attacks by year and target."""
        return self._sealed("years.csv", lambda path: read_table(path, PeriodCount))

    def patterns(self) -> tuple[PatternRow, ...]:
        """The verdict on each pattern."""
        return self._sealed("patterns.csv", lambda path: read_table(path, PatternRow))

    def shifts(self) -> tuple[ShiftRow, ...]:
        """Changes from phase to phase."""
        return self._sealed("shifts.csv", lambda path: read_table(path, ShiftRow))

    def agreements(self) -> tuple[Agreement, ...]:
        """The phase-shift test in each reading, of a run or of every scenario of a comparison."""
        return self._sealed("agreement.csv", lambda path: read_table(path, Agreement))

    def change_points(self) -> tuple[ChangePoint, ...]:
        """Where the monthly mix changes."""
        return self._sealed("change_points.csv", lambda path: read_table(path, ChangePoint))

    def scores(self) -> tuple[Score, ...]:
        """Scores of the model, and its skill against each baseline."""
        return self._sealed("scores.csv", lambda path: read_table(path, Score))

    def scenario_scores(self) -> tuple[ScenarioScore, ...]:
        """Scores of each scenario, and its skill against the first, of a comparison."""
        return self._sealed("scores.csv", lambda path: read_table(path, ScenarioScore))

    def differences(self) -> tuple[Difference, ...]:
        """Paired differences, of a comparison."""
        return self._sealed("differences.csv", lambda path: read_table(path, Difference))

    def supports(self) -> tuple[Support, ...]:
        """Supports of the counted patterns, of a comparison."""
        return self._sealed("patterns.csv", lambda path: read_table(path, Support))

    def _sealed(self, name: str, read: Callable[[Path], Table]) -> Table:
        if name not in self.provenance["files"]:
            raise self._unreadable(name, f"{PROVENANCE} does not list it")
        return self._read(name, read)

    def _read(self, name: str, read: Callable[[Path], Table]) -> Table:
        try:
            return read(self.folder / name)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise self._unreadable(name, str(fault)) from fault

    def _unreadable(self, name: str, reason: str) -> ModelError:
        return ModelError(
            f"the stored result {self.folder / name} cannot be read ({reason.partition(chr(10))[0]}): "
            "move or delete its folder, and run again."
        )


def stored(folder: Path) -> Result:
    """The result in a folder; raises ModelError, with the nearest name, when there is none."""
    if not (folder / PROVENANCE).is_file():
        near = nearest(folder.name, [path.parent.name for path in folder.parent.glob(f"*/{PROVENANCE}")], cutoff=0.0)
        hint = f"did you mean run={folder.parent / near}?" if near else "`targetshift run` makes one and says where."
        raise ModelError(f"run '{folder}' holds no stored result: {hint}")
    result = Result(folder)
    if result.provenance["kind"] == "fit":
        raise ModelError(
            f"run '{folder}' holds a fit, which has no figures: copy its estimate.yaml to conf/estimate, run."
        )
    return result
