"""Colours that colour-blind readers can tell apart (Okabe and Ito 2008), and names as a reader would write them.

What a theatre calls its targets, and which colours they have, is its look: it is put on for a while (`wearing`), as
matplotlib's styles are.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from experiments.setup.look import Look

OBSERVED = "#000000"
FAINT = "#9A9A9A"
INK = "#333333"
BLUE = "#0072B2"
REPRODUCED, PARTLY, MISSED = "#009E73", "#E69F00", "#D55E00"
SPARE = ("#56B4E9", "#332288", "#882255", "#999933", "#44AA99", "#AA4499", "#117733", "#DDCC77")
PLAIN = Look()
_WORN: ContextVar[Look] = ContextVar("look", default=PLAIN)


@contextmanager
def wearing(look: Look) -> Iterator[None]:
    """Draw with a theatre's labels and colours for a while."""
    before = _WORN.set(look)
    try:
        yield
    finally:
        _WORN.reset(before)


def colours(targets: Iterable[str]) -> dict[str, str]:
    """A colour for each target: its own where it has one, else the next that nobody uses."""
    names, own = tuple(targets), _WORN.get().colours
    spare = _spare(names)
    return {name: own[name] if name in own else next(spare) for name in names}


def label(name: str) -> str:
    """The name as a reader would write it."""
    look = _WORN.get()
    if name in look.labels:
        return look.labels[name]
    capitals = {word.lower(): word for word in look.acronyms}
    spaced = re.sub(r"(?<=[a-z])(?=\d+$)", " ", name.replace("_", " "))
    words = " ".join(capitals.get(word, word) for word in spaced.split())
    return words[:1].upper() + words[1:] or "(no name)"


def _spare(names: tuple[str, ...]) -> Iterator[str]:
    own = _WORN.get().colours
    used = {own[name].upper() for name in names if name in own}
    unworn = (colour for target, colour in own.items() if target not in names)
    yield from dict.fromkeys(colour for colour in (*SPARE, *unworn) if colour.upper() not in used)
    hue = 0.05
    while True:  # beyond these no set of colours can be told apart; they are at least not the same
        yield "#{:02X}{:02X}{:02X}".format(*(round(255 * part) for part in colorsys.hls_to_rgb(hue % 1, 0.45, 0.6)))
        hue += 0.618034
