"""The letters that a PDF carries, cut out of each font once for all figures instead of once for each of them.

Cutting takes a font to pieces, which took a third of the time of writing a PDF. This reaches into Matplotlib where it
offers no way: a release that has no such place any more cuts as ever, and a test says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from inspect import signature
from io import BytesIO
from typing import Any

from fontTools import subset
from matplotlib.backends import _backend_pdf_ps as embedding
from matplotlib.ft2font import FT2Font

COMMON = ((*range(0x20, 0x7F), *map(ord, "±·×")), (*map(ord, "–—‘’“”…→−≈≤≥"), *range(0xFB00, 0xFB05)))
"""What figures write, as a rule: plain letters; and, which a PDF keeps apart, signs beyond Latin-1 and ligatures."""
CUT = "get_glyphs_subset"
UNUSED = ["GSUB", "GPOS", "GDEF", "FFTM"]  # how letters are set beside each other: done when the PDF is written


@dataclass(frozen=True)
class Cut:
    """Part of a font as Matplotlib asks for it: something that saves it, and new numbers of its letters."""

    file: bytes
    glyph_index_map: dict[Any, Any]

    @property
    def font(self) -> Cut:
        """Itself: what can be saved."""
        return self

    def save(self, to: BytesIO, **_: Any) -> None:
        """Write it."""
        to.write(self.file)
        to.seek(0)


@contextmanager
def cut_once() -> Iterator[None]:
    """In here, a PDF takes the common letters of a font ready cut, and has others cut for itself."""
    plain = getattr(embedding, CUT, None)
    if plain is None or "glyphs" not in signature(plain).parameters:
        yield
        return

    def ready(font: Any, glyphs: Iterable[Any]) -> Any:
        asked = frozenset(glyphs)
        return nullcontext(_cut(font, next((some for some in _common(font) if asked <= some), asked)))

    setattr(embedding, CUT, ready)
    try:
        yield
    finally:
        setattr(embedding, CUT, plain)


@cache
def _common(font: Any) -> tuple[frozenset[Any], ...]:
    """Numbers in a font of the letters of each common group, and of its sign for a letter that it lacks."""
    face = FT2Font(font)
    return tuple(frozenset({0, *map(face.get_char_index, letters)}) for letters in COMMON)


@cache
def _cut(font: Any, glyphs: frozenset[Any]) -> Cut:
    options = subset.Options(recommended_glyphs=True, font_number=font.face_index)
    options.drop_tables += UNUSED
    face, cutter = subset.load_font(font, options), subset.Subsetter(options)
    cutter.populate(gids=glyphs)
    cutter.subset(face)
    file = BytesIO()
    face.save(file, reorderTables=False)
    return Cut(file.getvalue(), dict(cutter.glyph_index_map))
