"""What everybody could see of a week."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Strike:
    """A US strike: how hard, and the index of the militia it hits."""

    severity: float
    militia: int
    day: int  # ordinal of the date
    abroad: bool


@dataclass(frozen=True)
class Deadly:
    """An attack that killed US or Coalition personnel."""

    militia: int
    target: int
    slot: int
    day: int
    attribution: float


@dataclass
class Record:
    """The public record of one week: `attacks[militia][target]` that took place, deaths, strikes."""

    attacks: list[list[int]]
    deadly: list[Deadly] = field(default_factory=list)
    strikes: list[Strike] = field(default_factory=list)

    @classmethod
    def blank(cls, militias: int, targets: int) -> Record:
        """A week in which nothing has happened yet."""
        return cls([[0] * targets for _ in range(militias)])

    def on(self, weights: tuple[float, ...]) -> float:
        """Attacks of the week, each weighted by a trait of its target."""
        total = 0.0
        for row in self.attacks:
            for attacks, weight in zip(row, weights, strict=True):
                total += attacks * weight
        return total

    def by(self, militia: int, weights: tuple[float, ...]) -> float:
        """One militia's attacks of the week, each weighted by a trait of its target."""
        total = 0.0
        for attacks, weight in zip(self.attacks[militia], weights, strict=True):
            total += attacks * weight
        return total

    def others(self, militia: int, target: int) -> int:
        """Attacks on one target by everybody else."""
        total = 0
        for other, row in enumerate(self.attacks):
            if other != militia:
                total += row[target]
        return total
