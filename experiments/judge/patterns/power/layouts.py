"""Where the attacks of plain worlds lie: the totals that a source prints, spread evenly over some stretches of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from experiments.observed import periods
from experiments.observed.chronicle import in_use
from experiments.observed.record import record
from experiments.observed.tables import PeriodRate, load

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Attacks on a target, `mean` of them in a world, every day from `start` to `end` alike."""

    target: str
    start: date
    end: date
    mean: float


def stretches(layout: str, lens: str) -> tuple[Stretch, ...]:
    """The stretches of a layout, from what the source of a lens prints; the record's figures where it prints none."""
    return laid_out(LAYOUTS[layout], lens)


def laid_out(layout: Callable[..., Iterable[Stretch]], lens: str) -> tuple[Stretch, ...]:
    """The same of a layout that may be none of those that a pattern names."""
    main, rates = in_use().notes.source, [rate for rate in load(PeriodRate) if rate.source == lens]
    printed = rates if rates and lens != main else [r for r in load(PeriodRate) if r.source == main and not r.within]
    return tuple(layout(printed))


def flat(rates: Sequence[PeriodRate]) -> Iterator[Stretch]:
    """Each target at one rate from the first day that the source covers to the last."""
    start, end = _span(rates)
    yield from _cut(rates, [(start, end)])


def by_year(rates: Sequence[PeriodRate]) -> Iterator[Stretch]:
    """Each target at one rate within each calendar year."""
    start, end = _span(rates)
    years = range(start.year, end.year + 1)
    yield from _cut(rates, [(max(start, date(y, 1, 1)), min(end, date(y, 12, 31))) for y in years])


def by_phase(rates: Sequence[PeriodRate]) -> Iterator[Stretch]:
    """Each target at one rate within each phase, as the tests cut them."""
    yield from _cut(rates, [(phase.start, phase.end) for phase in periods.phases()])


def by_stretch(rates: Sequence[PeriodRate]) -> Iterator[Stretch]:
    """Each target at one rate within each stretch of the record, at the mean of its tables; else as `flat`."""
    if any(rate.source != in_use().notes.source for rate in rates):
        yield from flat(rates)
        return
    known = record()
    for target, means in zip(known.targets, known.counts.mean(axis=0), strict=True):
        spans = zip(known.stretches, means.tolist(), strict=True)
        yield from (Stretch(target, one.start, one.end, mean) for one, mean in spans)


def alike(rates: Sequence[PeriodRate]) -> Iterator[Stretch]:
    """All targets alike: the attacks on all of them together, shared evenly, at one rate all the time."""
    start, end = _span(rates)
    targets = list(dict.fromkeys(rate.target for rate in rates))
    each = sum(rate.count for rate in rates) / len(targets)
    yield from (Stretch(target, start, end, each) for target in targets)


LAYOUTS: dict[str, Callable[[Sequence[PeriodRate]], Iterator[Stretch]]] = {
    layout.__name__: layout for layout in (flat, by_year, by_phase, alike)
}


def _span(rates: Sequence[PeriodRate]) -> tuple[date, date]:
    return min(rate.start for rate in rates), max(rate.end for rate in rates)


def _cut(rates: Sequence[PeriodRate], spans: Sequence[tuple[date, date]]) -> Iterator[Stretch]:
    """For each target and span what its figures put there, each figure being spread evenly over its own days."""
    for target in dict.fromkeys(rate.target for rate in rates):
        for start, end in spans:
            own = (_inside(rate, start, end) for rate in rates if rate.target == target)
            yield Stretch(target, start, end, sum(own))


def _inside(rate: PeriodRate, start: date, end: date) -> float:
    """The part of a figure that falls from `start` to `end`."""
    shared = min(rate.end, end) - max(rate.start, start) + ONE_DAY
    return rate.count * max(shared.days, 0) / (rate.end - rate.start + ONE_DAY).days
