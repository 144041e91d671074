"""Colours that colour-blind readers can tell apart (Okabe and Ito 2008), one for each target class."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator

OBSERVED = "#000000"
FAINT = "#9A9A9A"
INK = "#333333"
REPRODUCED, PARTLY, MISSED = "#009E73", "#E69F00", "#D55E00"
TARGETS = {
    "us_base": "#0072B2",
    "us_convoy": "#D55E00",
    "turkish_base": "#009E73",
    "morality": "#CC79A7",
    "oil_gas": "#E69F00",
}
SPARE = ("#56B4E9", "#332288", "#882255", "#999933", "#44AA99", "#AA4499", "#117733", "#DDCC77")
ACRONYMS = {"us": "US", "krg": "KRG", "pkk": "PKK"}
LABELS = {
    "us_base": "US bases",
    "us_convoy": "US convoys",
    "turkish_base": "Turkish bases",
    "morality": "Morality targets",
    "oil_gas": "Oil and gas",
}


def colours(targets: Iterable[str]) -> dict[str, str]:
    """A colour for each target: its own where it has one, else the next that nobody uses."""
    names = tuple(targets)
    spare = _spare(names)
    return {name: TARGETS[name] if name in TARGETS else next(spare) for name in names}


def label(name: str) -> str:
    """The name as a reader would write it."""
    if name in LABELS:
        return LABELS[name]
    spaced = re.sub(r"(?<=[a-z])(?=\d+$)", " ", name.replace("_", " "))
    words = " ".join(ACRONYMS.get(word, word) for word in spaced.split())
    return words[:1].upper() + words[1:] or "(no name)"


def _spare(names: tuple[str, ...]) -> Iterator[str]:
    yield from SPARE
    yield from (colour for target, colour in TARGETS.items() if target not in names)
    hue = 0.05
    while True:  # beyond these no set of colours can be told apart; they are at least not the same
        yield "#{:02X}{:02X}{:02X}".format(*(round(255 * part) for part in colorsys.hls_to_rgb(hue % 1, 0.45, 0.6)))
        hue += 0.618034
