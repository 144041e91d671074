"""One table of a sweep: a row a run or a set, with every input beside every output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from experiments.sweep.outputs import Outputs, Window
from experiments.sweep.plan import Plan
from experiments.sweep.store import GoneError, State, rows, state

Floats = NDArray[np.float64]
EPOCH = np.datetime64("1970-01-01", "D")
FIRST_OF_EPOCH = 719_163  # its ordinal
POINTS = {"q05": 0.05, "q50": 0.5, "q95": 0.95}
"""Quantiles over the replicates of a set: R's type 1, a value that occurred."""
HAIR = 1e-9  # 0.95 * 20 may come out a hair above 19


@dataclass(frozen=True)
class Runs:
    """The runs that are there, by set and replicate; of each output its values [runs], nan where there is none."""

    set: NDArray[np.int64]
    replicate: NDArray[np.int32]
    outputs: Mapping[str, Floats]

    def __len__(self) -> int:
        """How many runs."""
        return len(self.set)


def runs_of(root: Path, plan: Plan, found: State, windows: Sequence[Window] | None = None) -> Runs:
    """Every run of a sweep that is there, with what can be made of what was kept: sums over targets, and shares.

    With `windows`, attacks in these and nothing else.
    """
    kept = plan.kept if windows is None else Outputs(tuple(windows), plan.kept.targets, plan.kept.lens)
    names = ("set", "replicate", *kept.columns())
    tables = _read(root, plan, found, names)
    whole = pa.concat_tables(tables) if tables else pa.table({name: pa.array([], pa.int32()) for name in names})
    order = np.lexsort((whole["replicate"].to_numpy(), whole["set"].to_numpy()))
    numbers = [whole[name].to_numpy()[order] for name in ("set", "replicate")]
    columns = {name: _floats(whole[name])[order] for name in kept.columns()}
    return Runs(numbers[0].astype(np.int64), numbers[1].astype(np.int32), dict(_made(columns, kept)))


def _read(root: Path, plan: Plan, found: State, names: Sequence[str], tries: int = 5) -> list[pa.Table]:
    """The rows that are there; looked for again where another process packs them meanwhile."""
    try:
        return list(rows(root, plan, found, names))
    except GoneError:
        if not tries:
            raise
        return _read(root, plan, state(root, plan), names, tries - 1)


def by_run(plan: Plan, runs: Runs) -> pa.Table:
    """A row a run."""
    columns: dict[str, Any] = {"set": runs.set, "replicate": runs.replicate}
    columns |= {name: column.take(pa.array(runs.set)) for name, column in inputs(plan).items()}
    return pa.table({**columns, **{name: _typed(name, values) for name, values in runs.outputs.items()}})


def by_set(plan: Plan, runs: Runs) -> pa.Table:
    """A row a set, those that failed or were not played yet too, with statistics over its replicates."""
    number, first, count = np.unique(runs.set, return_index=True, return_counts=True)
    played = np.zeros(len(plan.design), dtype=np.int64)
    played[number] = count
    columns: dict[str, Any] = {"set": np.arange(len(plan.design)), **inputs(plan), "runs": played}
    for name, values in runs.outputs.items():
        for statistic, found in _statistics(name, values, number, first, count, len(plan.design)):
            dated = name.startswith("first.") and statistic in POINTS
            columns[f"{name}.{statistic}"] = _typed(name, found) if dated else _numbers(found)
    return pa.table(columns)


def inputs(plan: Plan) -> dict[str, pa.Array]:
    """What each set has in the place of the config's own, a column a key: [sets]."""
    design = plan.design
    keys = dict.fromkeys(key for cell in design.cells for key in cell)
    found = {key: _told([cell.get(key) for cell in design.cells]).take(pa.array(design.cell)) for key in keys}
    return {**found, **{path: pa.array(design.values[:, column]) for column, path in enumerate(design.paths)}}


