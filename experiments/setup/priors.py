"""Priors as written in conf: parsed once, with their legal range, quantiles and draws."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import Any

from model.errors import ModelError, unknown

RANGES: dict[str, tuple[int, float, float]] = {
    "normal": (2, -inf, inf),
    "halfnormal": (1, 0.0, inf),
    "lognormal": (2, 0.0, inf),
    "beta": (2, 0.0, 1.0),
    "fixed": (0, -inf, inf),
}
"""Family -> number of arguments, lowest and highest legal value."""

_FORM = re.compile(r"^\s*(\w+)\s*(?:\(([^()]*)\))?\s*$")


@dataclass(frozen=True)
class Prior:
    """A prior by family and arguments; `fixed` numbers are not searched."""

    family: str
    arguments: tuple[float, ...]

    @property
    def free(self) -> bool:
        """Whether a search may move the number."""
        return self.family != "fixed"

    @property
    def range(self) -> tuple[float, float]:
        """Lowest and highest legal value."""
        return RANGES[self.family][1:]

    def quantile(self, share: float) -> float:
        """The value below which `share` (0 to 1) of the prior lies; raises ValueError for a fixed number."""
        return float(self.quantiles(share))

    def quantiles(self, shares: Any) -> Any:
        """The quantiles at an array of shares; raises ValueError for a fixed number."""
        from scipy import stats

        a = self.arguments
        if self.family == "normal":
            return stats.norm.ppf(shares, a[0], a[1])
        if self.family == "halfnormal":
            return stats.halfnorm.ppf(shares, 0.0, a[0])
        if self.family == "lognormal":
            return stats.lognorm.ppf(shares, a[1], 0.0, a[0])
        if self.family == "beta":
            return stats.beta.ppf(shares, a[0], a[1])
        raise ValueError("a fixed number has no quantiles")


def parse(text: str, where: str) -> Prior:
    """Prior from its text; raises ModelError for an unknown family or wrong arguments."""
    match = _FORM.match(text)
    family = match.group(1) if match else text
    if match is None or family not in RANGES:
        raise unknown("prior", family, RANGES, where)
    written = [part for part in (match.group(2) or "").split(",") if part.strip()]
    try:
        arguments = tuple(float(part) for part in written)
    except ValueError:
        raise ModelError(f"prior '{text}' at {where}: its arguments must be numbers.") from None
    if len(arguments) != RANGES[family][0]:
        raise ModelError(
            f"prior '{text}' at {where}: '{family}' takes {RANGES[family][0]} numbers, not {len(arguments)}."
        )
    if any(number <= 0 for number in arguments[-1:]) or (family == "beta" and arguments[0] <= 0):
        raise ModelError(f"prior '{text}' at {where}: its spread must be above 0.")
    return Prior(family, arguments)


def check(value: float, prior: Prior, where: str) -> float:
    """The value, or a ModelError when it lies outside what its prior allows."""
    low, high = prior.range
    if not low <= value <= high:
        raise ModelError(
            f"{where} is {value}: its prior '{prior.family}' allows {low:g} to {high:g}. "
            "Change it in conf or on the command line."
        )
    return float(value)
