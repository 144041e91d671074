"""A stored result: what is in its folder, read back with its seals checked."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from experiments.files.csv_rows import read_table
from experiments.files.regular import hash_of, read_json
from experiments.judge.codings import CodingShare, CodingSupport
from experiments.judge.differences import Difference, Support
from experiments.judge.monthly import MonthlyCount
from experiments.judge.patterns import Reference, Verdict
from experiments.judge.periods import PeriodCount
from experiments.judge.rises import Rise
from experiments.judge.scores.score import ScenarioScore, Score
from experiments.judge.shifts import Agreement, ChangePoint, ShiftRow, ToldApart
from experiments.results import parquet
from experiments.results.provenance import FORMAT, PROVENANCE
from experiments.results.seal import faults
from experiments.setup.keys import nearest
from experiments.simulate.campaign import Campaign
from model.errors import ModelError

Table = TypeVar("Table")
MOST = 50_000_000
"""Bytes of a provenance.json, which has forty thousand and some for each actor, target and dated fact."""
DAMAGE = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, MemoryError, RecursionError),
    *(csv.Error, pa.ArrowException),
)
"""What readers of JSON, CSV and Parquet make of a file that is none, or has another shape."""
FIGURELESS = {
    "fit": "copy its estimate.yaml to conf/estimate, run.",
    "reconciliation": "its tables are CSV files.",
}


@dataclass(frozen=True)
class Result:
    """A stored result; reading raises ModelError when a file is not as it was written."""

    folder: Path

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """Config, hashes and circumstances; checks that they hold together and every file is as it was written."""
        about = self._read(PROVENANCE, lambda path: read_json(path, MOST))
        if not isinstance(about, dict) or type(about.get("format", 1)) is not int:
            raise self._unreadable(PROVENANCE, "it is no provenance: a mapping with a whole number as 'format'")
        if about.get("format", 1) != FORMAT:
            raise self._of_another_format(about)
        for fault in self._read(PROVENANCE, lambda path: list(faults(about, _name(path.parent)))):
            raise self._unreadable(PROVENANCE, fault)
        for name, file in about["files"].items():
            self._check(name, **file)
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

    def rises(self) -> tuple[Rise, ...]:
        """Attacks against the year before, in the runs and as recorded."""
        return self._sealed("rises.csv", lambda path: read_table(path, Rise))

    def patterns(self) -> tuple[Verdict, ...]:
        """The verdict on each pattern."""
        return self._sealed("patterns.csv", lambda path: read_table(path, Verdict))

    def references(self) -> tuple[Reference, ...]:
        """How many patterns worlds without mechanisms reproduce."""
        return self._sealed("references.csv", lambda path: read_table(path, Reference))

    def shifts(self) -> tuple[ShiftRow, ...]:
        """Changes from phase to phase."""
        return self._sealed("shifts.csv", lambda path: read_table(path, ShiftRow))

    def agreements(self) -> tuple[Agreement, ...]:
        """The phase-shift test in each reading, of a run or of every scenario of a comparison."""
        return self._sealed("agreement.csv", lambda path: read_table(path, Agreement))

    def told_apart(self) -> tuple[ToldApart, ...]:
        """Which scenarios the record could tell from the first, of a comparison."""
        return self._sealed("told_apart.csv", lambda path: read_table(path, ToldApart))

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

    def coding_shares(self) -> tuple[CodingShare, ...]:
        """How much of each count is the coding's, of codings."""
        return self._sealed("shares.csv", lambda path: read_table(path, CodingShare))

    def coding_supports(self) -> tuple[CodingSupport, ...]:
        """Support of each pattern over codings."""
        return self._sealed("supports.csv", lambda path: read_table(path, CodingSupport))

    def _check(self, name: str, bytes: int, sha256: str) -> None:
        if self._read(name, lambda path: hash_of(path, bytes)) != sha256:
            raise self._unreadable(name, "it is not as it was written: truncated or changed")

    def _sealed(self, name: str, read: Callable[[Path], Table]) -> Table:
        if name not in self.provenance["files"]:
            raise self._unreadable(name, f"{PROVENANCE} does not list it")
        return self._read(name, read)

    def _read(self, name: str, read: Callable[[Path], Table]) -> Table:
        try:
            return read(self.folder / name)
        except PermissionError as fault:
            raise ModelError(
                f"the stored result {self.folder / name} cannot be read ({fault.strerror}): ask its owner for "
                "the right to, or name another folder as results=..."
            ) from fault
        except DAMAGE as fault:
            raise self._unreadable(name, getattr(fault, "strerror", None) or str(fault) or repr(fault)) from fault

    def _of_another_format(self, about: dict[str, Any]) -> ModelError:
        made = about.get("format", 1)
        age = "an older" if made < FORMAT else "a newer"
        return ModelError(
            f"'{self.folder}' was made by {age} targetshift (format {made}, commit {_short(about.get('commit'))}; "
            f"this one reads format {FORMAT}). It is whole: read it with that version, or ask for the same again here."
        )

    def _unreadable(self, name: str, reason: str) -> ModelError:
        return ModelError(
            f"the stored result {self.folder / name} cannot be read ({reason.partition(chr(10))[0]}): "
            "move or delete its folder, and run again."
        )


def stored(folder: Path) -> Result:
    """The result in a folder; raises ModelError, with the nearest name, when there is none."""
    if not os.path.lexists(folder / PROVENANCE):
        near = nearest(folder.name, _results_in(folder.parent), cutoff=0.0)
        hint = f"did you mean run={folder.parent / near}?" if near else "`targetshift run` makes one and says where."
        raise ModelError(f"run '{folder}' holds no stored result: {hint}")
    result = Result(folder)
    if (kind := result.provenance["kind"]) in FIGURELESS:
        raise ModelError(f"run '{folder}' holds a {kind}, which has no figures: {FIGURELESS[kind]}")
    return result


def _results_in(root: Path) -> list[str]:
    """The names of the results in a folder; what is hidden there is none."""
    with suppress(OSError):
        names = [entry.name for entry in os.scandir(root) if not entry.name.startswith(".")]
        return [name for name in names if os.path.lexists(root / name / PROVENANCE)]
    return []


def _name(folder: Path) -> str:
    """What a folder is called, '.' and '..' too; where it is a link, the link."""
    return Path(os.path.normpath(folder.absolute())).name


def _short(commit: Any) -> str:
    return commit[:9] if isinstance(commit, str) and commit.isalnum() else "unknown"
