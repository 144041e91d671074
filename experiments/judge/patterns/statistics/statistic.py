"""What a named statistic is: a function, what it is taken of, and the values it can have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf

from experiments.judge.patterns.pattern import Array


@dataclass(frozen=True)
class Option:
    """A setting of a statistic: a whole number, one of `choices`, or any name when `text`.

    A `default` of None means that it must be given; `least` is the smallest legal number.
    """

    default: int | str | None = None
    choices: tuple[str, ...] = ()
    text: bool = False
    least: int = 0


@dataclass(frozen=True)
class Statistic:
    """A function from operands to one value a replicate (nan where it is undefined).

    Parameters: `series` names the operands that are events, `quantities` those that are numbers (a
    series there stands for its count). `floor` and `ceiling` bound the values; `unit` "month", "year"
    or "date" means that the window bounds them. `same_window`, `least_months` and `least_weeks` are what it
    asks of the windows of its series.
    """

    compute: Callable[..., Array]
    series: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)
    floor: float = 0.0
    ceiling: float = inf
    unit: str = "number"
    same_window: bool = False
    least_months: int = 1
    least_weeks: int = 0

    @property
    def name(self) -> str:
        """The name by which YAML calls it."""
        return self.compute.__name__

    @property
    def meaning(self) -> str:
        """Its one-sentence description."""
        return (self.compute.__doc__ or "").strip().splitlines()[0]
