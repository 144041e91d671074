"""The rule of conf/patterns/README.md: every accepted range is the stated one widened by a perfect model's noise.

The noise is that of counts which scatter more than Poisson by a stated dispersion (docs/dispersion.md).
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from math import isfinite

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from experiments.files.checkout import ROOT
from experiments.files.hashing import digest
from experiments.judge.patterns import evaluate, load_patterns, powers
from experiments.judge.patterns.evaluate import LEAST_POWER
from experiments.judge.patterns.measure import Lookup, values

PATTERNS = load_patterns()
COUNTED = tuple(pattern for pattern in PATTERNS if pattern.counted)
REPLICATES, SEED = 4000, 20190603
DISPERSION = 2.0  # variance over mean of every count of the perfect world
MISSES = 0.1  # part of perfect campaigns that may fail a printed or derived pattern
ROUNDING = 0.01
WEAK = {"S02", "S36", "S64"}  # counted, and shown by more than four plain worlds in five
SAMPLING = 0.02  # three standard errors of a support near 0.8


# What directions were loosened to, one step nearer to the evidence's threshold.
LOOSENED = [
    ("S06", {0: {"high": 0.01}}),
    ("S14", {1: {"high": 0.6}}),
    ("S21", {0: {"low": 0.0, "open_low": True}}),
    ("S21", {1: {"low": 0.67}}),
    ("S26", {0: {"low": 1.19}}),
    ("S27", {2: {"low": -7.0}}),
    ("S30", {2: {"high": 0.51}}),
    ("S32", {0: {"low": 1.76}}),
    ("S37", {1: {"high": 0.3}}),
    ("S68", {0: {"low": -2.0}}),
]
DROPPED = {"S22": ("after", 1), "S31": ("to October", 1)}  # a count of at least one, no longer asked


@pytest.fixture(scope="module")
def lenses(perfect):
    return perfect(REPLICATES, SEED)


@pytest.fixture(scope="module")
def supports(lenses):
    return {verdict.id: verdict.support for verdict in evaluate(PATTERNS, lenses)}


@pytest.fixture(scope="module")
def noise(lenses):
    """Values of each condition's statistic in the perfect world, by pattern."""
    lookups = {lens: Lookup(seen) for lens, seen in lenses.items()}
    return {p.id: [values(c.measure, p, lookups[p.lens]) for c in p.conditions] for p in PATTERNS}


@pytest.mark.parametrize("pattern", [p for p in PATTERNS if p.hardness != "direction"], ids=lambda p: p.id)
def test_numbers_are_accepted_within_the_stated_range_widened_by_noise(pattern, noise):
    touched = sum(np.nanmin(one) < np.nanmax(one) for one in noise[pattern.id])
    for condition, measured in zip(pattern.conditions, noise[pattern.id], strict=True):
        if condition.stated:
            tail = MISSES / max(touched, 1)
            assert_widened(condition, measured[~np.isnan(measured)], tail)


def assert_widened(condition, measured, tail):
    """Each end that is stated is accepted as far as the noise goes, and no further."""
    stated, accept = condition.stated, condition.accept
    tail = tail / 2 if isfinite(stated.low) and isfinite(stated.high) else tail
    low, high = reach(condition.measure.statistic, measured, tail)
    slack = ROUNDING + 0.06 * (high - low)  # rounding outward, and this sample's own error
    for end, reached in (("low", min(stated.low, low)), ("high", max(stated.high, high))):
        if isfinite(getattr(stated, end)):
            assert getattr(accept, end) == pytest.approx(reached, abs=slack), (condition.measure.statistic, end)
        else:
            assert not isfinite(getattr(accept, end))


def reach(statistic, measured, tail):
    """Lower and upper point of the noise: exact for a count, which is negative binomial, else those of the sample."""
    if statistic == "count":
        size = measured.mean() / (DISPERSION - 1.0)
        return nbinom.ppf((tail, 1 - tail), size, 1.0 / DISPERSION) if measured.any() else (0.0, 0.0)
    return np.quantile(measured, (tail, 1 - tail), method="inverted_cdf")


def test_printed_and_derived_patterns_that_count_state_their_range():
    for pattern in COUNTED:
        assert any(c.stated for c in pattern.conditions) == (pattern.hardness != "direction"), pattern.id


def test_no_accepted_range_is_narrower_than_the_stated_one():
    for pattern in PATTERNS:
        for condition in pattern.conditions:
            if condition.stated:
                assert condition.accept.low <= condition.stated.low, pattern.id
                assert condition.accept.high >= condition.stated.high, pattern.id


@pytest.mark.parametrize("pattern", COUNTED, ids=lambda p: p.id)
def test_a_perfect_model_shows_every_counted_pattern(pattern, supports):
    assert supports[pattern.id] >= 0.8 - SAMPLING


def test_a_perfect_model_gets_about_nine_in_ten_numbers(supports):
    numbers = [supports[p.id] for p in COUNTED if p.hardness != "direction"]
    assert 0.85 <= np.mean(numbers) <= 0.97


def test_april_to_june_is_not_held_month_by_month_for_a_reason(lenses):
    """S21: under the evidence's own order a perfect model fails more than a fifth of the time."""
    pattern = next(p for p in PATTERNS if p.id == "S21")
    months = Lookup(lenses["acled"]).events(pattern.series["April to June"], "S21").monthly
    assert (np.diff(months, axis=1) > 0).all(axis=1).mean() < 0.8


