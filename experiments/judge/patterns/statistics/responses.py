"""What follows what: events answered, answers that had a cause, and how long it took."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from experiments.judge.patterns.events import Events
from experiments.judge.patterns.pattern import Array
from experiments.judge.patterns.statistics.counts import ratio
from experiments.judge.patterns.statistics.statistic import Option, Statistic

APART = 10_000_000
"""Days between replicates on the common time axis: more than any calendar, so that none answers another."""


def response_rate(of: Events, to: Events, within: int) -> Array:
    """Part of the events `to` that an event `of` follows within so many days; undefined without any."""
    answered = _days_until_next(to, of) <= within
    return ratio(_tally(to, answered), to.count())


def preceded_rate(of: Events, by: Events, within: int) -> Array:
    """Part of the events `of` that an event `by` precedes within so many days; undefined without any."""
    caused = _days_since_last(of, by) <= within
    return ratio(_tally(of, caused), of.count())


def lag_after(of: Events, after: Events, within: int) -> Array:
    """Mean days from an event `after` to the next `of`, where it comes within so many days."""
    days = _days_until_next(after, of)
    answered = days <= within
    total = np.bincount(after.replicate[answered], days[answered], minlength=after.replicates)
    return ratio(total.astype(np.float64), _tally(after, answered))


def _axis(events: Events) -> NDArray[np.int64]:
    return events.replicate * APART + events.day


def _days_until_next(events: Events, other: Events) -> Array:
    """Days from each event to the next (or same-day) `other` of its replicate, huge when none comes."""
    others = np.append(np.sort(_axis(other)), np.iinfo(np.int64).max)
    here = _axis(events)
    return (others[np.searchsorted(others[:-1], here)] - here).astype(np.float64)


def _days_since_last(events: Events, other: Events) -> Array:
    """Days from the last (or same-day) `other` of its replicate to each event, huge when none was."""
    others = np.insert(np.sort(_axis(other)), 0, -(2**62))
    here = _axis(events)
    return (here - others[np.searchsorted(others[1:], here, side="right")]).astype(np.float64)


def _tally(events: Events, keep: NDArray[np.bool_]) -> Array:
    return np.bincount(events.replicate[keep], minlength=events.replicates).astype(np.float64)


STATISTICS = (
    Statistic(response_rate, series=("of", "to"), options={"within": Option()}, ceiling=1.0),
    Statistic(preceded_rate, series=("of", "by"), options={"within": Option()}, ceiling=1.0),
    Statistic(lag_after, series=("of", "after"), options={"within": Option()}),
)
