"""Deniability: facade brands lower attribution, the need for cover gives birth to them, use erodes them.

ME04, ME05, ME38. Evidence adds up in log-odds (Baliga, Bueno de Mesquita & Wolitzky 2020 for the logic of
imperfect attribution; Smith, Knights & Malik 2021 for facades that are traced from open sources).
"""

from __future__ import annotations

from math import exp, log

from model.compiled import rule


@rule("f8(f8, f8, f8, f8)")
def attribution(own: float, veil: float, evidence: float, exposure: float) -> float:
    """Probability in [0, 1] that a brand's attack is laid at its parent's door; never above `own`."""
    traced = 1.0 / (1.0 + exp(veil - evidence * exposure))
    return min(own, traced)


@rule("f8(f8, f8)")
def tolerated(tense: float, tolerance: float) -> float:
    """Risk borne without cover: what the sternest posture alone suggests, and a share of the way to certainty.

    ME04: brands followed strikes; a posture that was there before them had called for none.
    """
    return tense + (1.0 - tense) * tolerance


@rule("f8(f8, f8, f8, f8)")
def cover_lacking(risk: float, tolerated: float, cover: float, own: float) -> float:
    """How much cover is missed in a week: risk above what is tolerated, times how thin the cover is."""
    return max(0.0, risk - tolerated) * cover / own


@rule("f8(f8, f8)")
def urgency(weight: float, need: float) -> float:
    """Weekly rate of brand births from a need for cover that has piled up: setting up a brand takes a while.

    ME04: ACLED line 15 has the first brands months after the first strikes, not the week after.
    """
    return weight * need


@rule("f8(f8, f8, f8)")
def name_lacking(label: float, practised: float, unnamed: float) -> float:
    """Weekly rate of brand births from attacks a week that no brand of one's own fits, once brands are a practice."""
    return label * practised * unnamed


@rule("f8(f8, f8)")
def birth_hazard(urgency: float, name_lacking: float) -> float:
    """Weekly probability of launching a brand."""
    return 1.0 - exp(-(urgency + name_lacking))


@rule("f8(f8, f8, f8, f8, f8)")
def name_appeal(front: float, specialism: float, fits: float, wear: float, exposure: float) -> float:
    """Appeal of putting a brand's name to an attack against putting none: it fits (1 or 0), and is not worn out."""
    return front - specialism * (1.0 - fits) - wear * exposure


@rule("f8(f8, f8)")
def launch_appeal(specialism: float, activity: float) -> float:
    """Appeal of launching a brand made for a target, from recent attacks a week on it."""
    return specialism * activity


@rule("f8(f8, f8)")
def renown(weight: float, credit: float) -> float:
    """Appeal of a name that has made itself known by `credit` claims (AR36: one brand leads, many follow)."""
    return weight * log(1.0 + credit)


@rule("f8(f8, f8, f8, f8)")
def expose(exposure: float, kept: float, claims: float, intelligence: float) -> float:
    """Evidence gathered on a brand after a week: its claims and what weapons intelligence adds."""
    return kept * exposure + claims + intelligence


@rule("f8(f8, f8)")
def trace_hazard(rate: float, attribution: float) -> float:
    """Weekly probability that a brand is publicly traced to its parent: half-hidden brands are safe."""
    if attribution <= 0.5:
        return 0.0
    return 1.0 - exp(-rate * (attribution - 0.5))
