"""The phase-shift test passes a true model at its size, and fails one that shifts too far, too little or otherwise."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from experiments.judge.shifts.agreement import FEWEST, SIZE, Agreement, agreement
from experiments.judge.shifts.levels import Numbers
from experiments.observed import periods
from experiments.observed.record import Record, record
from tests.experiments.judge.shifts.conftest import TARGETS, drawn, means, observed

each_reading = pytest.mark.parametrize("reading", ["cut", "printed"])
WRONG = [order for order in permutations(range(3)) if order != (0, 1, 2)]
AT = {target: k for k, target in enumerate(TARGETS)}


def judged(simulated: Numbers, reading: str, tables: Numbers | None = None) -> Agreement:
    """A model whose totals are those of its three phases."""
    seen = observed(reading) if tables is None else tables
    return agreement(("planted", reading), periods.phases(reading), TARGETS, simulated, seen, simulated.sum(axis=-1))


def times(factor: float, *targets: str) -> np.ndarray:
    """The record's means with those of some targets multiplied."""
    found = means().copy()
    found[[AT[target] for target in targets]] *= factor
    return found


def scattered(expected: np.ndarray, fano: float, replicates: int, seed: int) -> np.ndarray:
    """Counts whose variance is `fano` times the mean (1: Poisson)."""
    dice = np.random.default_rng(seed)
    if fano > 1:
        expected = dice.gamma(np.maximum(expected, 1e-9) / (fano - 1), fano - 1, (replicates, *expected.shape))
    return dice.poisson(expected, (replicates, *expected.shape[-2:]))


@each_reading
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_perfect_model_passes(reading: str, seed: int) -> None:
    found = judged(drawn(means(), reading, seed=seed), reading)
    assert (found.verdict, found.disagrees, found.unclear) == ("passes", 0, 0)
    assert found.p is not None
    assert found.p > 0.2
    assert found.records == 300


@each_reading
@pytest.mark.parametrize("order", WRONG, ids=str)
def test_a_model_with_its_phases_swapped_fails(reading: str, order: tuple[int, ...]) -> None:
    found = judged(drawn(means(), reading)[..., order], reading)
    assert found.verdict == "fails"
    assert found.disagrees > 0


@each_reading
@pytest.mark.parametrize("seed", range(4))
def test_a_model_that_shifts_nothing_fails(reading: str, seed: int) -> None:
    days = np.array([one.days for one in record().stretches])
    found = judged(drawn(means().sum(axis=1, keepdims=True) * days / days.sum(), reading, seed=seed), reading)
    assert found.verdict == "fails"
    assert found.score == pytest.approx(found.steady, abs=0.05 * abs(found.steady or 0))


@each_reading
@pytest.mark.parametrize("factor", [4.0, 0.25], ids=["four times too strong", "four times too weak"])
@pytest.mark.parametrize("targets", [TARGETS, ("turkish_base",), ("us_base",)], ids=str)
def test_a_model_with_its_signs_right_and_sizes_wrong_fails(
    reading: str, factor: float, targets: tuple[str, ...]
) -> None:
    """By signs, exaggeration was as good as the truth: all of them agree."""
    found = judged(drawn(times(factor, *targets), reading), reading)
    assert found.verdict == "fails"
    if factor > 1 and targets == TARGETS:
        assert found.disagrees == 0


@each_reading
def test_a_model_that_would_be_surprised_by_nothing_fails(reading: str) -> None:
    """Its replicates are anywhere from nothing to ten times the record, so no record scores worse than its own."""
    dice = np.random.default_rng(5)
    anywhere = dice.poisson(means() * dice.gamma(0.4, 2.5, (600, 5, 1)) * dice.gamma(0.4, 2.5, (600, 1, 10)))
    known = record()
    simulated = Record(known.targets, known.stretches, anywhere).by_phase(reading).astype(np.float64)
    found = judged(simulated, reading)
    assert found.p is not None
    assert found.p >= SIZE
    assert found.verdict == "fails"
    assert (found.score or 0.0) < (judged(drawn(means(), reading), reading).score or 0.0) - 10


