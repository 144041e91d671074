"""What is asked for, checked as a whole before anything is simulated or written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from omegaconf import DictConfig

from experiments.files.hashing import digest
from experiments.judge import heldout
from experiments.judge.patterns import Pattern, load_patterns, pattern_hash
from experiments.judge.patterns.load import SHIPPED
from experiments.judge.patterns.study import Study
from experiments.judge.patterns.vocabulary import judged
from experiments.observed.checks import check_record
from experiments.observed.chronicle import Chronicle, in_use, using
from experiments.observed.from_config import chronicle_of
from experiments.results import provenance
from experiments.results.commits import patterns_fixed
from experiments.setup.compose import typed
from experiments.setup.lenses import lenses_of
from experiments.setup.look import check_look
from experiments.setup.origins import Origin, origins
from experiments.setup.schema import Config
from experiments.setup.trail import TRAIL
from experiments.setup.world import world_of
from experiments.simulate.runs import ENGINES, names_of
from model.errors import ModelError, unknown
from model.lens import Lens
from model.names import LONGEST
from model.world import World

FORMATS = ("parquet", "csv")
MOST_REPLICATES, MOST_WORKERS = 10_000, 1_024
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
VOLATILE = (
    "workers",
    "quiet",
    "results",
    "figures",
    "details",
    "format",
    "pattern_folder",
    "scenarios",
    "graded",
    "codings",
)
"""Keys that change nothing in a result (pattern files count by their content, and a scenario by what it says)."""


@dataclass(frozen=True)
class Request:
    """One scenario to play: the checked world, the lenses, the patterns and how often."""

    config: Config
    settled: Mapping[str, Any]  # the resolved config, without what is volatile
    world: World
    lenses: Mapping[str, Lens]
    patterns: tuple[Pattern, ...]
    chronicle: Chronicle
    unjudged: tuple[str, ...] = ()  # ids of the patterns that speak of a row that was taken out
    origins: tuple[Origin, ...] = ()  # numbers that are not those of the content files

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        return self.config.scenario_name

    @cached_property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of everything that determines the result, by part."""
        folder = pattern_folder(self.config.pattern_folder, self.chronicle)
        with using(self.chronicle):
            return provenance.hashes(self.settled, pattern_hash(folder) if folder else digest({}))

    @cached_property
    def judged_by(self) -> dict[str, str]:
        """Hash of the pattern files, and when they were last committed."""
        folder = pattern_folder(self.config.pattern_folder, self.chronicle)
        return {
            "patterns": self.hashes["patterns"],
            "patterns_fixed": patterns_fixed(folder) if folder else provenance.NO_PATTERNS,
        }

    @property
    def name(self) -> str:
        """Name of the result's folder: the scenario and twelve digits of the hash of all parts."""
        return f"{self.scenario}-{digest(self.hashes)[:12]}"


def request(config: DictConfig) -> Request:
    """The request that a composed config makes; raises ModelError with what to change."""
    wanted = typed(config)
    _check(wanted)
    chronicle = chronicle_of(wanted)
    kept = {key: value for key, value in asdict(wanted).items() if key not in VOLATILE}
    world, lenses = world_of(wanted), lenses_of(wanted)
    check_look(wanted)
    with using(chronicle):
        _check_chronicle(wanted, lenses)
        folder = pattern_folder(wanted.pattern_folder, chronicle)
        patterns, unjudged = judged(_patterns(folder, world), wanted, names_of(world), lenses)
    return Request(wanted, kept, world, lenses, patterns, chronicle, unjudged, origins(kept))


def pattern_folder(given: str | None, chronicle: Chronicle) -> Path | None:
    """The folder of pattern files: the one given, else the shipped; those are of the record: None without one."""
    if given is not None:
        return Path(given)
    return SHIPPED if chronicle.recorded else None


def _patterns(folder: Path | None, world: World) -> tuple[Pattern, ...]:
    days = Study(start=world.clock.start, end=world.clock.last_day)
    return () if folder is None else load_patterns(folder, days)


def _check_chronicle(config: Config, lenses: Mapping[str, Lens]) -> None:
    """Raise ModelError unless the record is whole and has a lens, and the phases are those the estimate speaks of."""
    check_record()
    heldout.exposure(config)
    lens = in_use().notes.lens
    if lens and lens not in lenses:
        raise unknown("lens", lens, lenses, f"record.lens, {TRAIL.place('record.lens').removeprefix('in ')}")


def _check(config: Config) -> None:
    _within("replicates", config.replicates, 1, MOST_REPLICATES)
    _within("workers", config.workers, 0, MOST_WORKERS)
    if config.engine not in ENGINES:
        raise unknown("engine", config.engine, ENGINES, "the key 'engine'")
    if config.format not in FORMATS:
        raise unknown("format", config.format, FORMATS, "the key 'format'")
    _check_folder_name("scenario_name", config.scenario_name)
    _check_folder_name("estimate_name", config.estimate_name)
    if not config.results:
        raise ModelError("results is empty: give the folder to write to, as in results=results.")


def _check_folder_name(key: str, name: str) -> None:
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        raise ModelError(
            f"{key} '{name}' cannot name a folder: use up to {LONGEST} letters, digits, '_', '-' and '.', and start "
            f"with a letter or digit. Change it {TRAIL.place(key)}."
        )


def _within(key: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise ModelError(f"{key} is {value}: it must lie from {low} to {high}. Change it {TRAIL.place(key)}.")
