"""Fonts in a PDF: what setting text needs is left out, the letters are there."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

from fontTools.ttLib import TTFont

from experiments.figures.embedded import SETTING
from experiments.figures.style import Caption, empty, save


def test_a_pdf_holds_letters_and_no_table_for_setting_them(tmp_path: Path) -> None:
    figure = empty("Title", "fine letters", Caption("baseline", 1, 1, "abc", "def", "acled"))
    (path,) = save(figure, tmp_path / "figure", ("pdf",))
    fonts = _fonts(path.read_bytes())
    assert fonts
    for font in fonts:
        assert "glyf" in font
        assert not {*SETTING} & {*font.keys()}


def _fonts(pdf: bytes) -> list[TTFont]:
    starts = [pdf.index(b"stream\n", found.end()) + 7 for found in re.finditer(rb"/Length1", pdf)]
    return [TTFont(io.BytesIO(zlib.decompressobj().decompress(pdf[start:]))) for start in starts]
