"""Dates as a config writes them."""

from __future__ import annotations

import re
from datetime import date

from experiments.setup.trail import TRAIL
from model.clock import LAST_DAY
from model.errors import ModelError

FORM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_DAY = date(1900, 1, 1)


def day(text: str, where: str) -> date:
    """The day of a date; raises ModelError unless it is written YYYY-MM-DD, exists and lies where clocks can reach."""
    try:
        found = date.fromisoformat(text) if FORM.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        raise ModelError(
            f"{where} has the date '{text}': write it as YYYY-MM-DD, a day that exists, from {FIRST_DAY} to "
            f"{LAST_DAY}. Change it {TRAIL.place(where)}."
        )
    return found


def end(text: str | None, where: str) -> date | None:
    """The same for an end that may be open."""
    return None if text is None else day(text, where)
