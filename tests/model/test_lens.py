"""A lens sees its share of what took place, event by event, with dice of its own."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from model.detection import Sight
from model.errors import ModelError
from model.events import NOBODY, Kind
from model.lens import Lens, seen

ALWAYS = date(2019, 1, 1)


def lens(share: float, name: str = "acled", *, target: str = "us_base", end: date | None = None, claimed: bool = False):
    return Lens(name, (Sight(target, ALWAYS, end, share),), claimed)


@pytest.fixture(scope="module")
def runs(small_world, played):
    return played(small_world, 400)


def view(runs, through):
    return seen(runs.log, through, runs.world, runs.run)


def test_a_full_share_sees_every_attack_on_its_target_and_nothing_else(runs):
    assert np.array_equal(view(runs, lens(1.0)), runs.where(target="us_base"))
    assert not view(runs, lens(0.0)).any()


def test_a_share_is_met(runs):
    attacks = runs.where(target="us_base")
    assert view(runs, lens(0.4)).sum() / attacks.sum() == pytest.approx(0.4, abs=4 * 0.5 / attacks.sum() ** 0.5)


def test_a_larger_share_sees_the_same_events_and_more(runs):
    few, many = view(runs, lens(0.4)), view(runs, lens(0.7))
    assert np.all(many[few])
    assert many.sum() > few.sum()


def test_two_sources_see_independently(runs):
    attacks = runs.where(target="us_base")
    one, other = view(runs, lens(0.5)), view(runs, lens(0.5, "knights"))
    assert (one & other).sum() / attacks.sum() == pytest.approx(0.25, abs=4 * 0.5 / attacks.sum() ** 0.5)


def test_a_share_ends_with_its_last_day(runs):
    end = runs.world.clock.start + timedelta(20)
    assert np.array_equal(view(runs, lens(1.0, end=end)), runs.where(target="us_base", until=end))


def test_a_list_of_claims_holds_claims_only(runs):
    found = view(runs, lens(1.0, claimed=True))
    assert np.array_equal(found, runs.where(target="us_base") & (runs.log["brand"] != NOBODY))
    assert not found[runs.log["kind"] != Kind.ATTACK].any()


def test_a_lens_refuses_impossible_shares_dates_and_targets(runs):
    with pytest.raises(ModelError, match=r"lens 'acled' on us_base: share is 1.5; it must lie from 0 to 1.*acled.yaml"):
        lens(1.5)
    for share in (-0.1, float("nan")):
        with pytest.raises(ModelError, match=f"lens 'acled' on us_base: share is {share}"):
            lens(share)
    with pytest.raises(ModelError, match=r"lens 'acled' on us_base: it ends 2018-01-01 before it starts 2019-01-01"):
        lens(1.0, end=date(2018, 1, 1))
    with pytest.raises(ModelError, match=r"target 'us_bass' does not exist; did you mean 'us_base'\?"):
        view(runs, lens(1.0, target="us_bass"))
