"""Where and how targets are attacked is what the reports print or name (docs/coding.md, section 7)."""

from __future__ import annotations

from collections import Counter

import pytest

from experiments.observed.tables import Attack, load
from experiments.setup.compose import composed, typed

TARGETS = typed(composed(["estimate=prior"])).targets
NAMED = {
    "us_base": {"Baghdad", "Erbil", "Kirkuk"},
    "turkish_base": {"Ninewa"},
    "morality": {"Baghdad"},
    "oil_gas": {"Erbil", "Al-Sulaymaniyah"},
}
"""Governorates that a text names for attacks on a target; convoys have a printed list instead."""
COUNTED = {
    "us_base": {"rockets": 28, "drone": 1},
    "turkish_base": {"rockets": 6, "drone": 0},
    "oil_gas": {"rockets": 9},
}
"""Attacks whose method a text prints, by method named."""
UNNAMED = 0.1
SPELT = {"al-Qadisiyah": "Al-Qadisiyah", "al-Muthanna": "Al-Muthanna", "al-Anbar": "Al-Anbar", "Basrah": "Al-Basrah"}


def smoothed(counts: dict[str, float]) -> dict[str, float]:
    """Shares of a printed list, half an event added to each place or method named, to two decimals."""
    total = sum(counts.values()) + len(counts) / 2
    return {name: round((number + 0.5) / total, 2) for name, number in counts.items()}


def test_convoys_are_attacked_where_the_printed_list_has_them():
    counts: Counter[str] = Counter()
    for row in load(Attack):
        for place in row.governorate:
            counts[SPELT.get(place, place)] += 1 / len(row.governorate)
    assert dict(TARGETS["us_convoy"].governorates) == smoothed(counts)


@pytest.mark.parametrize("target", NAMED)
def test_places_only_named_share_alike_and_others_hold_a_tenth_together(target):
    shares = dict(TARGETS[target].governorates)
    named = {shares.pop(place) for place in NAMED[target]}
    assert len(named) == 1
    assert sum(shares.values()) <= UNNAMED + 1e-9


@pytest.mark.parametrize("target", COUNTED)
def test_methods_are_those_of_the_attacks_that_print_one(target):
    assert dict(TARGETS[target].methods) == smoothed(COUNTED[target])


def test_convoys_are_met_by_grenade_first_and_by_mine_later_and_shops_mostly_by_bomb():
    """Knights' "almost all" is .85 to .98 and MEMRI's "all" .9 to 1: their middles, and what is left in halves."""
    convoys = TARGETS["us_convoy"]
    for methods, leading, share in (
        (convoys.methods, "grenades", (0.85 + 0.98) / 2),
        (convoys.methods_later, "IED", (0.9 + 1.0) / 2),
    ):
        shares = dict(methods)
        assert shares.pop(leading) == pytest.approx(share, abs=0.006)
        assert max(shares.values()) - min(shares.values()) <= 0.011
    assert 0.51 <= dict(TARGETS["morality"].methods)["IED"] <= 0.95
    assert dict(TARGETS["morality"].methods)["small arms"] <= UNNAMED
