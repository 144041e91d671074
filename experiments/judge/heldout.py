"""Held-out phases: which of them an estimate was fitted to, what touches one, and what a fit without it may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from experiments.files.hashing import digest
from experiments.judge.patterns import Pattern
from experiments.observed.chronicle import Phase, in_use
from experiments.observed.tables import PeriodRate
from experiments.setup.schema import Config
from model.errors import ModelError, unknown

FITTED, HELD_OUT, NOT_FITTED = "fitted", "held out", "not fitted"
UNSAID = "does not say which phases it was fitted to"


@dataclass(frozen=True)
class Exposure:
    """The phases that an estimate was fitted to; none for numbers that come from judgement alone."""

    seen: frozenset[str]

    @property
    def held_out(self) -> frozenset[str]:
        """The phases that a fit left out; none where there was no fit."""
        return frozenset(spans()) - self.seen if self.seen else frozenset()

    def word(self, start: date, end: date) -> str:
        """How a score on these days is to be read: one day of a held-out phase makes it held out."""
        if any(touches(phase, start, end) for phase in self.held_out):
            return HELD_OUT
        return FITTED if any(touches(phase, start, end) for phase in self.seen) else NOT_FITTED

    def word_of(self, pattern: Pattern) -> str:
        """How a pattern's support is to be read; a fit sees none that is not counted."""
        words = {self.word(series.start, series.end) for series in pattern.series.values()}
        if HELD_OUT in words:
            return HELD_OUT
        return FITTED if FITTED in words and pattern.counted else NOT_FITTED


def spans() -> dict[str, Phase]:
    """The phases by name, as the tests cut them: they do not overlap."""
    return {span.phase: span for span in in_use().spans()}


def exposure(config: Config) -> Exposure:
    """What the estimate of a config was fitted to: everything, where its file does not say."""
    return Exposure(
        frozenset(spans() if config.estimate_seen is None else map(_known_to_estimate, config.estimate_seen))
    )


def held_out(config: Config) -> frozenset[str]:
    """The phases that the estimate of a config has never seen, of a fit that saw others."""
    return exposure(config).held_out


def touches(phase: str, start: date, end: date) -> bool:
    """Whether one day or more of a period, both ends included, lies in a phase."""
    return start <= spans()[phase].end and spans()[phase].start <= end


def check_start(phase: str | None, config: Config) -> None:
    """Raise ModelError unless a fit may hold out `phase` and start from the estimate of the config."""
    if phase is None:
        return
    _known(phase, "the key 'heldout'")
    if phase in exposure(config).seen:
        why = UNSAID if config.estimate_seen is None else f"was fitted to {named(config.estimate_seen)}"
        raise ModelError(
            f"heldout={phase} cannot start from estimate '{config.estimate_name}', which {why}: it would bring {phase} "
            f"back in. Start from estimate=prior, or from one with '{phase}' missing from its estimate_seen."
        )


def seen_after(phase: str | None, config: Config) -> list[str]:
    """The phases that a fit without `phase` and its start have seen between them."""
    return [one for one in spans() if one != phase or one in exposure(config).seen]


def patterns_without(phase: str | None, patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """The counted patterns of which no series has a day in the phase."""
    counted = (pattern for pattern in patterns if pattern.counted)
    return tuple(one for one in counted if phase is None or not _looks_into(phase, one))


def rates_without(phase: str | None, rates: Iterable[PeriodRate]) -> tuple[PeriodRate, ...]:
    """The printed counts, none part of another, of which no day lies in the phase."""
    whole = (rate for rate in rates if not rate.within)
    return tuple(one for one in whole if phase is None or not touches(phase, one.start, one.end))


def ids(patterns: Iterable[Pattern], rates: Iterable[PeriodRate]) -> list[str]:
    """The ids of patterns and printed counts."""
    return [*(pattern.id for pattern in patterns), *(rate.id for rate in rates)]


def digest_of(patterns: Iterable[Pattern], rates: Iterable[PeriodRate]) -> str:
    """SHA-256 of what a fit saw: its patterns and counts, and nothing of those it did not see."""
    return digest({"patterns": [*map(asdict, patterns)], "rates": [*map(asdict, rates)]})


def named(phases: Iterable[str]) -> str:
    """Phases in words, in their order."""
    *first, last = sorted(phases) or ["no phase"]
    return f"{', '.join(first)} and {last}" if first else last


def _looks_into(phase: str, pattern: Pattern) -> bool:
    return any(touches(phase, series.start, series.end) for series in pattern.series.values())


def _known_to_estimate(phase: str) -> str:
    return _known(phase, "estimate_seen of the estimate's file")


def _known(phase: str, where: str) -> str:
    if phase not in spans():
        raise unknown("phase", phase, spans(), where)
    return phase
