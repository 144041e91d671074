"""Support, verdicts, and what must not matter to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from experiments.judge.patterns import evaluate, load_patterns
from experiments.judge.patterns.evaluate import verdict_of
from model.errors import ModelError

PATTERNS = load_patterns()
QUICK = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def in_years(happening, counts):
    """One replicate a count, with so many base attacks in 2020."""
    return [happening("2020-05-05", replicate=r) for r, count in enumerate(counts) for _ in range(count)]


def test_support_is_the_share_of_replicates_that_meet_all_conditions(folder, campaign, happening):
    second = {"statistic": "count", "of": "bases", "accept": {"low": 2}, "reason": "why"}
    first = {"statistic": "count", "of": "bases", "accept": {"high": 4}, "reason": "why"}
    patterns = load_patterns(folder(conditions=[first, second]))
    seen = campaign(in_years(happening, [0, 1, 2, 3, 4, 5, 6, 3, 3, 3]), replicates=10)
    (verdict,) = evaluate(patterns, {"acled": seen})
    assert verdict.support == 0.6
    assert verdict.per_condition == (0.8, 0.8)
    assert verdict.verdict == "partly"
    assert (verdict.unit, verdict.low, verdict.median, verdict.high) == ("number", "0.0", "3.0", "6.0")
    assert (verdict.id, verdict.statement, verdict.hardness, verdict.counted) == (
        "P1",
        "Bases are attacked in 2020.",
        "printed",
        True,
    )


def test_the_stated_range_is_judged_beside_the_accepted_one(folder, campaign, happening):
    first = {
        "statistic": "count",
        "of": "bases",
        "accept": {"low": 1, "high": 9},
        "stated": {"low": 3, "high": 5},
        "reason": "why",
    }
    second = {"statistic": "count", "of": "bases", "accept": {"high": 4}, "reason": "why"}
    seen = campaign(in_years(happening, [0, 1, 2, 3, 4, 5, 6, 3, 3, 3]), replicates=10)
    (verdict,) = evaluate(load_patterns(folder(conditions=[first, second])), {"acled": seen})
    assert (verdict.support, verdict.support_stated) == (0.7, 0.5)
    assert (verdict.verdict, verdict.verdict_stated) == ("partly", "partly")
    assert verdict.accepted == "count of 'bases': 1 to 9; count of 'bases': at most 4"
    assert verdict.stated == "count of 'bases': 3 to 5"


def test_months_are_written_as_months(folder, campaign, happening):
    peak = {
        "statistic": "argmax_month",
        "of": "bases",
        "accept": {"low": "2020-02", "high": "2020-05"},
        "reason": "why",
    }
    (verdict,) = evaluate(load_patterns(folder(conditions=[peak])), {"acled": campaign([happening("2020-05-05")])})
    assert (verdict.unit, verdict.low, verdict.median, verdict.high) == ("month", "2020-05", "2020-05", "2020-05")
    assert verdict.accepted == "month with most of 'bases': 2020-02 to 2020-05"


@pytest.mark.parametrize(
    ("support", "word"),
    [(1.0, "reproduced"), (0.8, "reproduced"), (0.799, "partly"), (0.5, "partly"), (0.499, "missed"), (0, "missed")],
)
def test_the_words_for_support(support, word):
    assert verdict_of(support) == word


def test_undefined_is_not_met(folder, campaign, happening):
    ratio = {"statistic": "ratio", "of": "bases", "to": "oil", "accept": {"low": 1}, "reason": "why"}
    both = {"bases": {"target": "us_base"}, "oil": {"target": "oil_gas"}}
    patterns = load_patterns(folder(conditions=[ratio], series=both))
    (verdict,) = evaluate(patterns, {"acled": campaign([happening("2020-01-01", "morality")])})
    assert verdict.support == 0
    assert verdict.median is None


@pytest.mark.parametrize(
    ("accepted", "support"), [({"above": 2}, 1 / 3), ({"low": 2}, 2 / 3), ({"below": 2}, 1 / 3), ({"high": 2}, 2 / 3)]
)
def test_ends_are_open_or_closed_as_written(folder, campaign, happening, accepted, support):
    condition = {"statistic": "count", "of": "bases", "accept": accepted, "reason": "why"}
    seen = campaign(in_years(happening, [1, 2, 3]), replicates=3)
    (verdict,) = evaluate(load_patterns(folder(conditions=[condition])), {"acled": seen})
    assert verdict.support == pytest.approx(support)


def test_a_pattern_reads_the_campaign_of_its_lens(folder, campaign, happening):
    patterns = load_patterns(folder(lens="knights"))
    lenses = {"acled": campaign([happening("2020-05-05", seen=0)]), "knights": campaign([happening("2020-05-05")])}
    (verdict,) = evaluate(patterns, lenses)
    assert verdict.support == 1


def test_a_lens_that_is_missing_is_refused(folder, campaign, happening):
    patterns = load_patterns(folder(lens="acledd"))
    with pytest.raises(ModelError, match=r"lens 'acledd' does not exist; did you mean 'acled'.*theme.yaml: pattern P1"):
        evaluate(patterns, {"acled": campaign([happening("2020-05-05")])})


def test_a_campaign_shorter_than_the_pattern_gets_no_verdict(folder, campaign, happening):
    short = replace(campaign([happening("2020-05-05")]), end=date(2020, 12, 30))
    (verdict,) = evaluate(load_patterns(folder()), {"acled": short})
    assert verdict.verdict == "not covered"
    assert verdict.support is None


@QUICK
@given(order=st.permutations(range(12)))
def test_relabelling_replicates_changes_nothing(perfect, order):
    lenses = perfect(12, 3)
    turned = {lens: relabelled(seen, np.array(order)) for lens, seen in lenses.items()}
    assert same(evaluate(PATTERNS, turned), evaluate(PATTERNS, lenses))


@QUICK
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_events_changes_nothing(perfect, seed):
    lenses = perfect(12, 3)
    dice = np.random.default_rng(seed)
    mixed = {lens: reordered(seen, dice) for lens, seen in lenses.items()}
    assert same(evaluate(PATTERNS, mixed), evaluate(PATTERNS, lenses))


@QUICK
@given(
    day=st.dates(date(2019, 6, 3), date(2023, 4, 2)),
    target=st.integers(0, 4),
    kind=st.integers(0, 6),
    seen=st.booleans(),
)
def test_an_event_outside_every_window_changes_nothing(perfect, day, target, kind, seen):
    lenses = perfect(12, 3)
    untouched = [p for p in PATTERNS if not any(s.start <= day <= s.end for s in p.series.values())]
    more = {lens: with_event(one, day, target, kind, seen) for lens, one in lenses.items()}
    assert same(evaluate(untouched, more), evaluate(untouched, lenses))


@QUICK
@given(day=st.dates(date(2019, 6, 3), date(2023, 4, 2)), target=st.integers(0, 4))
def test_an_attack_that_the_lens_missed_changes_nothing(perfect, day, target):
    lenses = perfect(12, 3)
    more = {lens: with_event(one, day, target, 0, seen=False) for lens, one in lenses.items()}
    assert same(evaluate(PATTERNS, more), evaluate(PATTERNS, lenses))


def relabelled(seen, order):
    return replace(seen, columns=seen.columns | {"replicate": order[seen.columns["replicate"]]})


def reordered(seen, dice):
    order = dice.permutation(len(seen.columns["day"]))
    return replace(seen, columns={name: column[order] for name, column in seen.columns.items()})


def with_event(campaign, day, target, kind, seen):
    row = dict.fromkeys(campaign.columns, 0) | {"day": day.toordinal(), "target": target, "kind": kind}
    row |= {"seen": seen, "brand": 0, "replicate": 5}
    columns = {name: np.append(column, row[name]).astype(column.dtype) for name, column in campaign.columns.items()}
    return replace(campaign, columns=columns)


def same(one, other):
    """Equal verdicts, an undefined number equal to itself."""
    return repr(one) == repr(other)
