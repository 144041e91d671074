"""Which kernel a wording stands for."""

from __future__ import annotations

from collections.abc import Callable

from experiments.observed.wording.shapes import Kernel, about, above, between, near, none
from model.errors import ModelError, unknown

Reading = Callable[[str, "float | None", float, float], Kernel]
PLACE = "data/observed/counts.csv"
EXACT = 0.04
"""Spread of a figure without a hedge: what a second count of the same events would move (methods 3.3 a)."""
POINTS = 2.0
"""Spread of a printed percentage, in points (methods 3.3 a: a ratio to within .02)."""
DECAY = 0.1
"""A writer of 'over n' had hardly a tenth more (methods 3.3 a)."""

HEDGES = {
    "R1": ("none", "all"),
    "R2": ("approximately", "around"),
    "R3": ("over", "just_over", "more_than", "less_than"),
    "R4": ("at_least",),
    "R5": ("none",),
    "R6": ("none",),
    "R7": ("mostly", "most", "almost_all", "vast_majority", "around"),
    "R8": ("several", "some", "trickle", "double"),
    "R9": ("ceased", "almost_ceased", "none"),
    "R10": ("none",),
}
"""The hedges that a rule reads."""


def kernel(rule: str, hedge: str, value: float | None, low: float, high: float) -> Kernel:
    """Log weight, at most 0, of numbers (arrays) in the unit of `value`; ModelError where the words do not fit.

    R1: exact, so near with spread .04, or uniform where the reading has an interval. R2: near, the interval's half
    width one standard deviation (.10 for about 50). R3, over n: exp(-(y - n)/.1n) above n; less than n: uniform below.
    R4: exp(-(y - n)/max(.1n, 2)) from n. R5: normal within 2 points. R6, R7, R8, R10: uniform over the interval.
    R9: zero, a tenth for each attack more; uniform where it is words only. All from methods 3.3 a or the codebook.
    """
    if rule not in HEDGES:
        raise unknown("rule", rule, HEDGES, f"the column 'rule' of {PLACE}")
    if hedge not in HEDGES[rule]:
        raise unknown(f"the hedge of {rule},", hedge, HEDGES[rule], f"the column 'hedge' or 'rule' of {PLACE}")
    if not low <= high:
        raise _misfit(f"its interval, {low:g} to {high:g}, is empty", "low at most high")
    return READINGS.get(rule, _interval)(hedge, value, low, high)


def _interval(_hedge: str, _value: float | None, low: float, high: float) -> Kernel:
    return between(low, high)


def _exact(_hedge: str, value: float | None, low: float, high: float) -> Kernel:
    number = _given(value, "R1")
    if not low <= number <= high:
        raise _misfit(f"its value {number:g} is outside {low:g} to {high:g}", "a value inside its interval")
    return between(low, high) if low < high or number == 0 else near(number, EXACT)


def _roughly(_hedge: str, value: float | None, low: float, high: float) -> Kernel:
    number = _given(value, "R2")
    if not 0 < low < number < high:
        raise _misfit(f"its value {number:g} is not inside {low:g} to {high:g}", "a positive interval about the value")
    return near(number, (high - low) / 2 / number)


def _beyond(hedge: str, value: float | None, low: float, high: float) -> Kernel:
    number = _given(value, "R3")
    if hedge == "less_than":
        if not high < number:
            raise _misfit(f"'less_than' {number:g} reaches up to {high:g}", "a high end below the value")
        return between(low, high)
    if not low > number > 0:
        raise _misfit(f"'{hedge}' {number:g} begins at {low:g}", "a low end above a positive value")
    return above(low, number, DECAY * number)


def _from(_hedge: str, value: float | None, low: float, _high: float) -> Kernel:
    number = _given(value, "R4")
    if low != number:
        raise _misfit(f"'at_least' {number:g} begins at {low:g}", "a low end that is the value")
    return above(number, number, max(DECAY * number, 2.0))


def _percent(_hedge: str, value: float | None, _low: float, _high: float) -> Kernel:
    return about(_given(value, "R5"), POINTS)


def _zero(_hedge: str, value: float | None, low: float, high: float) -> Kernel:
    if value is None:
        return between(low, high)
    if (value, low) != (0, 0):
        raise _misfit(f"its value is {value:g} and its low end {low:g}", "0 for both, or an empty value")
    return none(high)


def _given(value: float | None, rule: str) -> float:
    if value is None:
        raise _misfit("its value is empty", f"a figure: {rule} reads one")
    return value


def _misfit(found: str, wanted: str) -> ModelError:
    return ModelError(f"a count has no kernel: {found}; its rule and hedge need {wanted}. Change it in {PLACE}.")


READINGS: dict[str, Reading] = {
    "R1": _exact,
    "R2": _roughly,
    "R3": _beyond,
    "R4": _from,
    "R5": _percent,
    "R9": _zero,
}
"""How a rule is read; the others take their interval as it is."""
