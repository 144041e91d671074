"""-m: one job for each combination of the values that are given, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, isfinite, prod
from pathlib import Path
from typing import Any

from model.errors import ModelError

MOST_JOBS = 10_000
COUNTED = 10**12  # a longer number of jobs says no more


def jobs(overrides: Sequence[str], own: Path | None) -> list[list[str]]:
    """The overrides of each job; raises ModelError for more than anybody waits for, before any is listed."""
    from hydra._internal.config_loader_impl import ConfigLoaderImpl
    from hydra.core.override_parser.overrides_parser import OverridesParser

    from experiments.setup.sources import search_path

    loader = ConfigLoaderImpl(search_path(own))
    parsed = OverridesParser.create(config_loader=loader).parse_overrides(list(overrides))
    _refuse_number(prod(_length(override) for override in parsed))
    choices = [list(_values(override)) for override in parsed]
    _refuse_number(prod(map(len, choices)))
    return [list(job) for job in product(*choices)]


def _refuse_number(count: int) -> None:
    if not 1 <= count <= MOST_JOBS:
        told = count if count <= COUNTED else f"more than {COUNTED}"
        raise ModelError(f"-m would run {told} jobs: 1 to {MOST_JOBS} can be asked for. Give other values.")


def _length(override: Any) -> int:
    """How many values a range has; 1 for what can be listed to be counted: it is on the command line or in a folder."""
    if not override.is_range_sweep():
        return 1
    sweep = override.value()
    ends = (sweep.start, sweep.stop, sweep.step)
    if sweep.step == 0 or any(isinstance(end, float) and not isfinite(end) for end in ends):
        raise ModelError(
            f"'{override.input_line}' is no range: it needs finite ends and a step that is not 0, as in "
            f"{override.get_key_element()}=range(1,10,2)."
        )
    start, stop, step = map(Fraction, ends)  # a whole number may be too long for a float
    return max(0, ceil((stop - start) / step))


def _values(override: Any) -> Iterator[str]:
    """The words that one override stands for."""
    if not override.is_sweep_override():
        yield override.input_line
    elif override.is_discrete_sweep():
        key = override.get_key_element()
        yield from (f"{key}={value}" for value in override.sweep_string_iterator())
    else:
        raise ModelError(f"'{override.input_line}' has no end of values: list them.")
