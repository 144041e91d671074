"""Dated facts in doubt: where their edges and levels fall, run by run and as settled."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from model import weighing
from model.clock import Clock
from model.coding import CodedOccasion, CodedSpell, Coding, Edge, Tie, coded, codings, in_run
from model.timeline import Names, Occasion, Spell, timeline
from model.views import Drivers, Occasions

CLOCK = Clock(date(2021, 3, 1), 10)
NAMES = Names(("truce", "tension", "office"), ("election", "deadline", "handover"))
SEED, RUNS = 11, 3000
START = Edge("a", "start", date(2021, 3, 8), date(2021, 3, 17))
END = Edge("a", "end", date(2021, 3, 12), date(2021, 3, 20), after=Tie(START, 0))
LATER = Edge("b", "start", date(2021, 4, 1), date(2021, 4, 5))
BEFORE_LATER = Edge("a", "end", date(2021, 3, 31), date(2021, 4, 4), Tie(LATER, -1), Tie(LATER, -1))


def one(start: Edge = START, end: Edge | None = None, levels: tuple[float, ...] = (1.0,), row: str = "a") -> CodedSpell:
    return CodedSpell(row, "truce", start, end, levels)


def drawn(*spells: CodedSpell, marks: tuple[CodedOccasion, ...] = ()) -> dict[str, np.ndarray]:
    names, values = codings(coded(CLOCK, Coding(spells, marks), NAMES), SEED, range(RUNS))
    return dict(zip(names, values.T, strict=True))


def test_every_day_of_an_interval_is_as_likely_as_another():
    found = Counter(drawn(one())["a.start"])
    days = [START.earliest.toordinal() + n for n in range(10)]
    assert sorted(found) == days
    assert all(abs(found[day] - RUNS / 10) < 5 * (RUNS * 0.09) ** 0.5 for day in days)


def test_every_level_of_a_set_is_as_likely_as_another():
    found = Counter(drawn(one(levels=(0.0, 0.5, 1.0)))["a.level"])
    assert sorted(found) == [0.0, 0.5, 1.0]
    assert all(abs(number - RUNS / 3) < 5 * (RUNS * 2 / 9) ** 0.5 for number in found.values())


def test_an_end_never_comes_before_its_start_and_all_other_days_are_left():
    found = drawn(one(end=END))
    assert (found["a.end"] >= found["a.start"]).all()
    late = found["a.end"][found["a.start"] == START.latest.toordinal()]
    assert set(late) == {date(2021, 3, day).toordinal() for day in (17, 18, 19, 20)}
    early = found["a.end"][found["a.start"] == START.earliest.toordinal()]
    assert set(early) == {date(2021, 3, day).toordinal() for day in range(12, 21)}


def test_an_end_that_hangs_on_another_row_stays_before_it():
    end = replace(END, latest=date(2021, 4, 4), until=Tie(LATER, -1))
    found = drawn(one(end=end), replace(one(LATER, row="b"), driver="office"))
    assert (found["a.end"] < found["b.start"]).all()
    free = drawn(one(end=replace(end, until=None)))
    assert np.array_equal(found["a.end"], np.minimum(free["a.end"], found["b.start"] - 1)), "and is else as it was"
    assert (found["a.end"] < free["a.end"]).any()


def test_a_row_that_ends_with_the_next_one_follows_it_and_draws_nothing():
    coding = Coding((one(end=BEFORE_LATER), one(LATER, row="b")), ())
    assert coding.names == ("a.start", "b.start")
    for replicate in range(20):
        (first, second), _ = coding.drawn(SEED, replicate)
        assert first.end == second.start - timedelta(days=1)


def test_dice_belong_to_rows_so_that_another_row_moves_nobodys():
    alone = drawn(one(end=END))
    beside = drawn(one(end=END), replace(one(LATER, levels=(0.0, 0.5), row="b"), driver="office"))
    assert all(np.array_equal(alone[name], beside[name]) for name in alone)
    other = drawn(replace(one(replace(START, row="c")), row="c"))
    assert not np.array_equal(alone["a.start"], other["c.start"])


@pytest.mark.parametrize(
    ("levels", "settled"), [((1.0,), 1.0), ((0.0, 0.5), 0.5), ((0.5, 1.0), 0.5), ((0.0, 0.5, 1.0), 0.5)]
)
def test_the_settled_reading_is_the_middle(levels, settled):
    mark = CodedOccasion("election", Edge("vote", "day", date(2021, 4, 1), date(2021, 4, 4)))
    spells, occasions = Coding((one(end=END, levels=levels),), (mark,)).settled()
    assert spells == [Spell("truce", date(2021, 3, 12), date(2021, 3, 16), settled)]
    assert occasions == [Occasion("election", date(2021, 4, 2))]


def test_a_run_has_the_weeks_of_what_it_draws():
    coding = Coding((one(end=END, levels=(0.5, 1.0)),), (CodedOccasion("election", LATER),))
    time = coded(CLOCK, coding, NAMES)
    for replicate in range(5):
        assert in_run(time, CLOCK, SEED, replicate) == timeline(CLOCK, *coding.drawn(SEED, replicate), NAMES)
    assert in_run(time, CLOCK, SEED, 0) != in_run(time, CLOCK, SEED, 1)


def test_without_doubt_every_run_has_the_settled_weeks():
    coding = Coding((one(end=END),), ())
    sure = coded(CLOCK, coding, NAMES, doubt=False)
    assert in_run(sure, CLOCK, SEED, 3) is sure
    assert sure == timeline(CLOCK, *coding.settled(), NAMES)
    names, values = codings(sure, SEED, range(4))
    assert (names, values.shape) == ((), (4, 0))


def test_what_is_certain_has_no_doubt_to_draw():
    day = Edge("a", "start", date(2021, 3, 8), date(2021, 3, 8))
    assert coded(CLOCK, Coding((one(day),), ()), NAMES).doubt is None


@pytest.mark.parametrize("occasion", Occasions._fields)
def test_what_is_felt_of_an_occasion_is_what_the_ensemble_takes_anew_when_it_moves(world, occasion):
    p, now = (
        world().parameters._replace(example=1.0, unmet=1.0, anniversary=1.0),
        Drivers(*[0.5] * len(Drivers._fields)),
    )
    far, near = (
        Occasions(*[5.0] * len(Occasions._fields)),
        Occasions(*[5.0] * len(Occasions._fields))._replace(**{occasion: 1.0}),
    )
    plain = weighing.felt(p, now, far, far)
    assert (weighing.felt(p, now, near, far) != plain) == (occasion in weighing.FELT_AHEAD)
    assert (weighing.felt(p, now, far, near) != plain) == (occasion in weighing.FELT_PAST)
