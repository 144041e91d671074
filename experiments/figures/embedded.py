"""Fonts as a PDF needs them: the letters that it shows, without what only setting them side by side takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fontTools.subset import Options

SETTING = ("GDEF", "GPOS", "GSUB", "MATH", "kern")
"""Tables that say how letters join and how close they stand: by the time a PDF holds them, they stand."""


@contextmanager
def letters_only() -> Iterator[None]:
    """Fonts that are embedded meanwhile have no such tables.

    fontTools takes them apart whole to cut them to the letters, for every font of every figure: two thirds of the time
    that embedding took. Matplotlib does not hand its options on, so that they are set where it gets them from.
    """
    before = Options._drop_tables_default
    Options._drop_tables_default = [*before, *SETTING]
    try:
        yield
    finally:
        Options._drop_tables_default = before
