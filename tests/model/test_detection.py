"""A share in doubt is drawn once a run, with dice of its own, and settled where doubt is off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from model.detection import NEVER, Change, Sight
from model.errors import ModelError
from model.lens import Lens, seen

START = date(2019, 1, 1)
CHANGE = Change(date(2020, 7, 30), date(2021, 12, 31), 0.95)
EVENLY = Sight("us_base", START, None, 0.54, "bases", within=(0.4, 0.68))
JUDGED = Sight("us_base", START, None, 0.9, "bases", spread=0.1)
MANY = np.arange(4_000)


def drawn(*sights: Sight, runs=MANY, doubt: bool = True):
    return Lens("acled", sights, False, doubt).shares(7, runs)


def test_an_interval_is_drawn_evenly():
    first = drawn(EVENLY).first[:, 0]
    assert 0.4 < first.min() < 0.401 < 0.679 < first.max() < 0.68
    assert np.abs(np.quantile(first, [0.25, 0.5, 0.75]) - [0.47, 0.54, 0.61]).max() < 0.01


def test_a_judgement_is_a_beta_of_its_mean_and_spread():
    first = drawn(JUDGED).first[:, 0]
    assert first.mean() == pytest.approx(0.9, abs=0.006)
    assert first.std() == pytest.approx(0.1, abs=0.006)


def test_coverage_changes_in_half_of_the_runs_on_any_day_to_any_share_up_to_the_greatest():
    first, change, later = (one[:, 0] for one in drawn(replace(EVENLY, change=CHANGE)))
    does = change != NEVER
    assert does.mean() == pytest.approx(0.5, abs=0.03)
    assert np.array_equal(first[~does], later[~does])
    past = (change[does] - CHANGE.earliest.toordinal()) / (CHANGE.latest - CHANGE.earliest).days
    risen = (later[does] - first[does]) / (0.95 - first[does])
    for evenly in (past, risen):
        assert np.abs(np.quantile(evenly, [0.0, 0.25, 0.5, 0.75, 1.0]) - [0, 0.25, 0.5, 0.75, 1]).max() < 0.03
    assert abs(np.corrcoef(past, risen)[0, 1]) < 0.08


def test_the_two_edge_days_are_drawn_too():
    two = Change(date(2021, 1, 1), date(2021, 1, 2), 0.9)
    change = drawn(replace(EVENLY, change=two)).change[:, 0]
    assert set(change) == {two.earliest.toordinal(), two.latest.toordinal(), NEVER}


def test_settled_nothing_is_drawn():
    first, change, later = drawn(replace(EVENLY, change=CHANGE), JUDGED, doubt=False)
    assert np.array_equal(first, later)
    assert {tuple(row) for row in first} == {(0.54, 0.9)}
    assert np.all(change == NEVER)


def test_another_row_or_change_moves_nobody_elses_draw():
    other = Sight("us_convoy", START, None, 0.5, "convoys", within=(0.1, 0.9))
    alone, together = drawn(JUDGED), drawn(other, replace(JUDGED, change=CHANGE))
    assert np.array_equal(alone.first[:, 0], together.first[:, 1])
    assert not np.array_equal(drawn(JUDGED).first, drawn(replace(JUDGED, row="other")).first)


def test_a_run_draws_the_same_share_alone_as_among_others():
    several = drawn(replace(EVENLY, change=CHANGE), runs=np.array([3, 17, 2_000]))
    for n, run in enumerate((3, 17, 2_000)):
        one = drawn(replace(EVENLY, change=CHANGE), runs=np.array([run]))
        assert all(np.array_equal(a[n], b[0]) for a, b in zip(several, one, strict=True))


def test_a_run_sees_its_share_until_its_day_and_the_later_share_from_it_on(small_world, played):
    """Event by event what lenses of these two shares would see, since the event's own die is the same."""
    runs = played(small_world, 12)
    middle = small_world.clock.start + timedelta(7 * small_world.clock.weeks // 2)
    sight = replace(EVENLY, change=Change(middle, middle, 0.95))
    through = Lens("acled", (sight,), False)
    first, change, later = (one[:, 0] for one in through.shares(small_world.seed, np.arange(12)))
    assert 0 < (change != NEVER).sum() < 12
    sees = seen(runs.log, through, small_world, runs.run)
    for run in range(12):
        early, late = (seen(runs.log, plain(share[run]), small_world, runs.run) for share in (first, later))
        expected = np.where(runs.log["day"] < change[run], early, late)
        assert np.array_equal(sees[runs.run == run], expected[runs.run == run])


def plain(share):
    return Lens("acled", (Sight("us_base", START, None, float(share)),), False)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"within": (0.6, 0.7)}, "within is 0.6/0.7 and share 0.54; the share lies between the two"),
        ({"within": (0.4, 1.2)}, "both from 0 to 1"),
        ({"spread": 0.1}, "has both within and spread"),
        ({"within": None, "spread": 0.5}, "spread is 0.5; round a mean of 0.54 it must lie above 0 and below 0.498"),
        ({"within": None, "spread": -0.1}, "above 0"),
        ({"within": None, "spread": float("nan")}, "above 0"),
        ({"within": (float("nan"), 0.6)}, "within is nan/0.6"),
        ({"change": replace(CHANGE, up_to=1.5)}, "up_to is 1.5; it must lie from 0 to 1"),
        ({"change": replace(CHANGE, latest=date(2020, 1, 1))}, "changes goes from 2020-07-30 back to 2020-01-01"),
    ],
)
def test_doubt_that_cannot_be_drawn_is_refused(change, message):
    with pytest.raises(ModelError, match=message) as fault:
        Lens("acled", (replace(EVENLY, **change),), False)
    assert str(fault.value).endswith("Change it in conf/lens/acled.yaml.")
