"""What can be attacked: a class of targets and the traits by which rules know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from model import dice
from model.compiled import rule

MEANS = ("stand_off", "bomb")
"""What an operation uses up: rockets and drones, or roadside and small bombs."""
NEVER = date.max.toordinal() + 1


@dataclass(frozen=True)
class Target:
    """One target class; shares and factors in [0, 1] unless said otherwise."""

    name: str
    appeal: float  # log-odds against doing nothing, all else at zero
    value: float  # symbolic value
    risk: float  # how far an attack exposes to US retaliation
    pressure: float  # share of the pressure on the US that reaches it
    order_coverage: float  # how far Iran's directive covers it
    truce_coverage: float  # how far a truce covers it
    needs_supply: float  # how far it needs supplied weapons
    means: str  # one of MEANS
    cost: float  # means used up by one operation
    harm: float  # probability that an attack kills US or Coalition personnel
    harm_to_iraqis: float
    openness: float  # how predictable and so preventable it is
    unrest: float  # how far it challenges the government
    know_how: float  # mastered at the start
    presence: tuple[str, ...]  # the drivers that open it, the strongest of them; empty: always open
    closes: float  # 1: small sites can be closed
    traffic: float  # 1: carried by contractors who may stay away
    provocation: float  # 1: the neighbour's, and answers its operations
    contest: float  # 1: presses those whose votes are contested
    trade: float  # 1: a trade that militias tax
    governorates: tuple[tuple[str, float], ...]
    methods: tuple[tuple[str, float], ...]
    later_methods: tuple[tuple[str, float], ...] = ()  # from the day of a change on
    change: tuple[date, date] | None = None  # that day lies between the two, drawn once a run; None: they stay

    @property
    def change_between(self) -> tuple[int, int]:
        """The ordinals of the earliest and latest day of a change of methods; NEVER: there is none."""
        return (self.change[0].toordinal(), self.change[1].toordinal()) if self.change else (NEVER, NEVER)


TRAITS = tuple(name for name, kind in Target.__annotations__.items() if kind == "float")
"""What of a target is a number."""


@rule("i8(i8, i8, i8, i8, i8)")
def change_day(seed: int, replicate: int, address: int, earliest: int, latest: int) -> int:
    """The ordinal of the day on which the methods of the target of that address change in a run."""
    if earliest == latest:
        return earliest
    return earliest + int(dice.uniform(seed, replicate, dice.METHODS, 0, address, 0, 0) * (latest - earliest + 1))
