"""The cast of facade brands is the codebook's: one table of parents, alignments and specialisms, and one copy."""

from __future__ import annotations

import pytest

from experiments.observed.tables import BrandParent, load
from experiments.setup.compose import composed, typed

SPELT = {"Liwa Tha'r al-Muhandis": "Liwa Thar al-Muhandis"}
TABLE = {SPELT.get(row.brand, row.brand): row for row in load(BrandParent)}
CAST = typed(composed(["estimate=prior"])).brands


def test_the_cast_is_the_tables():
    assert set(CAST) == set(TABLE)


@pytest.mark.parametrize("brand", TABLE)
def test_a_brand_is_as_the_codebook_has_it(brand):
    row, own = TABLE[brand], CAST[brand]
    assert (own.alignment, own.specialism) == (row.alignment, row.specialism)
    assert dict(own.parents) == {"KH": row.p_kh, "AAH": row.p_aah, "HHN": row.p_hhn}


@pytest.mark.parametrize(
    ("status", "share"), [("stated", {0.95}), ("disputed", {0.75}), ("inferred", {0.6}), ("none", {0.34})]
)
def test_parents_follow_the_coding_rule(status, share):
    """docs/coding.md, section 7: stated .95, stated and disputed .75, inferred .60, else thirds."""
    rows = [row for row in TABLE.values() if row.alignment_status == status]
    assert {max(row.p_kh, row.p_aah, row.p_hhn) for row in rows} == share