@pytest.mark.parametrize(("name", "nearer"), LOOSENED, ids=lambda one: str(one))
def test_what_was_loosened_had_to_be_and_was_no_further(noise, name, nearer):
    """One step nearer to the evidence's threshold a perfect model fails more than a fifth of the time."""
    pattern = next(p for p in PATTERNS if p.id == name)
    accepted = [condition.accept for condition in pattern.conditions]
    for number, bound in nearer.items():
        accepted[number] = replace(accepted[number], **bound)
    met = [accept.met_by(found) for accept, found in zip(accepted, noise[name], strict=True)]
    assert np.logical_and.reduce(met).mean() < 0.8 + SAMPLING / 2


@pytest.mark.parametrize(("name", "dropped"), DROPPED.items())
def test_what_is_no_longer_asked_could_not_be(lenses, noise, name, dropped):
    """With at least one attack asked for as well, a perfect model fails more than a fifth of the time."""
    series, least = dropped
    pattern = next(p for p in PATTERNS if p.id == name)
    met = [c.accept.met_by(found) for c, found in zip(pattern.conditions, noise[name], strict=True)]
    some = Lookup(lenses["acled"]).events(pattern.series[series], name).count() >= least
    assert np.logical_and.reduce([*met, some]).mean() < 0.8


@pytest.mark.parametrize("dispersion", [1.0, DISPERSION])
def test_a_perfect_world_is_not_asked_for_less_scatter_than_event_data_have(perfect, dispersion):
    """W1 of the audit: under Poisson bounds the same world showed 63 of these at Poisson scatter and 34 at twice it."""
    world = perfect(REPLICATES, SEED, dispersion=dispersion)
    shown = [one.id for one in evaluate(COUNTED, world) if one.support >= 0.8 - SAMPLING]
    assert len(shown) >= len(COUNTED) - 2


def test_a_world_of_three_times_the_scatter_is_missed_here_and_there(perfect):
    """The room is for the stated dispersion: it does not take in everything."""
    shown = [one for one in evaluate(COUNTED, perfect(REPLICATES, SEED, dispersion=3.0)) if one.support >= 0.8]
    assert len(shown) < 0.85 * len(COUNTED)


def test_every_count_of_the_perfect_world_scatters_as_stated(lenses):
    """Of a year or a month, of a target or a militia alike: no window and no hand escapes."""
    seen = lenses["acled"].columns
    attacks = seen["kind"] == 0
    month = (seen["day"] >= date(2021, 4, 1).toordinal()) & (seen["day"] < date(2021, 5, 1).toordinal())
    for chosen in (attacks, attacks & month, attacks & (seen["militia"] == 0), attacks & (seen["brand"] == 0)):
        counts = np.bincount(seen["replicate"][chosen], minlength=REPLICATES)
        assert counts.var() / counts.mean() == pytest.approx(DISPERSION, rel=0.08)


def test_the_rule_states_the_dispersion():
    stated = " ".join((ROOT / "conf" / "patterns" / "README.md").read_text(encoding="utf-8").split())
    assert f"variance is {DISPERSION:g} times its mean" in stated


def test_every_shipped_pattern_names_its_plain_world():
    assert all(pattern.plain for pattern in PATTERNS)


def test_the_counted_patterns_that_plain_worlds_show_are_known(lenses):
    power = powers(PATTERNS, lenses["acled"].names)
    assert {one.id for one in COUNTED if power[one.id] < LEAST_POWER} == WEAK


def test_the_trickle_alone_would_pass_what_is_said_to_be_too_weak():
    """S23: three attacks in the 75 days after 26 July 2021 (C30), carried on."""
    assert "S23" not in {pattern.id for pattern in COUNTED}
    assert poisson.cdf(1, 3 * 14 / 75) > 1 - LEAST_POWER


def test_a_world_with_its_years_swapped_fails_most_numbers(perfect):
    wrong = evaluate(PATTERNS, perfect(400, SEED, swap_years))
    numbers = [verdict for verdict in wrong if verdict.counted and verdict.hardness != "direction"]
    missed = [verdict.id for verdict in numbers if verdict.verdict == "missed"]
    assert len(missed) > len(numbers) / 2
    assert np.mean([verdict.support for verdict in numbers]) < 0.5


def swap_years(day: date) -> date:
    """2020 and 2022 change places."""
    year = {2020: 2022, 2022: 2020}.get(day.year, day.year)
    return date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)


def test_the_perfect_world_has_the_printed_means(lenses):
    seen = lenses["acled"].columns
    attacks = seen["kind"] == 0
    years = np.array([date.fromordinal(day).year for day in seen["day"]])
    table = {
        "us_base": (8, 50, 37.5, 10.5, 0),
        "us_convoy": (0, 60, 180, 72, 18),
        "turkish_base": (0, 0, 5.5, 21, 1),
        "morality": (0, 22, 15, 0, 0),
        "oil_gas": (0, 0, 0, 6.75, 2.25),
    }
    for target, means in table.items():
        own = attacks & (seen["target"] == lenses["acled"].names.targets.index(target))
        found = [float((own & (years == year)).sum()) / REPLICATES for year in range(2019, 2024)]
        assert found == pytest.approx(means, rel=0.03, abs=0.02), target


def test_no_bound_has_moved_since_they_were_mended() -> None:
    """The digest is that of the commit that widened them, before anything was judged by them; words may change."""
    bounds = {
        pattern.id: [
            pattern.lens, pattern.counted, pattern.plain, pattern.hardness,
            [asdict(one) for one in pattern.series.values()],
            [[asdict(one.measure), asdict(one.accept)] for one in pattern.conditions],
        ]
        for pattern in PATTERNS
    }  # fmt: skip
    assert digest(bounds)[:12] == "cf339915934e"
