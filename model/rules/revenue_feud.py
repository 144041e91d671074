"""Revenue feud: a truce-keeper answers a rival's truce breaches by hitting the trade that the rival taxes.

ME15, ME17, ME18; generous tit-for-tat (Axelrod 1984). A breach is a breach only while the truce stands:
the feud enforces the truce, so it ends with it, and in normal times the trade is protected.
"""

from __future__ import annotations

from math import exp

from model.compiled import rule


@rule("f8(f8, f8, f8, f8, f8)")
def resent(feud: float, kept: float, breaches: float, sensitivity: float, truce: float) -> float:
    """Resentment in [0, 1] after a week of `breaches` by rivals, felt only as far as the truce stands."""
    faded = kept * feud
    return truce * (faded + (1.0 - faded) * (1.0 - exp(-sensitivity * breaches)))


@rule("f8(f8, f8, f8, f8)")
def feud_pull(weight: float, feud: float, enforces: float, rival_stake: float) -> float:
    """Appeal of hitting a trade in which rivals hold the stake (0 to 1), for a militia that enforces the truce."""
    return weight * feud * enforces * rival_stake


@rule("f8(f8, f8, f8)")
def protect(weight: float, own_stake: float, feud: float) -> float:
    """Appeal lost because the trade pays the militia itself, as long as it is not feuding."""
    return -weight * own_stake * (1.0 - feud)


@rule("f8(f8, f8, f8, f8)")
def earn(revenue: float, kept: float, damage: float, attacks: float) -> float:
    """Revenue in [0, 1] after a week: recovers to 1, is cut by each attack on the trade."""
    recovered = 1.0 - kept * (1.0 - revenue)
    return recovered * exp(-damage * attacks)


@rule("f8(f8, f8, f8, f8)")
def sobered(weight: float, revenue: float, truce: float, truce_coverage: float) -> float:
    """Appeal of breaches lost by a militia whose revenue has been hit: the feud pays."""
    return -weight * (1.0 - revenue) * truce * truce_coverage
