"""How cells and lines are written for the terminal."""

from __future__ import annotations

WIDE = 110


def shorten(start: str, statement: str) -> str:
    """A line with as much of a statement as there is room for."""
    room = WIDE - len(start)
    return start + (statement if len(statement) <= room else statement[: room - 1] + "…")


def number(value: float | None) -> str:
    """A count as short as it can be said."""
    return "?" if value is None else f"{value:g}"


def signed(value: float) -> str:
    """A difference to a tenth, with its sign."""
    return f"{round(value, 1) + 0.0:+.1f}"  # no minus before a zero
