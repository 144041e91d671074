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
from experiments.judge.patterns.vocabulary import judged
from experiments.results import provenance
from experiments.results.commits import patterns_fixed
from experiments.setup.compose import typed
from experiments.setup.lenses import lenses_of
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
    unjudged: tuple[str, ...] = ()  # ids of the patterns that speak of a row that was taken out
    origins: tuple[Origin, ...] = ()  # numbers that are not those of the content files

    @property
    def scenario(self) -> str:
        """Name of the scenario."""
        return self.config.scenario_name

    @cached_property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of everything that determines the result, by part."""
        return provenance.hashes(self.settled, pattern_hash(pattern_folder(self.config.pattern_folder)))

    @cached_property
    def judged_by(self) -> dict[str, str]:
        """Hash of the pattern files, and when they were last committed."""
        folder = pattern_folder(self.config.pattern_folder) or SHIPPED
        return {"patterns": self.hashes["patterns"], "patterns_fixed": patterns_fixed(folder)}

    @property
    def name(self) -> str:
        """Name of the result's folder: the scenario and twelve digits of the hash of all parts."""
        return f"{self.scenario}-{digest(self.hashes)[:12]}"


def request(config: DictConfig) -> Request:
    """The request that a composed config makes; raises ModelError with what to change."""
    wanted = typed(config)
    _check(wanted)
    kept = {key: value for key, value in asdict(wanted).items() if key not in VOLATILE}
    world, lenses = world_of(wanted), lenses_of(wanted)
    patterns, unjudged = judged(load_patterns(pattern_folder(wanted.pattern_folder)), wanted, names_of(world), lenses)
    return Request(wanted, kept, world, lenses, patterns, unjudged, origins(kept))


def pattern_folder(given: str | None) -> Path | None:
    """The folder of pattern files, or None for those that ship."""
    return None if given is None else Path(given)


def _check(config: Config) -> None:
    _within("replicates", config.replicates, 1, MOST_REPLICATES)
    _within("workers", config.workers, 0, MOST_WORKERS)
    if config.engine not in ENGINES:
        raise unknown("engine", config.engine, ENGINES, "the key 'engine'")
    if config.format not in FORMATS:
        raise unknown("format", config.format, FORMATS, "the key 'format'")
    _check_folder_name("scenario_name", config.scenario_name)
    _check_folder_name("estimate_name", config.estimate_name)
    heldout.exposure(config)
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
