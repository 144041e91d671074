"""What `vary` asks for: of each key a list of values, or a range or prior that a design samples."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import isfinite, log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from experiments.setup.priors import FAR, Prior
from experiments.setup.schema import Config
from experiments.setup.world import free
from model.errors import ModelError

Floats = NDArray[np.float64]
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
RANGE = re.compile(rf"\s*({NUMBER})\s*\.\.\s*({NUMBER})(\s+log)?\s*")
PRIOR, EVERY = "prior", "free"
FORMS = "a list of values, a range such as 0.5..4 or '0.1..10 log', or prior"


@dataclass(frozen=True)
class Levels:
    """A key and the values that are crossed with everything else."""

    key: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Spread:
    """A number and what a design samples it from: `at` maps shares (0 to 1) to values."""

    key: str
    at: Callable[[Floats], Floats]


def factors(vary: Any, config: Config, numbers: frozenset[str]) -> tuple[list[Levels], list[Spread]]:
    """What is crossed, and what is sampled; `numbers` are the paths of the numbers that may differ from set to set.

    Raises ModelError for a form that there is not, or for a range of something that is no such number.
    """
    if not isinstance(vary, Mapping):
        raise ModelError(f"vary is {vary!r}: give it by key, as in vary.parameters.feud=0.5..4.")
    asked = dict(_flat(vary, ""))
    priors, every = free(config), asked.pop(EVERY, None)
    if every not in (None, PRIOR):
        raise ModelError(f"vary.free is {every!r}: it can only be prior, for every number that has one.")
    named = {_path(key, numbers): value for key, value in asked.items()}
    for key in named:
        if [_path(other, numbers) for other in asked].count(key) > 1:
            raise ModelError(f"'{key}' is varied twice: with and without '.value' it is one number. Leave one out.")
    named |= dict.fromkeys(priors, PRIOR) if every else {}
    named |= {_path(key, numbers): value for key, value in asked.items()}
    levels = [Levels(key, _levels(key, value)) for key, value in named.items() if not _is_spread(value)]
    spreads = [_spread(key, value, priors, numbers) for key, value in named.items() if _is_spread(value)]
    return levels, spreads


def _flat(branch: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for name, value in branch.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def _path(key: str, numbers: frozenset[str]) -> str:
    """The one name of a key: a number's is without '.value'."""
    short = key.removesuffix(".value")
    return short if short in numbers else key


def _is_spread(value: Any) -> bool:
    return isinstance(value, str) and (value == PRIOR or RANGE.fullmatch(value) is not None)


def _levels(key: str, value: Any) -> tuple[Any, ...]:
    values = tuple(value) if isinstance(value, list) else (value,)
    if not values:
        raise ModelError(f"vary.{key} is an empty list: give {FORMS}.")
    for one in values:
        if isinstance(one, str) and ".." in one:
            raise ModelError(f"vary.{key} is '{one}', which is no range: write two numbers, as in 0.5..4.")
        if isinstance(one, list | Mapping):
            raise ModelError(f"vary.{key} holds {one!r}: it must be {FORMS}.")
        if [other == one and type(other) is type(one) for other in values].count(True) > 1:
            raise ModelError(f"vary.{key} has {one!r} twice: every set would be there twice. Leave one out.")
    return values


def _spread(key: str, value: str, priors: Mapping[str, Prior], numbers: frozenset[str]) -> Spread:
    if key not in numbers:
        raise ModelError(
            f"vary.{key} is {value}: only numbers of parameters, targets and militias can be sampled. Give a list."
        )
    if value == PRIOR:
        if key not in priors:
            raise ModelError(
                f"vary.{key} is prior, but it has none to sample (it is fixed, or its mechanism is off): give {FORMS}."
            )
        return Spread(key, partial(_of_prior, priors[key]))
    found = RANGE.fullmatch(value)
    assert found is not None
    low, high, scale = float(found.group(1)), float(found.group(2)), found.group(3)
    if not (isfinite(low) and isfinite(high) and low < high and (not scale or low > 0.0)):
        rule = "both ends above 0, and the first below the second" if scale else "the first end below the second"
        raise ModelError(f"vary.{key} is '{value}': a range needs {rule}, as in 0.5..4.")
    return Spread(key, partial(_of_logs if scale else _of_range, low, high))


def _of_range(low: float, high: float, shares: Floats) -> Floats:
    return low + (high - low) * shares


def _of_logs(low: float, high: float, shares: Floats) -> Floats:
    return np.clip(np.exp(log(low) + (log(high) - log(low)) * shares), low, high)


def _of_prior(prior: Prior, shares: Floats) -> Floats:
    """Quantiles, no further out than a search goes either."""
    return np.asarray(prior.quantiles(np.clip(shares, ndtr(-FAR), ndtr(FAR))), dtype=np.float64)
