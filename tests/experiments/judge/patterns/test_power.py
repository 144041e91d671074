"""Power: the share of plain worlds, with the record's totals and no reasons, that fail a pattern."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.stats import poisson

from experiments.judge.patterns import evaluate, load_patterns, powers
from experiments.judge.patterns.power.layouts import LAYOUTS, stretches
from experiments.judge.patterns.power.worlds import REPLICATES, plain_world
from model.errors import ModelError
from model.events import NOBODY, OWN_NAME, Kind

TOTALS = {"us_base": 112, "us_convoy": 330, "turkish_base": 27.5, "morality": 37, "oil_gas": 9}


@pytest.fixture(scope="module")
def names(perfect):
    return perfect(4, 1)["acled"].names


@pytest.mark.parametrize("layout", LAYOUTS)
def test_plain_worlds_have_the_records_totals(layout):
    found = Counter()
    for one in stretches(layout, "acled"):
        found[one.target] += one.mean
    assert sum(found.values()) == pytest.approx(sum(TOTALS.values()))
    expected = dict.fromkeys(TOTALS, sum(TOTALS.values()) / 5) if layout == "alike" else TOTALS
    assert found == pytest.approx(expected)


def test_by_year_keeps_what_each_year_is_known_to_have():
    bases = [one.mean for one in stretches("by_year", "acled") if one.target == "us_base"]
    assert bases == [14, 50, 37.5, 10.5, 0]
    morality = [one.mean for one in stretches("by_year", "acled") if one.target == "morality"]
    assert morality == pytest.approx([0, 37 * 92 / 151, 37 * 59 / 151, 0, 0])


def test_other_sources_have_their_own_figures_and_unknown_lenses_acleds():
    assert [one.mean for one in stretches("alike", "knights")] == [39, 39]
    assert [(one.start, one.mean) for one in stretches("flat", "memri")] == [(date(2021, 11, 19), 34)]
    assert stretches("by_phase", "truth") == stretches("by_phase", "acled")


def test_plain_worlds_are_poisson_and_even_within_a_stretch(names):
    columns = plain_world("flat", "acled", names).columns
    convoys = (columns["kind"] == Kind.ATTACK) & (columns["target"] == names.targets.index("us_convoy"))
    counts = np.bincount(columns["replicate"][convoys], minlength=REPLICATES)
    assert counts.mean() == pytest.approx(330, abs=2)
    assert counts.var() / counts.mean() == pytest.approx(1, abs=0.15)
    days = columns["day"][convoys]
    assert days.min() == date(2019, 6, 1).toordinal()
    assert days.max() == date(2023, 3, 31).toordinal()
    assert days.mean() == pytest.approx((days.min() + days.max()) / 2, abs=3)


def test_in_a_plain_world_nothing_decides_who_acts_and_claims(names):
    columns = plain_world("by_year", "acled", names).columns
    attacks = columns["kind"] == Kind.ATTACK
    claimed = attacks & (columns["brand"] != NOBODY)
    own = attacks & (columns["brand"] == OWN_NAME)
    assert claimed.sum() / attacks.sum() == pytest.approx(0.5, abs=0.03)
    assert own.sum() / claimed.sum() == pytest.approx(0.5, abs=0.04)
    assert np.bincount(columns["militia"][attacks]) / attacks.sum() == pytest.approx([1 / 3] * 3, abs=0.03)
    first = claimed & (columns["replicate"] == 0)  # one world's shares do not move from year to year
    shares = [first[attacks & (columns["replicate"] == 0) & early].mean() for early in halves(columns["day"])]
    assert shares[0] == pytest.approx(shares[1], abs=0.15)


def halves(day):
    middle = date(2021, 6, 1).toordinal()
    return day < middle, day >= middle


def test_every_brand_is_born_once_and_the_killing_is_no_strike(names):
    columns = plain_world("flat", "acled", names).columns
    born = np.bincount(columns["replicate"][columns["kind"] == Kind.BIRTH], minlength=REPLICATES)
    assert (born == len(names.brands)).all()
    struck = np.bincount(columns["replicate"][columns["kind"] == Kind.STRIKE], minlength=REPLICATES)
    assert (struck == 5).all()  # six US responses, without EV58


def test_the_same_plain_worlds_come_back(names):
    first = plain_world("alike", "acled", names)
    plain_world.cache_clear()
    again = plain_world("alike", "acled", names)
    assert all((first.columns[name] == again.columns[name]).all() for name in first.columns)


def test_power_is_the_share_that_fails(folder, names):
    above = {"statistic": "count", "of": "bases", "accept": {"low": 55}, "reason": "why"}
    (pattern,) = load_patterns(folder(conditions=[above], plain="by_year"))
    expected = float(poisson.cdf(54, 50))  # three in four fail it: the share that passes is another
    assert powers([pattern], names)["P1"] == pytest.approx(expected, abs=0.05)


def test_a_pattern_that_names_no_plain_world_has_no_power_and_counts(folder, campaign, happening):
    (pattern,) = load_patterns(folder())
    seen = {"acled": campaign([happening("2020-05-05")])}
    assert powers([pattern], seen["acled"].names) == {}
    (verdict,) = evaluate([pattern], seen)
    assert (verdict.power, verdict.headline) == (None, True)


@pytest.mark.parametrize(("power", "headline"), [(0.19, False), (0.2, True), (1.0, True)])
def test_weak_patterns_stay_out_of_the_headline(folder, campaign, happening, power, headline):
    (pattern,) = load_patterns(folder())
    seen = {"acled": campaign([happening("2020-05-05")])}
    (verdict,) = evaluate([pattern], seen, powers={"P1": power})
    assert (verdict.power, verdict.headline, verdict.counted) == (power, headline, True)
    (shown,) = evaluate([replace(pattern, counted=False, why_not="why")], seen, powers={"P1": power})
    assert not shown.headline


def test_a_plain_world_that_does_not_exist_is_refused(folder):
    with pytest.raises(ModelError, match="plain world 'by_yaer' does not exist; did you mean 'by_year'"):
        load_patterns(folder(plain="by_yaer"))
