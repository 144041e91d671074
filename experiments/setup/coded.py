"""How a dated fact is written: a day or an interval, a level or a set of them, and what it depends on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from experiments.setup.dates import day
from experiments.setup.trail import TRAIL
from model.coding import middle
from model.errors import ModelError, unknown

WIDTHS = {
    "day": (1, 1),
    "public": (1, 1),
    "note": (3, 3),
    "relative": (3, 90),
    "month": (8, 31),
    "season": (59, 366),
    "bracketed": (2, 1400),
    "open": (28, 1400),
}
"""Days from the earliest to the latest, both included, that a class of edge may span (docs/coding.md, section 5)."""
WORDS = ("before", "none", "next")
"""Edges without days: so at the opening of the clock, never unmade, the day before the next row of the driver."""
LEVEL_CLASSES = ("printed", "between", "inferred")
CLASSES = {
    "start": (*WIDTHS, "before"),
    "end": (*WIDTHS, "none", "next"),
    "day": tuple(WIDTHS),
    "level": LEVEL_CLASSES,
}
LEVEL_SETS = {
    "0": (0.0,),
    "0.5": (0.5,),
    "1": (1.0,),
    "0|0.5": (0.0, 0.5),
    "0.5|1": (0.5, 1.0),
    "0|0.5|1": (0.0, 0.5, 1.0),
}
"""What a level may be read as: 0 and 1 are never in doubt without 0.5 between them."""
ROLES = ("exogenous", "mixed")
TIE = re.compile(r"(exists|start|end):(\S+)")
Ties = Sequence[tuple[str, str]]
"""What depends, and the row it depends on."""


def days(text: str, where: str) -> tuple[date, date]:
    """The earliest and latest day of an edge; raises ModelError unless it is a day or earliest/latest."""
    first, slash, last = text.partition("/")
    earliest = day(first, where)
    latest = day(last, where) if slash else earliest
    if slash and latest <= earliest:
        raise ModelError(
            f"{where} is '{text}': an interval goes from its earliest day to a later one, as in 2021-04-20/2021-04-22; "
            f"a single day is written alone. Change it {TRAIL.place(where)}."
        )
    return earliest, latest


def settled_day(text: str | None, where: str = "a date") -> date | None:
    """The middle day of an edge, None for a word or for good; raises ModelError for what is no edge."""
    return None if text is None or text in WORDS else middle(*days(text, where))


def levels(text: str, where: str) -> tuple[float, ...]:
    """The levels that a value allows; raises ModelError for one that no rule codes."""
    if text not in LEVEL_SETS:
        raise ModelError(
            f"{where} is {text}: only 0, 0.5 and 1 are coded (absent, partly, fully), or a set of them that is in "
            f"doubt: {', '.join(name for name in LEVEL_SETS if '|' in name)}. Change it {TRAIL.place(where)}."
        )
    return LEVEL_SETS[text]


def ties(entries: Sequence[str], known: Mapping[str, object], where: str, legal: Sequence[str]) -> Ties:
    """What of a row depends on which others; raises ModelError for other forms and for rows that are not there."""
    found = []
    for entry in entries:
        match = TIE.fullmatch(entry)
        if not match or match[1] not in legal:
            raise ModelError(
                f"{where} has '{entry}': write {', '.join(f'{one}:row' for one in legal)}, as in exists:killing. "
                f"Change it {TRAIL.place(where)}."
            )
        if match[2] not in known:
            raise unknown("row", match[2], known, f"{where}, {TRAIL.place(where).removeprefix('in ')}")
        found.append((match[1], match[2]))
    edges = [what for what, _ in found if what != "exists"]
    if len(edges) > len(set(edges)):
        raise ModelError(
            f"{where} has '{edges[0]}:' twice: an edge hangs on one row at most. Change it {TRAIL.place(where)}."
        )
    return found


def check_words(role: str, split: str, quality: Mapping[str, str] | None, where: str) -> None:
    """Raise ModelError for a role, split or class that docs/coding.md does not know."""
    if role not in ROLES:
        raise unknown("role", role, ROLES, f"{where}.role, {TRAIL.place(where).removeprefix('in ')}")
    if (role == "mixed") != bool(split):
        raise ModelError(
            f"{where} is {role} and has {'a' if split else 'no'} 'split': a mixed row says which part of it is a "
            f"driver and which an outcome, and no other does. Change it {TRAIL.place(where)}."
        )
    for name, kind in (quality or {}).items():
        if name not in CLASSES or kind not in CLASSES[name]:
            legal = CLASSES.get(name, tuple(CLASSES))
            raise unknown("class", kind if name in CLASSES else name, legal, f"{where}.quality")