@pytest.mark.parametrize("fano", [1.0, 2.0])
def test_a_true_model_fails_as_often_as_the_test_says(fano: float) -> None:
    """300 worlds of a model, each seen as the record is (one table true, the others as far from it as from each other).

    The doubt is added here, and not multiplied as in the test's own records.
    """
    known, worlds = record(100), 300
    model = Record(known.targets, known.stretches, scattered(means(), fano, 200, 1)).by_phase().astype(np.float64)
    truths = Record(known.targets, known.stretches, scattered(means(), fano, worlds, 2)).by_phase()
    tables, dice = known.by_phase(), np.random.default_rng(3)
    fails = 0
    for truth in truths:
        seen = np.maximum(truth + tables - tables[dice.integers(len(tables))], 0).astype(np.float64)
        fails += judged(model, "cut", seen).verdict == "fails"
    assert 0.02 <= fails / worlds <= 0.09


def test_counts_by_hand() -> None:
    # One target with 2 or 4 attacks a phase in forty replicates; one table, seen sharply.
    phases = periods.phases()
    simulated = np.tile(np.array([[[2.0, 2, 2]], [[4.0, 4, 4]]]), (20, 1, 1))
    told = ("mine", "cut"), phases, ("us_base",), simulated
    found = agreement(*told, np.array([[[2.0, 2, 2]]]), simulated.sum(axis=-1))
    assert (found.records, found.signs, found.stated, found.circular) == (40, 4, 2, 0)  # days differ
    # Half of its own records are the observed one itself; a Poisson law of mean 3 gives 2 the chance .224, 4 .168.
    assert found.p == pytest.approx(1.0)
    assert found.score == pytest.approx(3 * np.log(0.22404), abs=0.01)
    assert found.if_true_low == pytest.approx(3 * np.log(0.16803), abs=0.01)
    worse = agreement(*told, np.array([[[9.0, 9, 9]]]), simulated.sum(axis=-1))
    assert (worse.p, worse.verdict) == (pytest.approx(1 / 41), "fails")


@pytest.mark.parametrize(("reading", "circular"), [("cut", 4), ("printed", 3)])
def test_morality_is_shown_and_not_counted(reading: str, circular: int) -> None:
    simulated = drawn(means(), reading)
    other = simulated.copy()
    other[:, 3] = other[:, 3, ::-1]
    plain, turned = judged(simulated, reading), judged(other, reading)
    assert plain.circular == turned.circular == circular
    assert (turned.score, turned.p, turned.if_true) == (plain.score, plain.p, plain.if_true)


def test_signs_do_not_depend_on_how_many_tables_are_drawn() -> None:
    for reading in ("cut", "printed"):
        simulated, stated = drawn(means(), reading, 30), set()
        for tables, seed in [(300, 1), (300, 2), (300, 3), (1000, 2023), (20_000, 3)]:
            found = judged(simulated, reading, record(tables, seed).by_phase(reading).astype(np.float64))
            stated.add((found.stated, found.circular))
        assert len(stated) == 1


@each_reading
def test_numbering_the_replicates_otherwise_changes_nothing(reading: str) -> None:
    simulated = drawn(means(), reading)
    assert judged(simulated, reading) == judged(simulated[::-1], reading)


def test_too_few_replicates_have_no_p() -> None:
    few, enough = (judged(drawn(means(), "cut", replicates=n), "cut") for n in (FEWEST - 1, FEWEST))
    assert (few.p, few.verdict, few.records) == (None, "too few replicates", FEWEST - 1)
    assert enough.p is not None
    assert judged(drawn(means(), "cut", replicates=1), "cut").verdict == "too few replicates"


def test_a_campaign_that_does_not_cover_the_phases_is_not_judged() -> None:
    found = judged(np.empty((0, 5, 3)), "cut")
    assert (found.verdict, found.score, found.p, found.records) == ("not covered", None, None, 0)
    assert found == replace(found, agrees=0, unclear=0, disagrees=0)
    assert found.stated > 0
