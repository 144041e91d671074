"""Who is on stage: traits, not memory (memory belongs to the agents)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Militia:
    """A militia; shares in [0, 1] unless said otherwise."""

    name: str
    slots: int  # operations it can mount in a week at the most
    compliance: float  # how far it obeys Iran
    claim_propensity: float  # log-odds of claiming, against the others
    provocation_stake: float  # in what the neighbour operates against and disputes
    trade_stake: float  # share of its interest in the taxed trade
    enforces: float  # how far it answers others' breaches of a truce


TRAITS = tuple(name for name, kind in Militia.__annotations__.items() if kind == "float")
"""What of a militia is a number of any size, not a count."""


@dataclass(frozen=True)
class Brand:
    """A facade brand that may be born; whose it is is uncertain, hence probabilities by militia name."""

    name: str
    alignment: str  # what the reports say: a militia's name, or 'unknown'
    specialism: str  # the target class it is made for
    parents: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Forces:
    """The state actors by role, and their fixed traits; a name gives an actor its dice."""

    retaliator: str  # answers attacks on what is its own, and closes small bases
    neighbour: str  # operates across the border
    patron: str  # orders and supplies militias
    host: str  # governs where they act
    small_bases: int  # small US bases open at the start
    lag_contested: int  # days from a lethal attack to a strike under contested deterrence
    lag_relaxed: int  # the same under a relaxed posture

    @property
    def names(self) -> tuple[str, ...]:
        """What the state actors are called."""
        return self.retaliator, self.neighbour, self.patron, self.host
