"""What it costs that every run has numbers of its own, and what a summary of its counts costs."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.clock import Work, ratio, side_by_side
from experiments.inference.search import REACH, Space
from experiments.setup import world as setup
from experiments.setup.compose import composed, typed
from experiments.simulate import simulate, tallies, weekly
from model.ensemble.runs import BLOCK, Runs, campaigns, counted
from model.ensemble.totals import Totals
from model.numbers import Sets

CONFIG = typed(composed(["scenario=baseline"]))
WORLD = setup.world_of(CONFIG)
SETS, NEAR = 400, 0.2  # how far `fit` scatters its runs, in standard deviations of the priors
MORE = 8  # runs in each set that show what its numbers cost apart from being told
TOTALS = Totals.of(WORLD)


def drawn() -> dict[str, Sets]:
    """Sets of all free numbers: the baseline's own again and again, scattered around these, and from the priors."""
    free, numbers = setup.free(CONFIG), setup.quantities(CONFIG)
    space = Space(tuple(free), tuple(free.values()))
    start = space.scale({path: numbers[path].value for path in free})
    noise = np.random.default_rng(1).standard_normal((SETS, len(free)))
    points = {
        "the baseline's own, told anew for every run": np.tile(start, (SETS, 1)),
        f"scattered around the baseline's by {NEAR} deviations": start + NEAR * noise,
        "drawn from the priors": noise,
    }
    return {name: space.sets(np.clip(found, -REACH, REACH)) for name, found in points.items()}


def numbers() -> int:
    """How many free numbers there are."""
    return len(setup.free(CONFIG))


def cost() -> dict[str, tuple[float, ...]]:
    """By kind of sets, times the replicates' processor time of each work, and times their events."""
    kinds, replicates = drawn(), len(simulate(WORLD, SETS)[0])
    works = (_totals, _more_totals, _weekly, _events)
    times = [
        side_by_side({"": partial(work, None)} | {name: partial(work, sets) for name, sets in kinds.items()})
        for work in works
    ]
    return {
        name: (
            *(ratio(found[name], found[""]) for found in times),
            len(simulate(WORLD, 1, sets=sets, own_dice=True)[0]) / replicates,
        )
        for name, sets in kinds.items()
    }


def rebuilt() -> float:
    """Times the replicates' processor time when a world is made anew for every set of the scattered ones."""
    sets = list(drawn().values())[1]

    def each() -> None:
        for number in range(len(sets)):
            campaigns(sets.world(WORLD, number), range(number, number + 1))

    times = side_by_side({"each": each, "replicates": partial(_events, None)})
    return ratio(times["each"], times["replicates"])


def summaries() -> dict[str, float]:
    """Processor time of totals by target, by NumPy and compiled, as a share of that of the runs themselves."""
    runs, blocks = Runs.of(WORLD, range(10 * BLOCK)), 10
    counts = next(counted(Runs.of(WORLD, range(BLOCK)), lambda found, _: found.copy()))
    works: dict[str, Work] = {
        "runs": lambda: list(counted(runs, lambda _counts, _start: None)),
        "NumPy": lambda: [counts.sum((1, 2, 4), dtype=np.int32) for _ in range(blocks)],
        "compiled": lambda: [TOTALS(counts) for _ in range(blocks)],
    }
    times = side_by_side(works, repeats=15)
    return {name: ratio(times[name], times["runs"]) for name in ("NumPy", "compiled")}


def _replicates(sets: Sets | None) -> int:
    return SETS if sets is None else 1


def _totals(sets: Sets | None) -> None:
    tallies(WORLD, _replicates(sets), TOTALS, sets, workers=1, own_dice=True)


def _more_totals(sets: Sets | None) -> None:
    tallies(WORLD, MORE * _replicates(sets), TOTALS, sets, workers=1, own_dice=True)


def _weekly(sets: Sets | None) -> None:
    weekly(WORLD, _replicates(sets), workers=1, sets=sets, own_dice=True)


def _events(sets: Sets | None) -> None:
    simulate(WORLD, _replicates(sets), workers=1, sets=sets, own_dice=True)
