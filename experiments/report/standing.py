"""What a reader is told before the scores: which patterns judge, what was fitted, how often was looked at the rest."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from experiments.results import commits, look_log, provenance
from experiments.results.look_log import Entries, Look
from experiments.results.read import Result
from experiments.results.request import Request
from experiments.setup import roles
from experiments.setup.lifted import lifted


def standing(result: Result, app: str) -> str:
    """Lines to print above the scores of a result; a look at held-out ones is in the ledger before they are shown.

    Raises ModelError when the ledger cannot be written: then nobody may look.
    """
    about = result.provenance
    lines = [provenance.pattern_line(about["patterns"], about["patterns_fixed"]), ground(result)]
    if about["heldout"]:
        held = look_log.add(result.folder.parent, [_look(result, app, phase) for phase in about["heldout"]])
        lines += [counted(held, phase, about["estimate"]) for phase in about["heldout"]]
        lines += [_unreadable(result, held)] if held.unreadable else []
    return "\n".join(lines)


def say_unjudged(wanted: Request) -> None:
    """Say on stderr which patterns a scenario cannot be judged by, because it has taken out what they speak of."""
    if wanted.unjudged:
        print(
            f"{wanted.scenario}: not judged by {', '.join(wanted.unjudged)}, which speak of what was taken out.",
            file=sys.stderr,
        )


def say_lifted(wanted: Request) -> None:
    """Say on stderr what went along with the dated facts that a scenario lifts, and which edges are not known now."""
    for text in lifted(wanted.config.timeline, wanted.config.clock, roles.standing(wanted.config.roles)).said:
        print(f"{wanted.scenario}: {text}.", file=sys.stderr)


def ground(result: Result) -> str:
    """To what the numbers of a result were fitted, and what is left out of it for want of an observed record."""
    about = result.provenance
    return provenance.fitted(about) if about["recorded"] else f"{provenance.fitted(about)}\n{_left_out(about)}"


def _left_out(about: Mapping[str, Any]) -> str:
    patterns = about["patterns_fixed"] == provenance.NO_PATTERNS
    return (
        "No observed record: left out are what would stand beside the simulated, all rows of scores.csv, agreement.csv"
        f"{' and patterns.csv' if patterns else ''}, and the figure{'s scorecard and' if patterns else ''} skill."
    )


def counted(held: Entries, phase: str, estimate: str) -> str:
    """How often a phase's held-out scores have been looked at, of this estimate and of any; unreadable lines count."""
    looks, lost = held.at(phase), len(held.unreadable)
    own = sum(estimate in look.estimate.split(" / ") for look in looks)
    return (
        f"Held-out scores on {phase}: looked at {_times(len(looks) + lost)}, this one included; {own} of this estimate."
    )


def _look(result: Result, app: str, phase: str) -> Look:
    about = result.provenance
    now = datetime.now(UTC).isoformat(timespec="seconds")
    commit = commits.commit().text
    return Look(now, app, result.folder.name, about["estimate"], phase, about["patterns"], commit)


def _unreadable(result: Result, held: Entries) -> str:
    lines = ", ".join(map(str, held.unreadable))
    return (
        f"{result.folder.parent / look_log.FILE}, line {lines}: cannot be read, and counts as a look at every phase. "
        "Nothing was changed there; mend the line from a copy if there is one."
    )


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
