"""What is the coding's and what the dice's, on numbers whose variances are known, and on two worlds that differ."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from experiments.judge.codings import coding_lenses, coding_world, codings_judged, variances
from experiments.judge.facts import Facts, facts, hanging
from experiments.judge.patterns import load_patterns
from experiments.observed import periods
from experiments.setup.compose import composed, typed
from experiments.setup.lenses import lenses_of
from experiments.setup.world import world_of
from experiments.simulate.campaign import Campaign
from experiments.simulate.runs import campaigns, simulate

CODINGS, REPLICATES = 400, 20


def planted(coding: float, dice: float, both: float) -> np.ndarray:
    """Numbers [codings, replicates] with standard deviations of coding, shared dice, and what both make together."""
    rng = np.random.default_rng(3)
    rows, columns = rng.normal(0, coding, (CODINGS, 1)), rng.normal(0, dice, (1, REPLICATES))
    return 50 + rows + columns + rng.normal(0, both, (CODINGS, REPLICATES))


def test_variances_are_those_that_were_planted():
    by_dice, by_coding = variances(planted(3.0, 0.0, 5.0))
    assert by_dice == pytest.approx(25, rel=0.1)
    assert by_coding == pytest.approx(9, rel=0.25)


def test_dice_that_all_codings_share_are_no_coding():
    by_dice, by_coding = variances(planted(0.0, 9.0, 1.0))
    assert by_coding < 0.05
    assert by_dice > 20


def test_one_coding_or_one_run_leaves_nothing_to_the_coding():
    assert variances(np.array([[1.0, 2.0, 3.0]]))[1] == 0.0
    assert variances(np.array([[1.0], [2.0]]))[1] == 0.0


def test_the_fact_that_means_go_with_is_named_and_chance_is_not():
    rng = np.random.default_rng(5)
    drawn = rng.random((60, 30))
    read = Facts(tuple(f"row_{n}.start" for n in range(30)), drawn)
    name, share = read.leading(drawn[:, 7] * 3 + rng.normal(0, 0.3, 60))
    assert (name, share is not None and share > 0.8) == ("row_7.start", True)
    named = [read.leading(rng.normal(size=60))[0] for _ in range(200)]
    assert sum(map(bool, named)) < 30, "about one in twenty is named by chance"
    assert read.leading(np.ones(60)) == ("", None)


def test_oil_hangs_on_how_strongly_the_kurdish_parties_are_courted():
    """The one driver of attacks on oil and gas, made strong; bases of phase 1 have nothing to do with it."""
    config = typed(composed(["estimate=prior", "parameters.coerce.value=6", "seed=3"]))
    world, lenses = world_of(config), lenses_of(config)

    def play(number: int) -> Mapping[str, Campaign]:
        read = coding_world(world, number)
        assert read.timeline.doubt is None
        log, runs = simulate(read, 12)
        return campaigns(read, lenses, log, runs, 12)

    told = [one for one in load_patterns() if one.id in ("S01", "S54")]
    found = codings_judged(facts(world, lenses.values(), 16), periods.phases(), "acled", told, play)
    rows = {(row.period, row.target): row for row in found.shares}
    oil, bases = rows["phase3", "oil_gas"], rows["phase1", "us_base"]
    assert oil.share > 0.5 > bases.share
    assert oil.fact == "krg_contest.level"
    assert rows["whole", "all"].mean == pytest.approx(
        sum(row.mean for row in found.shares if row.period == "whole" and row.target != "all")
    )
    assert [row.id for row in found.supports] == [one.id for one in told]
    assert all(row.low <= row.support <= row.high for row in found.supports)


def test_a_coding_is_what_the_run_of_its_number_draws():
    world = world_of(typed(composed(["estimate=prior"])))
    log, runs = simulate(world, 3)
    alone, _ = simulate(coding_world(world, 1), 2)
    mine, own = log["day"][runs == 1], alone["day"]
    assert np.array_equal(mine, own[len(own) - len(mine) :])


def planted_hanging(early: float, late: float, runs: int = 400):
    """Runs of which a share shows a pattern that depends on the third of thirty facts alone."""
    rng = np.random.default_rng(9)
    drawn = rng.random((runs, 30))
    shown = rng.random(runs) < np.where(drawn[:, 2] > drawn[:, 2].mean(), late, early)
    return Facts(tuple(f"row_{n}.end" for n in range(30)), drawn), shown


def test_a_verdict_hangs_on_the_fact_that_decides_it():
    found = hanging(*planted_hanging(0.95, 0.55), 0.8)
    assert found is not None
    assert found.fact == "row_2.end"
    assert found.low == pytest.approx(0.95, abs=0.06)
    assert found.high == pytest.approx(0.55, abs=0.1)


@pytest.mark.parametrize(("early", "late"), [(0.99, 0.85), (0.4, 0.1), (0.8, 0.8)])
def test_it_hangs_on_none_where_both_readings_pass_or_fail_or_differ_by_chance(early, late):
    assert hanging(*planted_hanging(early, late), 0.8) is None


def test_by_chance_one_pattern_in_twenty_hangs_at_most():
    rng = np.random.default_rng(11)
    read = Facts(tuple(f"row_{n}.end" for n in range(30)), rng.random((400, 30)))
    named = sum(hanging(read, rng.random(400) < 0.8, 0.8) is not None for _ in range(200))
    assert named <= 18


def test_a_fact_that_all_runs_read_alike_decides_nothing():
    read = Facts(("settled.end",), np.ones((50, 1)))
    assert hanging(read, np.arange(50) < 40, 0.8) is None
    assert hanging(Facts((), np.empty((50, 0))), np.arange(50) < 40, 0.8) is None


def test_lenses_are_among_the_facts_and_a_coding_settles_them():
    config = typed(composed(["estimate=prior", "seed=3"]))
    world, lenses = world_of(config), lenses_of(config)
    read = facts(world, lenses.values(), 5)
    assert {"acled.us_convoy.share", "acled.us_convoy.change", "acled.us_convoy.later"} < set(read.names)
    assert read.drawn.shape == (5, len(read.names))
    own = lenses["acled"].shares(world.seed, np.arange(5))
    fixed = coding_lenses(lenses, 3)["acled"].shares(world.seed, np.arange(5))
    for drawn, settled in zip(own, fixed, strict=True):
        assert np.array_equal(settled, np.repeat(drawn[3:4], 5, axis=0))
    place = read.names.index("acled.us_convoy.share")
    assert np.array_equal(read.drawn[:, place], own.first[:, 1])
    none = facts(world_of(settled_config()), lenses_of(settled_config()).values(), 5)
    assert none.drawn.shape == (5, 0)


def settled_config():
    return typed(composed(["estimate=prior", "seed=3", "timeline=settled"]))
