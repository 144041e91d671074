"""Names of actors, targets and places: what a folder, a table, a terminal and a config can all hold as it stands."""

from __future__ import annotations

import unicodedata

from model.errors import ModelError

LONGEST = 60
PUNCTUATION = " _-'’()"
MARKS = ("Mn", "Mc")  # accents and vowel signs that follow their letter
RULE = (
    f"a name has at most {LONGEST} letters, digits, spaces and _ - ' ( ), begins with a letter or digit and ends with "
    "no space"
)


def check_name(what: str, name: str, where: str) -> None:
    """Raise ModelError for a name that a CSV file would read as a formula, or a terminal as a command."""
    if not _legal(name):
        raise ModelError(f"{what} '{name}' has a name that cannot be used: {RULE}. Change it in {where}.")


def _legal(name: str) -> bool:
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST or not name[0].isalnum() or name[-1] == " ":
        return False
    return all(one.isalnum() or one in PUNCTUATION or unicodedata.category(one) in MARKS for one in name)
