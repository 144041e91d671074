"""A complaint as a terminal can show it: one line, of readable length, with nothing that a terminal would act on."""

from __future__ import annotations

import re

LONGEST_WORD, LONGEST_QUOTE, LONGEST_LINE = 300, 300, 2000
_LONG = re.compile(rf"'[^']{{{LONGEST_QUOTE},}}'|\S{{{LONGEST_WORD},}}")


def one_line(text: str) -> str:
    """The text in one line; what is too long to read is cut in its middle, and control characters are spelt out."""
    line = " ".join(text.split())
    shown = "".join(map(_spelt, line))
    return _cut(_LONG.sub(lambda found: _cut(found.group(), 120), shown), LONGEST_LINE)


def _spelt(one: str) -> str:
    return one if one.isprintable() else ascii(one)[1:-1]


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    half = most // 2
    return f"{text[:half]}... ({len(text)} characters) ...{text[-half:]}"
