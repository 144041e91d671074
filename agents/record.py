"""What happened in a week, for everybody to see once it is over."""

from __future__ import annotations

from dataclasses import dataclass, field

from model.targets import Target
from model.views import Part, Tally, Week

Weights = tuple[tuple[float, ...], ...]
"""A target's traits by which a week's attacks are counted, in the order of Tally, for each target."""


def weights(targets: tuple[Target, ...]) -> Weights:
    """By what each target's attacks are counted."""
    return tuple(tuple(getattr(target, name) for name in Tally._fields) for target in targets)


@dataclass(frozen=True)
class Strike:
    """A US strike: how hard, and the index of the militia it hits."""

    severity: float
    militia: int
    day: int  # ordinal of the date
    abroad: bool


@dataclass(frozen=True)
class Deadly:
    """An attack that killed US or Coalition personnel, with the dice addresses of who made it and on what."""

    militia: int
    actor: int
    target: int
    slot: int
    day: int
    attribution: float


@dataclass
class Record:
    """One week: `attacks[militia][target]` that took place, deaths, and the US strike, if one fell."""

    weights: Weights
    attacks: list[list[int]]
    deadly: list[Deadly] = field(default_factory=list)
    strike: Strike | None = None

    @classmethod
    def blank(cls, weights: Weights, militias: int) -> Record:
        """A week in which nothing has happened yet."""
        return cls(weights, [[0] * len(weights) for _ in range(militias)])

    def week(self, since_warning: float) -> Week:
        """The week as everybody can see it, so many weeks after a US threat of force."""
        struck, severity = (0.0, 0.0) if self.strike is None else (1.0, self.strike.severity)
        attacks = _tally(self.weights, self.attacks)
        return Week(struck=struck, severity=severity, since_warning=since_warning, attacks=attacks)

    def part(self, militia: int, credit: float) -> Part:
        """One militia's part in it, with the credit that it claimed."""
        hit = self.strike is not None and self.strike.militia == militia
        return Part(hit=float(hit), attacks=_tally(self.weights, [self.attacks[militia]]), credit=credit)

    def others(self, militia: int) -> list[int]:
        """Attacks on each target by everybody else."""
        rows = [row for other, row in enumerate(self.attacks) if other != militia]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(self.weights)


def _tally(weights: Weights, rows: list[list[int]]) -> Tally:
    totals = [0.0] * len(Tally._fields)
    for row in rows:
        for attacks, traits in zip(row, weights, strict=True):
            if attacks:
                for place, weight in enumerate(traits):
                    totals[place] += attacks * weight
    return Tally(*totals)
