"""How much of a result is the coding's: many runs of each of many codings, and what varies from coding to coding.

A coding is one draw of all edges and levels in doubt. Every coding plays the same replicates, with the same dice, so
that two codings differ by their dates alone; what they differ by beyond what dice make of it is the coding's variance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from experiments.judge.differences import ALL, WHOLE
from experiments.judge.facts import Facts
from experiments.judge.patterns import Pattern
from experiments.judge.patterns.evaluate import REPRODUCED, covers, shown_by, verdict_of
from experiments.judge.patterns.measure import Lookup
from experiments.judge.percentile import percentiles
from experiments.observed.periods import Period
from experiments.simulate.campaign import Campaign
from experiments.simulate.count import counts
from model.coding import in_run

if TYPE_CHECKING:
    from model.lens import Lens
    from model.world import World

WORTH_SAYING = 0.05
"""Share of the coding below which a reader need not know what it goes with."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class CodingShare:
    """How far the attacks on one target in one period depend on how the facts in doubt are read."""

    period: str
    """A phase, a stretch before or after the record, or the whole campaign."""
    start: date
    """First day."""
    end: date
    """Last day."""
    target: str
    """Target class, or all of them."""
    mean: float
    """Mean attacks a run, as the lens in use sees them."""
    by_dice: float
    """Standard deviation over the runs of one coding."""
    by_coding: float
    """Standard deviation of codings' means, less what dice alone give them."""
    share: float
    """Share of the variance over all runs that is the coding's."""
    fact: str
    """The edge or level in doubt that most of it goes with; empty: none does so beyond chance."""
    fact_share: float | None
    """Share of the variance between codings' means that goes with it, in a straight line."""


@dataclass(frozen=True)
class CodingSupport:
    """How far the verdict on one pattern depends on how the facts in doubt are read."""

    id: str
    """Its number in the evidence."""
    statement: str
    """What one campaign must show, in a sentence."""
    counted: bool
    """Whether it counts in totals."""
    support: float
    """Share of all runs that show it."""
    verdict: str
    """Of `support`: reproduced from 0.8, partly from 0.5, else missed."""
    low: float
    """5 % point of its support over codings; each has the chance of its few runs in it."""
    high: float
    """95 % point."""
    stands: float
    """Share of codings under which it is reproduced."""
    fact: str
    """The edge or level in doubt that most of the difference goes with; empty: none does so beyond chance."""
    fact_share: float | None
    """Share of the variance between codings' supports that goes with it, in a straight line."""


@dataclass(frozen=True)
class Codings:
    """What was drawn and what came of it."""

    facts: Facts
    shares: tuple[CodingShare, ...]
    supports: tuple[CodingSupport, ...]


def coding_world(world: World, number: int) -> World:
    """The world as coding number `number` reads it: nothing is left in doubt."""
    return replace(world, timeline=in_run(world.timeline, world.clock, world.seed, number))


def coding_lenses(lenses: Mapping[str, Lens], number: int) -> dict[str, Lens]:
    """What each source sees as coding number `number` reads it."""
    return {name: replace(lens, run=number) for name, lens in lenses.items()}


def codings_judged(
    facts: Facts, periods: Sequence[Period], lens: str, patterns: Sequence[Pattern],
    play: Callable[[int], Mapping[str, Campaign]],
) -> Codings:  # fmt: skip
    """Shares and supports over the codings drawn; `play` gives the campaigns of one, by lens."""
    found, met = [], []
    for number in range(len(facts.drawn)):
        seen = play(number)
        chosen = seen[lens]
        whole = Period(WHOLE, chosen.start, chosen.end, {}, recorded=False)
        spans, targets = (*periods, whole), chosen.names.targets
        told = [one for one in patterns if covers(seen[one.lens], one)]
        found.append(counts(chosen, targets, spans))
        lookups = {name: Lookup(campaign) for name, campaign in seen.items()}
        met.append([shown_by(one, lookups[one.lens]) for one in told])
    shares = _shares(np.array(found, dtype=np.float64), targets, spans, facts)
    each = np.array(met, dtype=np.float64).reshape(len(facts.drawn), len(told), chosen.replicates)
    return Codings(facts, tuple(shares), tuple(_support(one, each[:, n], facts) for n, one in enumerate(told)))


def _shares(found: Floats, targets: Sequence[str], spans: Sequence[Period], facts: Facts) -> Iterator[CodingShare]:
    """From counts [codings, replicates, targets, spans]."""
    totals = np.concatenate([found, found.sum(axis=2, keepdims=True)], axis=2)
    for s, span in enumerate(spans):
        for t, target in enumerate((*targets, ALL)):
            own = totals[:, :, t, s]
            by_dice, by_coding = variances(own)
            share = by_coding / (by_dice + by_coding) if by_coding > 0 else 0.0
            where = (span.name, span.start, span.end, target)
            spread = (float(own.mean()), sqrt(by_dice), sqrt(by_coding), share)
            yield CodingShare(*where, *spread, *facts.leading(own.mean(axis=1)))


def variances(found: Floats) -> tuple[float, float]:
    """Variance within codings, and between them, of numbers [codings, replicates] with the same dice in each column.

    Two-way analysis of variance with random rows: the mean square between rows less that of what is left over, divided
    by the replicates; below 0 it is 0.
    """
    codings, replicates = found.shape
    if codings < 2 or replicates < 2:
        return float(found.var()), 0.0
    rows, columns = found.mean(axis=1), found.mean(axis=0)
    left = found - rows[:, None] - columns[None, :] + found.mean()
    rest = float((left**2).sum() / ((codings - 1) * (replicates - 1)))
    between = float(rows.var(ddof=1)) - rest / replicates
    return float(found.var(axis=1, ddof=1).mean()), max(0.0, between)


def _support(pattern: Pattern, met: Floats, facts: Facts) -> CodingSupport:
    """From what runs show [codings, replicates]."""
    each = met.mean(axis=1)
    support = float(met.mean())
    low, high = map(float, percentiles(each, (5, 95)))
    told = (pattern.id, pattern.statement, pattern.counted, support, verdict_of(support))
    return CodingSupport(*told, low, high, float((each >= REPRODUCED).mean()), *facts.leading(each))
