"""-m: one job for each combination of the values that are given, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from model.errors import ModelError

MOST_JOBS = 10_000


def jobs(overrides: Sequence[str], own: Path | None) -> list[list[str]]:
    """The overrides of each job; raises ModelError for more than anybody waits for."""
    from hydra._internal.config_loader_impl import ConfigLoaderImpl
    from hydra.core.override_parser.overrides_parser import OverridesParser

    from experiments.setup.sources import search_path

    loader = ConfigLoaderImpl(search_path(own))
    parsed = OverridesParser.create(config_loader=loader).parse_overrides(list(overrides))
    choices = [list(_values(override)) for override in parsed]
    count = 1
    for values in choices:
        count *= len(values)
    if not 1 <= count <= MOST_JOBS:
        raise ModelError(f"-m would run {count} jobs: 1 to {MOST_JOBS} can be asked for. Give other values.")
    return [list(job) for job in product(*choices)]


def _values(override: object) -> Iterator[str]:
    """The words that one override stands for."""
    if not override.is_sweep_override():  # type: ignore[attr-defined]
        yield override.input_line  # type: ignore[attr-defined]
    elif override.is_discrete_sweep():  # type: ignore[attr-defined]
        key = override.get_key_element()  # type: ignore[attr-defined]
        yield from (f"{key}={value}" for value in override.sweep_string_iterator())  # type: ignore[attr-defined]
    else:
        raise ModelError(f"'{override.input_line}' has no end of values: list them.")  # type: ignore[attr-defined]
