"""How much room text takes, known before anything is drawn."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

FAMILY = "DejaVu Sans"  # comes with matplotlib: the same letters, and the same bytes, on every machine
SMALL = 7.0  # points: nothing is smaller
NORMAL = 7.5
LARGE = 9.0
POINTS_PER_INCH = 72.0


@lru_cache(maxsize=4096)
def width(text: str, size: float = SMALL, weight: str = "normal") -> float:
    """Width of one line of text in inches."""
    if not text:
        return 0.0
    font = FontProperties(family=FAMILY, size=size, weight=weight)
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]) / POINTS_PER_INCH


def shortened(text: str, inches: float, size: float = SMALL, weight: str = "normal") -> str:
    """The text, cut at a word and ended by an ellipsis where it would be wider than `inches`."""
    if width(text, size, weight) <= inches:
        return text
    words = text.split()
    while len(words) > 1:
        words.pop()
        if width(short := " ".join(words).rstrip(".,;:") + " …", size, weight) <= inches:
            return short
    return _cut(text, inches, size, weight)


def wrapped(text: str, inches: float, size: float = SMALL) -> str:
    """The text with a line break wherever a line would be wider than `inches`."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and width(f"{line} {word}", size) > inches:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return "\n".join(lines)


def _cut(text: str, inches: float, size: float, weight: str) -> str:
    while len(text) > 1 and width(text + "…", size, weight) > inches:
        text = text[:-1]
    return text + "…"
