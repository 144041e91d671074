"""What the shipped sources see: convoys of early 2020 as Knights counts them, and as ACLED does."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from experiments.inference import objective
from experiments.judge import heldout
from experiments.judge.patterns import evaluate
from experiments.observed.tables import PeriodRate, load
from experiments.results.request import request
from experiments.setup.compose import composed
from experiments.simulate.count import Days, counts
from experiments.simulate.runs import campaigns, simulate

EARLY = date(2020, 1, 1), date(2020, 7, 29)
LATER = date(2021, 1, 1), date(2021, 12, 31)


@pytest.fixture(scope="module")
def asked():
    return request(composed(["estimate=prior", "replicates=60", "seed=3"]))


@pytest.fixture(scope="module")
def lenses(asked):
    log, runs = simulate(asked.world, 60, workers=1)
    return campaigns(asked.world, asked.lenses, log, runs, 60)


def seen(lenses, lens, target, window):
    return counts(lenses[lens], [target], [Days(*window)]).sum()


def test_knights_sees_every_convoy_of_early_2020_and_acled_some_half_of_them(lenses):
    truth = seen(lenses, "truth", "us_convoy", EARLY)
    assert truth > 400
    assert seen(lenses, "knights", "us_convoy", EARLY) == truth
    drawn = 4 * 0.28 / 12**0.5 / 60**0.5  # four standard errors of the mean of sixty shares, drawn from .40 to .68
    assert seen(lenses, "acled", "us_convoy", EARLY) / truth == pytest.approx(0.54, abs=drawn + 4 * 0.5 / truth**0.5)


def test_settled_acled_sees_convoys_alike_before_and_after_they_triple():
    settled = request(composed(["estimate=prior", "replicates=60", "seed=3", "timeline=settled"]))
    log, runs = simulate(settled.world, 60, workers=1)
    lenses = campaigns(settled.world, settled.lenses, log, runs, 60)
    for window in (EARLY, LATER):
        truth = seen(lenses, "truth", "us_convoy", window)
        share = seen(lenses, "acled", "us_convoy", window) / truth
        assert share == pytest.approx(0.54, abs=4 * 0.5 / truth**0.5)


def test_patterns_are_read_through_the_source_that_states_them(asked):
    """Knights' figures through Knights, MEMRI's list through MEMRI; what ACLED states too, through ACLED."""
    for pattern in asked.patterns:
        sources = {source.doc for source in pattern.sources}
        assert pattern.lens in sources or (pattern.lens == "acled" and pattern.hardness == "direction"), pattern.id
    assert {p.id: p.lens for p in asked.patterns if p.lens != "acled"} == {
        "S57": "knights",
        "S58": "memri",
        "S74": "memri",
    }


def test_trucks_against_bases_is_judged_by_what_knights_saw(asked, lenses):
    """Every convoy hidden from ACLED leaves S57 as it is; hidden from Knights, nothing is left of it."""
    (s57,) = (pattern for pattern in asked.patterns if pattern.id == "S57")
    (verdict,) = evaluate([s57], lenses)
    blind = {lens: hidden(one) if lens == "acled" else one for lens, one in lenses.items()}
    assert evaluate([s57], blind) == (verdict,)
    (without,) = evaluate([s57], {lens: hidden(one) if lens == "knights" else one for lens, one in lenses.items()})
    assert without.median == "0.0"


def test_counts_that_are_fitted_are_acleds_through_acled(lenses):
    rates = heldout.rates_without(None, load(PeriodRate))
    assert {rate.source for rate in rates} == {"acled"}
    blind = {lens: one if lens == "acled" else hidden(one) for lens, one in lenses.items()}
    assert np.array_equal(objective.gaps(rates, blind), objective.gaps(rates, lenses))


def hidden(campaign):
    """The campaign with no convoy attack recorded."""
    return campaign.where(campaign.columns["target"] != campaign.names.targets.index("us_convoy"))
