"""Which kernel a wording stands for."""

from __future__ import annotations

from collections.abc import Callable

from experiments.observed.wording.shapes import Kernel, between, none
from model.errors import ModelError, unknown

Check = Callable[[str, "float | None", float, float], None]
PLACE = "data/observed/counts.csv"
NOTHING_LEFT = -100.0
"""The percentage that R5 measures from: the log distance of two changes is that of what they leave."""

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


def kernel(rule: str, hedge: str, value: float | None, low: float, high: float, half: float = 0.5) -> Kernel:
    """Log weight, at most 0, of numbers (arrays) in the unit of `value`; ModelError where the words do not fit.

    The interval of the reading (codebook, R1 to R10) is the one the record is drawn from: every number inside fits as
    well as any other, and one outside is a slip (`shapes.py`). R9: zero, a tenth for each attack more.
    `half` is half a unit of the number.
    """
    if rule not in HEDGES:
        raise unknown("rule", rule, HEDGES, f"the column 'rule' of {PLACE}")
    if hedge not in HEDGES[rule]:
        raise unknown(f"the hedge of {rule},", hedge, HEDGES[rule], f"the column 'hedge' or 'rule' of {PLACE}")
    if not low <= high:
        raise _misfit(f"its interval, {low:g} to {high:g}, is empty", "low at most high")
    if rule in CHECKS:
        CHECKS[rule](hedge, value, low, high)
    return (
        none(high)
        if rule == "R9" and value is not None
        else between(low, high, half, NOTHING_LEFT if rule == "R5" else 0.0)
    )


def _exact(_hedge: str, value: float | None, low: float, high: float) -> None:
    number = _given(value, "R1")
    if not low <= number <= high:
        raise _misfit(f"its value {number:g} is outside {low:g} to {high:g}", "a value inside its interval")


def _roughly(_hedge: str, value: float | None, low: float, high: float) -> None:
    number = _given(value, "R2")
    if not 0 < low < number < high:
        raise _misfit(f"its value {number:g} is not inside {low:g} to {high:g}", "a positive interval about the value")


def _beyond(hedge: str, value: float | None, low: float, high: float) -> None:
    number = _given(value, "R3")
    if hedge == "less_than":
        if not high < number:
            raise _misfit(f"'less_than' {number:g} reaches up to {high:g}", "a high end below the value")
    elif not low > number > 0:
        raise _misfit(f"'{hedge}' {number:g} begins at {low:g}", "a low end above a positive value")


def _from(_hedge: str, value: float | None, low: float, _high: float) -> None:
    number = _given(value, "R4")
    if low != number:
        raise _misfit(f"'at_least' {number:g} begins at {low:g}", "a low end that is the value")


def _percent(_hedge: str, value: float | None, low: float, high: float) -> None:
    number = _given(value, "R5")
    if not low <= number <= high:
        raise _misfit(f"its value {number:g} is outside {low:g} to {high:g}", "a value inside its interval")


def _zero(_hedge: str, value: float | None, low: float, _high: float) -> None:
    if value is not None and (value, low) != (0, 0):
        raise _misfit(f"its value is {value:g} and its low end {low:g}", "0 for both, or an empty value")


def _given(value: float | None, rule: str) -> float:
    if value is None:
        raise _misfit("its value is empty", f"a figure: {rule} reads one")
    return value


def _misfit(found: str, wanted: str) -> ModelError:
    return ModelError(f"a count has no kernel: {found}; its rule and hedge need {wanted}. Change it in {PLACE}.")


CHECKS: dict[str, Check] = {
    "R1": _exact,
    "R2": _roughly,
    "R3": _beyond,
    "R4": _from,
    "R5": _percent,
    "R9": _zero,
}
"""What must fit together where a rule reads a figure; the others take their interval as it is."""