def means(plan: Plan, values: Floats, runs: Runs) -> Floats:
    """The mean of one output over the replicates of each set [sets]; nan where there is none."""
    known = ~np.isnan(values)
    total = np.bincount(runs.set[known], values[known], minlength=len(plan.design))
    count = np.bincount(runs.set[known], minlength=len(plan.design))
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _made(columns: Mapping[str, Floats], kept: Outputs) -> Iterator[tuple[str, Floats]]:
    """What was kept, after the sums and before the shares of each window."""
    targets = kept.targets
    for window in kept.windows:
        each = [columns[f"attacks.{window.name}.{target}"] for target in targets]
        every = np.sum(each, axis=0)
        yield f"attacks.{window.name}", every
        yield from ((f"attacks.{window.name}.{target}", one) for target, one in zip(targets, each, strict=True))
        some = np.where(every > 0, every, np.nan)
        yield from ((f"share.{window.name}.{target}", one / some) for target, one in zip(targets, each, strict=True))
    yield from ((name, values) for name, values in columns.items() if not name.startswith("attacks."))


def _statistics(
    name: str, values: Floats, number: NDArray[np.int64], first: NDArray[np.int64], count: NDArray[np.int64], sets: int
) -> Iterator[tuple[str, Floats]]:
    """Statistics over the replicates of each set [sets], nan where it has none."""
    found: dict[str, Floats] = {}
    for each in np.unique(count):  # sets with equally many replicates together
        here = count == each
        block = values[first[here][:, None] + np.arange(each)]
        for statistic, of_block in _of_block(name, block):
            found.setdefault(statistic, np.full(sets, np.nan))[number[here]] = of_block
    yield from found.items()


def _of_block(name: str, block: Floats) -> Iterator[tuple[str, Floats]]:
    """Statistics of values [sets, replicates] along the replicates that have one."""
    known = (~np.isnan(block)).sum(axis=1)
    some = np.maximum(known, 1)
    mean = np.where(known > 0, np.nansum(block, axis=1) / some, np.nan)
    if name.startswith("pattern."):
        yield "support", mean
        return
    if name.startswith("first."):
        yield "happens", known / block.shape[1]
    else:
        yield "mean", mean
        spread = np.nansum((block - mean[:, None]) ** 2, axis=1) / np.maximum(known - 1, 1)
        yield "sd", np.where(known > 1, np.sqrt(spread), np.nan)
    ordered = np.sort(block, axis=1)  # nan last
    for point, share in POINTS.items():
        place = np.clip(np.ceil(known * share - HAIR).astype(np.int64) - 1, 0, None)
        yield point, ordered[np.arange(len(block)), place]


def _floats(column: pa.ChunkedArray) -> Floats:
    kind = pa.float64() if not pa.types.is_boolean(column.type) else pa.int8()
    return np.asarray(column.cast(kind).cast(pa.float64()).to_numpy(), dtype=np.float64)


def _typed(name: str, values: Floats) -> pa.Array:
    """A column as a reader wants it: whole numbers, days, yes or no; nothing where there is none."""
    gaps = np.isnan(values)
    if name.startswith("first."):
        days = EPOCH + (np.where(gaps, FIRST_OF_EPOCH, values).astype(np.int64) - FIRST_OF_EPOCH)
        return pa.array(days, pa.date32(), mask=gaps)
    if name.startswith("share."):
        return _numbers(values)
    whole = np.where(gaps, 0, values)
    return pa.array(whole.astype(bool) if name.startswith("pattern.") else whole.astype(np.int32), mask=gaps)


def _numbers(values: Floats) -> pa.Array:
    return pa.array(values, mask=np.isnan(values))


def _told(values: Sequence[Any]) -> pa.Array:
    """Values of a key as one type of column: text where they are of several."""
    try:
        return pa.array(values)
    except (pa.ArrowException, TypeError, ValueError):
        return pa.array([None if value is None else str(value) for value in values])
