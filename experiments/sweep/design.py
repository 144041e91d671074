"""The sets of a sweep, one a row: numbers as an array, and cells for what needs a world of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.setup.schema import SweepConf
from experiments.setup.trail import TRAIL
from experiments.sweep.design_file import read_design
from experiments.sweep.factors import Levels, Spread, factors
from experiments.sweep.sampling import SAMPLED, points
from model.errors import ModelError, unknown

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Cell = Mapping[str, Any]
"""What a world has in the place of the config's own, by key: no numbers, which need no world."""
DESIGNS = ("grid", *SAMPLED, "file")
MOST_SETS, MOST_SAMPLES = 10_000_000, 2**30


@dataclass(frozen=True)
class Design:
    """Sets, numbered from 0: `cell[set]` in `cells`, and `values[set, path]` of `paths`; `place` says where one is."""

    cells: tuple[Cell, ...]
    cell: Ints
    paths: tuple[str, ...]
    values: Floats
    file: str | None = None

    def __len__(self) -> int:
        """How many sets."""
        return len(self.cell)

    def place(self, number: int) -> str:
        """Where a set is found by who asked for it."""
        return f"row {number + 1} of {self.file}" if self.file else f"set {number}"

    def rows(self, first: int, after: int) -> Design:
        """The sets from `first` to before `after`."""
        return Design(self.cells, self.cell[first:after], self.paths, self.values[first:after], self.file)


def design_of(config: SweepConf, numbers: frozenset[str], start: int = 0) -> Design:
    """The sets that a config asks for, without the first `start` samples; raises ModelError with what to change."""
    if config.design not in DESIGNS:
        raise unknown("design", config.design, DESIGNS, "the key 'design'")
    if config.design == "file":
        return _of_file(config, numbers)
    if config.file is not None:
        raise ModelError(f"file is {config.file}, but design is {config.design}: say design=file, or leave file out.")
    levels, spreads = factors(config.vary, config, numbers)
    if not levels and not spreads:
        raise ModelError("nothing is varied: say what, as in vary.parameters.feud=[0.5,1,2] or vary.free=prior.")
    return _crossed(levels, *_sampled(config, spreads, start), numbers)


def _of_file(config: SweepConf, numbers: frozenset[str]) -> Design:
    if config.file is None:
        raise ModelError("design is file, and no file is named: give it as file=design.csv.")
    if config.vary:
        raise ModelError("vary and design=file exclude each other: the file's columns say what is varied.")
    cells, cell, paths, values = read_design(config.file, numbers)
    return Design(cells, cell, paths, values, config.file)


def _sampled(config: SweepConf, spreads: Sequence[Spread], start: int) -> tuple[tuple[str, ...], Floats]:
    """Values of the numbers that are sampled [samples, numbers]; one row without a number where none is."""
    if not spreads:
        if start:
            raise ModelError("nothing is sampled, so there are no more samples to be had: ask for more replicates.")
        return (), np.empty((1, 0))
    if config.design == "grid":
        raise ModelError(
            f"vary.{spreads[0].key} is to be sampled, and design=grid samples nothing: give a list of values, or say "
            "design=latin, design=sobol or design=morris."
        )
    if not 1 <= config.samples <= MOST_SAMPLES:
        raise ModelError(f"samples is {config.samples}: it must lie from 1 to {MOST_SAMPLES}.")
    if not 0 <= config.design_seed < 2**32:
        raise ModelError(
            f"design_seed is {config.design_seed}: it must lie from 0 to 4294967295. Change it "
            f"{TRAIL.place('design_seed')}."
        )
    _refuse_too_many(config.samples)
    found = points(config.design, config.samples, len(spreads), config.design_seed)[start:]
    values = np.column_stack([one.at(found[:, column]) for column, one in enumerate(spreads)])
    return tuple(one.key for one in spreads), values


def _crossed(levels: Sequence[Levels], paths: tuple[str, ...], sampled: Floats, numbers: frozenset[str]) -> Design:
    """Every combination of levels with every sample: cells outermost, then numbers that have levels, then samples."""
    of_worlds = [one for one in levels if one.key not in numbers]
    of_numbers = [one for one in levels if one.key in numbers]
    count = len(sampled)
    for one in levels:
        count *= len(one.values)
    _refuse_too_many(count)
    cells = tuple(dict(zip([one.key for one in of_worlds], row, strict=True)) for row in product(*map(_of, of_worlds)))
    rows = list(product(*map(_checked, of_numbers)))
    crossed = np.array(rows, dtype=np.float64).reshape(len(rows), len(of_numbers))
    values = np.column_stack([np.repeat(crossed, len(sampled), axis=0), np.tile(sampled, (len(crossed), 1))])
    keys = (*(one.key for one in of_numbers), *paths)
    cell = np.repeat(np.arange(len(cells), dtype=np.int64), len(values))
    return Design(cells, cell, keys, np.tile(values, (len(cells), 1)))


def _of(levels: Levels) -> tuple[Any, ...]:
    return levels.values


def _checked(levels: Levels) -> tuple[Any, ...]:
    for one in levels.values:
        if isinstance(one, bool) or not isinstance(one, int | float):
            raise ModelError(f"vary.{levels.key} has the value {one!r}: it is a number, and takes numbers only.")
    return levels.values


def _refuse_too_many(count: int) -> None:
    if count > MOST_SETS:
        raise ModelError(f"{count} sets are asked for: at most {MOST_SETS} fit in one sweep. Take fewer, or several.")
