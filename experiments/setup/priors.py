"""Priors as written in conf: parsed once, with their legal range, quantiles and draws."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import exp, inf, isfinite, log
from typing import Any

from experiments.setup.trail import TRAIL
from model.errors import ModelError, unknown

RANGES: dict[str, tuple[float, float]] = {
    "normal": (-inf, inf),
    "halfnormal": (0.0, inf),
    "lognormal": (0.0, inf),
    "beta": (0.0, 1.0),
    "fixed": (-inf, inf),
}
"""Family -> lowest and highest value that it can give."""
ARGUMENTS: dict[str, tuple[tuple[str, float], ...]] = {
    "normal": (("mean", -inf), ("deviation", 0.0)),
    "halfnormal": (("scale", 0.0),),
    "lognormal": (("median", 0.0), ("deviation", 0.0)),
    "beta": (("first shape", 0.0), ("second shape", 0.0)),
    "fixed": (),
}
"""Family -> its arguments, each with what it must be above."""
FAR = 4.0  # deviations: further than a search or a sweep goes
TOO_FAR = 100.0  # exponent that no legal number reaches, and that can still be computed

_FORM = re.compile(r"^\s*([A-Za-z]+)\s*(?:\(([^()]*)\))?\s*$")
_NUMBER = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*", re.ASCII)


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
        """Lowest and highest value that it can give."""
        return RANGES[self.family]

    @property
    def span(self) -> tuple[float, float]:
        """Between which values nearly all of the prior lies: four deviations either way."""
        a = self.arguments
        if self.family == "normal":
            return a[0] - FAR * a[1], a[0] + FAR * a[1]
        if self.family == "halfnormal":
            return 0.0, FAR * a[0]
        if self.family == "lognormal":
            return a[0] * exp(-min(FAR * a[1], TOO_FAR)), a[0] * exp(min(FAR * a[1], TOO_FAR))
        return self.range

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
        raise ValueError(f"the prior family '{self.family}' has no scale to search on")

    def deviations(self, value: float) -> float:
        """Where a value lies on the prior's probit scale: 0 is its median; raises ValueError for a fixed number."""
        from scipy import stats

        a = self.arguments
        if self.family == "normal":
            return (value - a[0]) / a[1]
        if self.family == "lognormal":
            return log(value / a[0]) / a[1]
        if self.family == "halfnormal":
            return float(stats.norm.ppf(stats.halfnorm.cdf(value, 0.0, a[0])))
        if self.family == "beta":
            return float(stats.norm.ppf(stats.beta.cdf(value, *a)))
        raise ValueError(f"the prior family '{self.family}' has no scale to search on")


def parse(text: str, where: str) -> Prior:
    """Prior from its text; raises ModelError for an unknown family or wrong arguments."""
    match = _FORM.match(text)
    family = match.group(1) if match else text
    if match is None or family not in RANGES:
        raise unknown("prior", family, RANGES, where)
    written = [] if match.group(2) is None or not match.group(2).strip() else match.group(2).split(",")
    if len(written) != len(ARGUMENTS[family]):
        raise _refused(text, where, f"'{family}' takes {len(ARGUMENTS[family])} numbers, not {len(written)}")
    if not all(map(_NUMBER.fullmatch, written)):
        raise _refused(text, where, "its arguments must be numbers")
    arguments = tuple(map(float, written))
    for value, (name, above) in zip(arguments, ARGUMENTS[family], strict=True):
        if not above < value or not isfinite(value):
            raise _refused(text, where, f"its {name} is {value:g}, and must be a finite number above {above:g}")
    return Prior(family, arguments)


def check(value: float, prior: Prior, where: str) -> float:
    """The value, or a ModelError when it lies outside what its prior allows."""
    low, high = prior.range
    if not low <= value <= high:
        raise ModelError(
            f"{where} is {value}: its prior '{prior.family}' allows {low:g} to {high:g}. Change it {_place(where)}."
        )
    return value


def check_range(value: float, prior: Prior, legal: tuple[float, float], where: str) -> None:
    """Raise ModelError when a number, or what its prior can give, is out of its range: no prior widens that."""
    low, high = legal
    if not low <= value <= high:
        raise ModelError(
            f"{where} is {value}: the number allows {low:g} to {high:g}, whatever its prior. Change it {_place(where)}."
        )
    least, most = prior.span
    if prior.free and not (low <= least and most <= high):
        raise _refused(
            f"{prior.family}({', '.join(f'{one:g}' for one in prior.arguments)})",
            where,
            f"it reaches from {least:g} to {most:g}, but the number must lie from {low:g} to {high:g}",
        )


def _refused(text: str, where: str, rule: str) -> ModelError:
    return ModelError(f"prior '{text}' of {where}: {rule}. Change it {TRAIL.place(f'{where}.prior')}.")


def _place(where: str) -> str:
    return TRAIL.place(f"{where}.value")
