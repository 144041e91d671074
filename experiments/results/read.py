"""A stored result: what is in its folder, read back with its seals checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from experiments.files.csv_rows import read_table
from experiments.files.hashing import file_hash
from experiments.judge.differences import Difference, Support
from experiments.judge.monthly import MonthlyCount
from experiments.judge.patterns import Verdict
from experiments.judge.periods import PeriodCount
from experiments.judge.scores.score import ScenarioScore, Score
from experiments.judge.shifts import Agreement, ChangePoint, ShiftRow
from experiments.results import parquet
from experiments.results.provenance import FORMAT, PROVENANCE
from experiments.setup.keys import nearest
from experiments.simulate.campaign import Campaign
from model.errors import ModelError

Table = TypeVar("Table")


@dataclass(frozen=True)
class Result:
    """A stored result; reading raises ModelError when a file is not as it was written."""

    folder: Path

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """Config, hashes and circumstances; checks that every file is as it was written."""
        about: dict[str, Any] = self._read(PROVENANCE, lambda path: json.loads(path.read_text(encoding="utf-8")))
        if about.get("format") != FORMAT:
            raise self._of_another_format(about)
        for key in ("files", "heldout"):
            if key not in about:
                raise self._unreadable(PROVENANCE, f"it says nothing of '{key}'")
        for name, seal in about["files"].items():
            if self._read(name, file_hash) != seal:
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

    def patterns(self) -> tuple[Verdict, ...]:
        """The verdict on each pattern."""
        return self._sealed("patterns.csv", lambda path: read_table(path, Verdict))

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

    def totals(self) -> tuple[Difference, ...]:
        """The same of all targets together."""
        return self._sealed("totals.csv", lambda path: read_table(path, Difference))

    def months(self) -> tuple[MonthlyCount, ...]:
        """Attacks by month in each scenario, of a comparison."""
        return self._sealed("monthly.csv", lambda path: read_table(path, MonthlyCount))

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

    def _of_another_format(self, about: dict[str, Any]) -> ModelError:
        age, made = (
            ("an older", about.get("format", 1)) if about.get("format", 1) < FORMAT else ("a newer", about["format"])
        )
        return ModelError(
            f"'{self.folder}' was made by {age} targetshift (format {made}, commit {str(about.get('commit'))[:9]}; "
            f"this one reads format {FORMAT}). It is whole: read it with that version, or ask for the same again here."
        )

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
