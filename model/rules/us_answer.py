"""What US forces do: answer lethal attacks, more surely and harder under contested deterrence (ME02, ME19).

AR28: every lethal attack that the reports name was answered, no convoy attack was; AMB48: abroad under Biden.
"""

from __future__ import annotations

from math import exp

from model.compiled import rule


@rule("f8(f8, f8, f8)")
def by_posture(relaxed: float, contested: float, posture: float) -> float:
    """A quantity between its value under a relaxed posture (0) and under contested deterrence (1)."""
    return relaxed + (contested - relaxed) * posture


@rule("f8(f8, f8, f8)")
def answer_lethal(resolve: float, certainty: float, attribution: float) -> float:
    """Probability that a lethal attack is answered; `certainty` is the share that needs no attribution."""
    return resolve * (certainty + (1.0 - certainty) * attribution)


@rule("f8(f8, f8, f8)")
def answer_harassment(impatience: float, posture: float, patience: float) -> float:
    """Weekly probability that harassment without deaths is answered; `patience` counts recent base attacks a week."""
    return 1.0 - exp(-impatience * posture * patience)


@rule("f8(f8, f8, f8, f8)")
def lethality(harm: float, restraint: float, limit: float, recklessness: float) -> float:
    """Probability that an attack kills US or Coalition personnel, from its target's harm and three factors."""
    return min(1.0, harm * restraint * limit * recklessness)


@rule("i8(f8, f8, i8, i8)")
def blamed(u: float, attribution: float, attacker: int, militias: int) -> int:
    """Index of the militia that is hit: the attacker if traced, else any, from one uniform draw."""
    if u < attribution:
        return attacker
    return min(int((u - attribution) / (1.0 - attribution) * militias), militias - 1)
